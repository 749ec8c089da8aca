"""A graph whose pages come and go is, byte for byte, the one that is built of those it has."""

import json
import os
import re
import sqlite3
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import kg.cli
import kg.reading.run
import kg.syntax.annotate
from kg.building import build as building
from kg.building.changing import add, remove, update
from kg.building.correct import rebuild
from kg.errors import ArticleError, InputError, NothingReadError
from kg.linking.decisions import Decision
from kg.model import Argument, Article, Document, Entity, Extraction, Fact, Mention, Span, When
from kg.reading.article import Pipeline, fact_id
from tests.dying import status_of
from tests.known import KNOWLEDGE

ASKED = "https://velm.example/"
PIPELINE = Pipeline(None, KNOWLEDGE)  # type: ignore[arg-type]  # nothing here is parsed
read_now: list[str] = []
# Many small graphs are written; where that is in memory, it takes seconds.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def fake(document: Document, article: Article, pipeline: Pipeline) -> Extraction:
    """An extraction that goes by what a real one goes by: text, blocks and day of publication."""
    read_now.append(article.id)
    start, text = article.span.start, document.text[article.span.start : article.span.end]
    if "unreadable" in text:
        raise ValueError("unreadable")
    entities, mentions = dict[str, Entity](), []
    for number, found in enumerate(re.finditer(r"[A-Z][a-z]+ [A-Z][a-z]+", text)):
        id = f"{article.id}/{found[0].replace(' ', '-')}"
        entities[id] = Entity(id, article.id, "Person", found[0])
        place = Span(start + found.start(), start + found.end())
        mentions.append(Mention(place, "name", number, number + 1, number, "Person", found[0],
                                entity=id))  # fmt: skip
    facts = []
    for one, two in pairwise(mentions):
        args = tuple(Argument("participant", (m.span,), m.name, m.entity) for m in (one, two))
        cue = (Span(one.span.end, two.span.start),)
        when = article.published and When("today", one.span, article.published)
        evidence = next(b.span for b in article.blocks if one.span in b.span)
        known = (fact_id(article, "Meeting", args, cue), article.id, document.id, "Meeting")
        facts.append(Fact(*known, args, cue, evidence, "Meeting.meet", 0.9, when=when or None))
    return Extraction(article, tuple(entities.values()), tuple(mentions), tuple(facts))


@pytest.fixture(autouse=True)
def no_model(monkeypatch, request):
    if "pipeline" not in request.keywords:
        monkeypatch.setattr(kg.reading.run, "extract", fake)
    read_now.clear()


def bytes_of(directory: Path) -> dict[str, object]:
    """All that a graph's directory says, in a form that can be compared."""
    names = ["facts.jsonl", "graph.ttl", "graph.html", "problems.jsonl", "decisions.txt"]
    names += [f"store/{path.name}" for path in (directory / "store").glob("*.json*")]
    found: dict[str, object] = {
        name: (directory / name).read_bytes() for name in names if (directory / name).exists()
    }
    for path in (directory / "store").glob("*.sqlite"):
        with sqlite3.connect(path) as db:
            found[path.name] = list(db.iterdump())
        db.close()
    quads = ox.Store.read_only(str(directory / "store" / "quads"))
    return {**found, "quads": sorted(map(str, quads))}


def built(documents, directory: Path, **options) -> dict[str, object]:
    """What a fresh build of documents writes."""
    building.build(documents, directory, building.Options(**options), pipeline=PIPELINE)
    return bytes_of(directory)


def page(id: str, text: str, **more) -> Document:
    return Document(id, text, True, **more)


MET = "Ann Holm met Paul Ito in the harbour, and Ada Brix was there."
LATER = "Ada Brix met Bo Ravn.\u2028Tim Moen met Ann Holm, they said."
OTHER = "Lena Ott met Tim Moen on the ferry to the island of Velm."
TEXTS = (MET, LATER, OTHER, f"{MET}\n{OTHER}", "unreadable: Ann Holm met nobody.", "\n \n")
NAMES = ("a.txt", "in/b.txt", "7")
DOCUMENTS = st.builds(
    Document,
    id=st.sampled_from(NAMES),
    text=st.sampled_from(TEXTS),
    single=st.booleans(),
    title=st.sampled_from([None, "Ministers meet"]),
    published=st.sampled_from([None, "2025-03-28", "2025-03-31"]),
    publisher=st.sampled_from([None, "Harbour Post"]),
    url=st.sampled_from([None, None, f"{ASKED}1", f"{ASKED}2"]),
)


