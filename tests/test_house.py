"""The order of the packages: each imports only from those above it, and no module in a circle."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
# A text goes through them from top to bottom; those of one line may know each other's names only
# in that order, too.
ORDER = (
    "model", "errors", "copies", "records", "knowledge", "pages", "syntax", "mentions",
    "attributions", "coref", "qualification", "propositions", "facts", "reading", "linking",
    "graph", "build", "reader", "component", "commands", "cli", "__main__",
)  # fmt: skip


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules() -> dict[str, Path]:
    return {module_name(path): path for path in sorted((ROOT / "kg").rglob("*.py"))}


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of kg that a module imports, anywhere in it; those for types alone too."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return found & set(known)


def arrows() -> dict[str, set[str]]:
    known = modules()
    return {name: imported(path, known) for name, path in known.items()}


def package(module: str) -> str:
    return module.split(".")[1]


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
