"""The order of the packages: each imports only from those above it, and no module in a circle."""

from tools.house import PAGE, arrows, modules, package, page

# A text goes through them from top to bottom.
ORDER = (
    "model", "errors", "limits", "processes", "copies", "records", "knowledge", "inputs", "pages",
    "syntax", "mentions",
    "attributions", "coref", "qualification", "propositions", "facts", "reading", "linking",
    "layout", "graph", "neighbours", "report", "view", "ask", "push", "building", "cluster",
    "scoring", "watch", "reader", "component", "serve", "annotation",
    "commands", "cli", "__main__",
)  # fmt: skip


def backward(found: dict[str, set[str]]) -> list[str]:
    """The arrows that run against the order of the packages."""
    place = {name: index for index, name in enumerate(ORDER)}
    return [
        f"{module} imports {other}"
        for module, others in found.items()
        for other in sorted(others)
        if "." in module and "." in other and place[package(other)] > place[package(module)]
    ]


def circle(found: dict[str, set[str]]) -> list[str]:
    """A circle of modules that import each other, or nothing."""
    done = set[str]()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        for other in sorted(found[module]):
            if other != module and (ring := walk(other, [*way, module])):
                return ring
        done.add(module)
        return []

    return next((ring for module in sorted(found) if (ring := walk(module, []))), [])


def test_every_package_has_its_place():
    assert {package(name) for name in modules() if "." in name} <= set(ORDER)


def test_no_arrow_runs_back():
    assert backward(arrows()) == []


def test_no_circle():
    assert circle(arrows()) == []


def test_an_arrow_back_and_a_circle_are_noticed():
    assert backward({"kg.mentions.names": {"kg.coref.resolve"}}) == [
        "kg.mentions.names imports kg.coref.resolve"
    ]
    ring = {"kg.a": {"kg.b"}, "kg.b": {"kg.c"}, "kg.c": {"kg.a"}}
    assert circle(ring) == ["kg.a", "kg.b", "kg.c", "kg.a"]


def test_the_picture_is_of_today():
    assert page() == PAGE.read_text(encoding="utf-8"), "run `python tools/house.py`"