def test_a_graph_asks_for_no_triples(tmp_path, monkeypatch):
    asked: list[bool] = []

    def noted(document: Document, article: Article, pipeline: Pipeline) -> Extraction:
        asked.append(pipeline.propositions)
        return fake(document, article, pipeline)

    monkeypatch.setattr(kg.reading.run, "extract", noted)
    building.build([page("a.txt", MET)], tmp_path / "g", pipeline=PIPELINE)
    add([page("b.txt", LATER)], tmp_path / "g", pipeline=PIPELINE)
    assert asked == [False, False]


def same(one: Document, other: Document) -> bool:
    return (one.id, one.text, one.url) == (other.id, other.text, other.url)


class Pages(RuleBasedStateMachine):
    """Pages come, change and go in any order; decisions are made; `pages` are those there now."""

    def __init__(self) -> None:
        super().__init__()
        self.home = TemporaryDirectory(dir=MEMORY)
        self.graph = Path(self.home.name) / "graph"
        self.pages: list[Document] = []
        self.number = 0
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(kg.reading.run, "extract", fake)

    def teardown(self) -> None:
        self.patch.undo()
        self.home.cleanup()

    @initialize(document=DOCUMENTS)
    def begin(self, document: Document) -> None:
        self.pages = [page("first", MET), document]
        building.build(self.pages, self.graph, pipeline=PIPELINE)

    @rule(documents=st.lists(DOCUMENTS, min_size=1, max_size=3))
    def add(self, documents: list[Document]) -> None:
        try:
            add(documents, self.graph, pipeline=PIPELINE)
        except NothingReadError:
            assert all(document.text == TEXTS[-1] for document in documents)
            return
        self.pages += documents
        self.compare()

    @rule(document=DOCUMENTS)
    def update(self, document: Document) -> None:
        old = [p for p in self.pages if p.url and p.url == document.url]
        named = [p for p in self.pages if p.id == document.id]
        if not old and len({(p.text, p.url) for p in named}) > 1:
            if not any(same(p, document) for p in named):
                with pytest.raises(InputError, match="pages are called so"):
                    update([document], self.graph, pipeline=PIPELINE)
                return
            named = [p for p in named if same(p, document)]
        try:
            update([document], self.graph, pipeline=PIPELINE)
        except NothingReadError:
            assert document.text == TEXTS[-1]
            return
        self.pages = [p for p in self.pages if p not in (old or named)] + [document]
        self.compare()

    @precondition(lambda self: len({p.id for p in self.pages}) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from([p for p in self.pages if p.id != "first"]))
        alike = {(p.text, p.url) for p in self.pages if p.id == gone.id}
        if gone.url and data.draw(st.booleans()):
            remove([gone.url], self.graph, pipeline=PIPELINE)
            self.pages = [p for p in self.pages if p.url != gone.url]
        elif len(alike) > 1:
            with pytest.raises(InputError, match="pages are called so"):
                remove([gone.id], self.graph, pipeline=PIPELINE)
            return
        else:
            remove([gone.id], self.graph, pipeline=PIPELINE)
            self.pages = [p for p in self.pages if p.id != gone.id]
        self.compare()

    @rule(verb=st.sampled_from(["same", "different"]))
    def decide(self, verb) -> None:
        try:
            rebuild(self.graph, Decision(verb, ("Ann Holm", "Paul Ito")))
        except InputError:  # it contradicts the one before
            return
        self.compare()

    @rule()
    def build_again(self) -> None:
        building.build(self.pages, self.graph, pipeline=PIPELINE)
        self.compare()

    def compare(self) -> None:
        self.number += 1
        fresh = Path(self.home.name) / str(self.number)
        fresh.mkdir()
        if (self.graph / "decisions.txt").exists():
            (fresh / "decisions.txt").write_bytes((self.graph / "decisions.txt").read_bytes())
        expected, found = built(self.pages, fresh), bytes_of(self.graph)
        assert [name for name in expected if expected[name] != found.get(name)] == []
        assert expected.keys() == found.keys()


TestPages = Pages.TestCase
TestPages.settings = settings(
    max_examples=6, stateful_step_count=12, deadline=None, derandomize=True
)


@pytest.fixture
def graph(tmp_path) -> Path:
    """A graph of three pages, of which one is a copy of a part of another."""
    documents = [
        page("a.txt", MET, published="2025-03-28"),
        page("b.txt", MET, published="2025-03-31"),
        page("c.txt", OTHER, url=f"{ASKED}1"),
    ]
    building.build(documents, tmp_path / "graph", pipeline=PIPELINE)
    read_now.clear()
    return tmp_path / "graph"


def articles(directory: Path) -> dict[str, dict]:
    """The records of the articles by the documents they stand in."""
    lines = (directory / "facts.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    return {row["document"]: row for row in rows if row["kind"] == "article"}


def problems(directory: Path) -> list[dict]:
    lines = (directory / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_only_what_comes_is_read(graph):
    made = add([page("d.txt", LATER), page("c.txt", OTHER, url=f"{ASKED}1")], graph,
               pipeline=PIPELINE)  # fmt: skip
    assert read_now == [articles(graph)["d.txt"]["id"]]
    assert (made.articles, made.problems, made.removed) == (3, (), ())
    read_now.clear()
    update([page("d.txt", LATER)], graph, pipeline=PIPELINE)
    assert remove(["d.txt"], graph, pipeline=PIPELINE).removed == ("d.txt",)
    assert read_now == []


def test_a_copy_is_read_where_its_original_goes_only_if_it_may_read_otherwise(graph):
    (there,) = (row for row in articles(graph).values() if "copies" in row)
    assert (there["document"], there["published"]) == ("a.txt", "2025-03-28")
    remove(["a.txt"], graph, pipeline=PIPELINE)
    assert articles(graph)["b.txt"]["published"] == "2025-03-31"
    assert read_now == [there["id"]]
    # The same day and publisher: what was read holds there too.
    add([page("0.txt", f"\n\n{MET}", published="2025-03-31")], graph, pipeline=PIPELINE)
    assert articles(graph)["0.txt"]["start"] == 2
    assert read_now == [there["id"]]


def test_pages_are_removed_by_address_article_and_way(graph, tmp_path):
    folder = tmp_path / "news" / "in"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text(LATER, encoding="utf-8")
    (folder.parent / "y.txt").write_text(f"Ministers meet\n\n{OTHER}\n", encoding="utf-8")
    add([str(folder.parent)], graph, pipeline=PIPELINE)
    assert set(articles(graph)) == {"a.txt", "c.txt", "in/x.txt", "y.txt"}
    named = articles(graph)["y.txt"]["id"]
    cases = [
        (f"{ASKED}1", ("c.txt",)),
        (str(folder / "x.txt"), ("in/x.txt",)),
        (f"article:{named}", ("y.txt",)),
        (articles(graph)["a.txt"]["id"], ("a.txt", "b.txt")),
    ]
    (folder / "x.txt").unlink()  # what is not there any more is removed all the same
    for thing, gone in cases[:3]:
        assert remove([thing], graph, pipeline=PIPELINE).removed == gone
    add([page("c.txt", OTHER)], graph, pipeline=PIPELINE)
    assert remove([cases[3][0]], graph, pipeline=PIPELINE).removed == cases[3][1]


def test_a_file_is_updated_by_its_way_from_the_folder_that_was_built(tmp_path):
    folder = tmp_path / "news" / "in"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text(MET, encoding="utf-8")
    (folder / "y.txt").write_text("", encoding="utf-8")
    graph = tmp_path / "graph"
    building.build([str(folder.parent)], graph, pipeline=PIPELINE)
    assert [row["document"] for row in problems(graph)] == [str(folder / "y.txt")]
    (folder / "x.txt").write_text(LATER, encoding="utf-8")
    (folder / "y.txt").write_text(OTHER, encoding="utf-8")
    made = update([str(folder / "x.txt"), str(folder / "y.txt")], graph, pipeline=PIPELINE)
    assert made.removed == () and set(articles(graph)) == {"in/x.txt", "y.txt"}
    remove([str(folder / "y.txt")], graph, pipeline=PIPELINE)
    update([str(folder.parent)], graph, pipeline=PIPELINE)
    assert bytes_of(graph) == built([str(folder.parent)], tmp_path / "fresh")
    assert problems(graph) == []


def test_what_is_told_of_a_page_comes_and_goes_with_it(graph, tmp_path):
    rows = tmp_path / "wire.jsonl"
    rows.write_text(json.dumps({"id": "7", "text": LATER, "published": "soon"}) + "\n{")
    made = add([str(rows)], graph, pipeline=PIPELINE)
    assert [(p.page, p.skipped) for p in made.problems] == [("7", False), (None, True)]
    assert len(problems(graph)) == 2
    remove(["7"], graph, pipeline=PIPELINE)
    assert [row["document"] for row in problems(graph)] == [f"{rows}:2"]
    remove([str(rows)], graph, pipeline=PIPELINE)
    assert problems(graph) == []


def test_a_page_goes_beside_one_of_its_name_without_an_article(graph):
    empty, there = Document("d.txt", "\n \n"), Document("d.txt", MET, url=f"{ASKED}2")
    add([empty, there], graph, pipeline=PIPELINE)
    made = remove([f"{ASKED}2"], graph, pipeline=PIPELINE)
    assert made.articles == 2


def test_what_was_told_before_is_not_told_again(graph):
    made = add([page("d.txt", TEXTS[4])], graph, pipeline=PIPELINE)
    assert [problem.skipped for problem in made.problems] == [True]
    read_now.clear()
    assert add([page("e.txt", LATER)], graph, pipeline=PIPELINE).problems == ()
    assert len(read_now) == 1 and len(problems(graph)) == 1
    # Asked to stop at what fails, it does so at what comes alone.
    strict = building.Options(strict=True)
    add([page("f.txt", f"{LATER} {LATER}")], graph, strict, pipeline=PIPELINE)
    with pytest.raises(ArticleError, match=r"g\.txt"):
        add([page("g.txt", TEXTS[-1])], graph, strict, pipeline=PIPELINE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda at: remove(["nobody.txt"], at, pipeline=PIPELINE), "nobody.txt: the graph has no"),
        (lambda at: remove(["a.txt", "b.txt", "c.txt"], at, pipeline=PIPELINE), "would be left"),
        (lambda at: add(["nowhere.txt"], at, pipeline=PIPELINE), "none of the inputs has"),
        (lambda at: update([page("a.txt", "\n")], at, pipeline=PIPELINE), "none of the inputs has"),
        (lambda at: add([page("d.txt", MET)], at.parent, pipeline=PIPELINE), "no graph there"),
        (lambda at: building.build([page("d.txt", LATER)], at, pipeline=PIPELINE),
         r"graph of other pages \(a\.txt and 2 more\); add to it with `kg add`"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_changes_nothing(graph, change, said):
    before = bytes_of(graph)
    with pytest.raises(InputError, match=said):
        change(graph)
    assert bytes_of(graph) == before


def test_an_article_of_several_is_not_removed_alone(graph):
    starts = (0, len(LATER) + 2)
    text = f"{LATER}\n\nTim Moen met Lena Ott on the island of Velm."
    add([Document("two.txt", text, starts=starts)], graph, pipeline=PIPELINE)
    one = articles(graph)["two.txt"]["id"]
    with pytest.raises(InputError, match=r"one of 2 articles of the page two\.txt"):
        remove([one], graph, pipeline=PIPELINE)


def test_a_build_gives_up_pages_only_where_it_is_told_to(graph, tmp_path):
    have = [page("a.txt", LATER), page("b.txt", MET), page("new.txt", OTHER)]
    moved = page("renamed.txt", OTHER, url=f"{ASKED}1")
    building.build([*have, moved], graph, pipeline=PIPELINE)  # by its address it is there
    with pytest.raises(InputError, match=r"\(renamed\.txt\)"):
        building.build(have, graph, pipeline=PIPELINE)
    (tmp_path / "renamed.txt").write_text("")
    building.build([*have, str(tmp_path / "renamed.txt")], graph, pipeline=PIPELINE)
    building.build(have[:1], graph, pipeline=PIPELINE, replacing=True)
    assert set(articles(graph)) == {"a.txt"}


def test_of_several_pages_of_one_name_none_is_lost(tmp_path):
    graph = tmp_path / "graph"
    both = [page("a.txt", MET), page("a.txt", OTHER)]
    building.build(both, graph, pipeline=PIPELINE)
    building.build(both[::-1], graph, pipeline=PIPELINE)
    with pytest.raises(InputError, match="other pages"):
        building.build(both[:1], graph, pipeline=PIPELINE)


def test_decisions_hold_from_a_file_and_from_the_graph(graph, tmp_path):
    (tmp_path / "mine.txt").write_text("same 'Ann Holm' 'Lena Ott'\n")
    given = building.Options(decisions=str(tmp_path / "mine.txt"))
    documents = [page("a.txt", MET), page("c.txt", OTHER)]
    building.build(documents, graph, given, pipeline=PIPELINE, replacing=True)
    rebuild(graph, Decision("rename", ("Paul Ito", "Paul M. Ito")))
    add([page("d.txt", LATER)], graph, pipeline=PIPELINE)
    labels = {
        (entity["canonical"], entity.get("label", entity["name"]))
        for entity in map(json.loads, (graph / "facts.jsonl").open(encoding="utf-8"))
        if entity["kind"] == "entity"
    }
    names = {canonical for canonical, _ in labels}
    assert "person/paul-m-ito" in names and "person/paul-ito" not in names
    assert len({"person/ann-holm", "person/lena-ott"} & names) == 1
    remove(["d.txt"], graph, pipeline=PIPELINE)
    assert "person/paul-m-ito" in (graph / "graph.ttl").read_text(encoding="utf-8").replace(
        ":", "/"
    )


def killed(graph: Path, moment: str) -> None:
    """A run that dies when it is about to call something."""
    patch = pytest.MonkeyPatch()
    patch.setattr(kg.reading.run, "extract", fake)
    patch.setattr(moment, lambda *rest, **more: os._exit(9))
    add([page("d.txt", LATER)], graph, pipeline=PIPELINE)


@pytest.mark.parametrize(
    "moment",
    ["kg.reading.run.extract", "kg.building.changing.write", "kg.graph.store.write",
     "kg.graph.lookup_tables.write", "kg.graph.directory._roll_forward"],
)  # fmt: skip
def test_a_run_that_is_killed_leaves_the_old_graph_or_the_new(graph, tmp_path, moment):
    before = bytes_of(graph)
    assert status_of("tests.building.test_changing", "killed", graph, moment) == 9
    assert bytes_of(graph) == before
    add([page("d.txt", LATER)], graph, pipeline=PIPELINE)
    again = [page("a.txt", MET, published="2025-03-28"), page("b.txt", MET, published="2025-03-31"),
             page("c.txt", OTHER, url=f"{ASKED}1"), page("d.txt", LATER)]  # fmt: skip
    assert bytes_of(graph) == built(again, tmp_path / "fresh")
    assert not (graph / ".next").exists()


def test_a_graph_that_does_not_say_of_which_pages_it_is_asks_to_be_built_anew(graph):
    (graph / "store" / "pages.jsonl").unlink()
    with pytest.raises(InputError, match=r"another version of kg.*--replace"):
        add([page("d.txt", LATER)], graph, pipeline=PIPELINE)
    with pytest.raises(InputError, match=r"graph of other pages \(a\.txt and 2 more\)"):
        building.build([page("d.txt", LATER)], graph, pipeline=PIPELINE)
    same = [page("a.txt", MET), page("b.txt", MET), page("c.txt", OTHER)]
    building.build([*same, page("d.txt", LATER)], graph, pipeline=PIPELINE)
    assert remove(["d.txt"], graph, pipeline=PIPELINE).removed == ("d.txt",)


def run(*arguments: object):
    return CliRunner().invoke(kg.cli.main, [str(argument) for argument in arguments])


@pytest.mark.pipeline
def test_the_commands_make_what_a_build_makes(tmp_path):
    reported = "Norwegian Defence Minister Astrid Moen met Helder Pascoal in Lisbon on Tuesday."
    said = "Moen said the fisheries agreement would help. Helder Pascoal denied that."
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text(f"{reported}\n")
    (pages / "two.txt").write_text(f"Ann Holm met Astrid Moen in Lima. {said}\n")
    first, graph = tmp_path / "first.jsonl", tmp_path / "graph"
    row = {"id": "w1", "text": reported, "published": "2025-03-28", "url": f"{ASKED}w1"}
    first.write_text(json.dumps(row))
    assert run("build", pages / "one.txt", "-o", graph).exit_code == 0
    refused = run("build", pages / "two.txt", "-o", graph)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"kg: {graph} holds a graph of other pages (one.txt)")
    assert "--replace" in refused.stderr and refused.stderr.count("\n") == 1
    added = run("add", pages / "two.txt", first, "-o", graph)
    assert added.exit_code == 0 and added.stdout.startswith("3 articles, ")
    assert bytes_of(graph) == fresh(tmp_path / "1", pages, first)
    (pages / "two.txt").write_text(f"Bo Ravn visited Lima on Monday. {said}\n")
    first.write_text(json.dumps({**row, "id": "w2", "published": "2025-03-31"}))
    assert run("update", pages / "two.txt", first, "--dir", graph).exit_code == 0
    assert bytes_of(graph) == fresh(tmp_path / "2", pages, first)
    assert run("same", "Bo Ravn", "Helder Pascoal", "--dir", graph).exit_code == 0
    gone = run("remove", f"{ASKED}w1", "-o", graph)
    assert gone.exit_code == 0 and gone.stdout.startswith("removed w2\n")
    (tmp_path / "3").mkdir()
    (tmp_path / "3" / "decisions.txt").write_bytes((graph / "decisions.txt").read_bytes())
    assert bytes_of(graph) == fresh(tmp_path / "3", pages)
    assert run("build", pages / "one.txt", "-o", graph, "--replace").exit_code == 0
    assert "ok   records" in run("check", "--dir", graph).stdout


def fresh(directory: Path, *inputs: Path) -> dict[str, object]:
    assert run("build", *inputs, "-o", directory).exit_code == 0
    return bytes_of(directory)
