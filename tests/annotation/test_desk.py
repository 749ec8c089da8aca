"""Going through an article: what is shown, what each action saves, what survives a rebuild."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import kg.annotation.desk
import kg.building.correct
from kg.annotation import notes, views
from kg.annotation.actions import Work
from kg.annotation.desk import Desk, Sheet, Shown, line_of
from kg.annotation.passages import words
from kg.building.correct import rebuild
from kg.errors import InputError, KgError
from kg.graph.answers import FactView
from kg.graph.directory import alone_in
from kg.graph.opened import Graph
from kg.knowledge.gazetteer import read_entries
from kg.linking.decisions import Decisions, parse_decisions
from kg.model import UNSURE
from kg.scoring import gold
from tests.annotation import story
from tests.annotation.story import BOUGHT, ID, MET, SAID, TEXT
from tests.known import KNOWLEDGE

BUYS = {
    "relation": "Acquisition", "standing": "asserted",
    "fillers": [{"role": "agent", "words": "Tim Ravn"}],
}  # fmt: skip


@pytest.fixture
def work(tmp_path, monkeypatch) -> Work:
    for module in (kg.annotation.desk, kg.building.correct):
        monkeypatch.setattr(module, "known", lambda options: KNOWLEDGE)
    return Work.at(story.graph(tmp_path / "graph"))


def act(work: Work, action: str, **given: object) -> Sheet:
    return work.act({"article": ID, "action": action, **given})


def shown(work: Work, relation: str) -> Shown:
    (found,) = [one for one in work.sheet(ID).facts if one.fact.relation == relation]
    return found


def number(sheet: Sheet, sentence: str) -> int:
    return next(
        n for n, p in enumerate(sheet.passages) if TEXT[p.span.start : p.span.end] == sentence
    )


def chosen(sheet: Sheet, sentence: str, told: str, nth: int = 1) -> Mapping[str, int]:
    """The numbers of words in a sentence."""
    places = words(TEXT, sheet.passages[number(sheet, sentence)].span)
    texts, wanted = [TEXT[p.start : p.end] for p in places], told.split()
    found = [n for n in range(len(texts)) if texts[n : n + len(wanted)] == wanted]
    return {"from": found[nth - 1], "to": found[nth - 1] + len(wanted)}


def decisions(work: Work) -> list[str]:
    path = work.directory / "decisions.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def graph_says(directory: Path) -> dict[str, FactView]:
    return {view.relation: view for view in Graph.open(directory).views.facts()}


def test_sentences_and_what_was_read_of_them(work) -> None:
    sheet = work.sheet(ID)
    assert [TEXT[p.span.start : p.span.end] for p in sheet.passages] == [
        "Velm hires a captain", MET, SAID, BOUGHT, "The port was quiet, said Mr. Dahl.",
    ]  # fmt: skip
    told = views.article(work, sheet)
    assert told["passages"][1]["words"][:3] == [("Vera", " "), ("Holm", " "), ("met", " ")]
    (meeting,) = told["passages"][1]["facts"]
    assert (meeting["relation"], meeting["state"], meeting["standing"]) == (
        "Meeting", "open", "asserted",
    )  # fmt: skip
    assert {(f["role"], f["words"], f["from"], f["to"]) for f in meeting["fillers"]} == {
        ("participant", "Vera Holm", 0, 2), ("participant", "Tim Ravn", 3, 5),
        ("place", "Osby", 6, 7), ("cue", "met", 2, 3),
    }  # fmt: skip
    (bought,) = told["passages"][3]["facts"]
    assert bought["fillers"][0]["name"] == "Orrin Line"
    assert [one["name"] for one in told["entities"] if one["named"]] == sorted(
        ["Aster", "Orrin Line", "Osby", "Tim Ravn", "Velm Shipping", "Vera Holm"]
    )
    (row,) = views.articles(work)
    assert (row["headline"], row["facts"], row["begun"]) == ("Velm hires a captain", 5, False)
    json.dumps([told, row, views.catalogue(work.desk.knowledge.catalogue)])


def test_accepting_rejecting_and_undoing(work) -> None:
    act(work, "accept", fact=shown(work, "Meeting").fact.id)
    act(work, "reject", fact=shown(work, "Acquisition").fact.id)
    assert [line.split()[0] for line in decisions(work)] == ["accept", "reject"]
    assert (shown(work, "Meeting").state, shown(work, "Acquisition").state) == (
        "accepted", "rejected",
    )  # fmt: skip
    # Another desk at the same graph goes on where this one was left.
    again = Work.at(work.directory)
    assert shown(again, "Meeting").state == "accepted"
    act(again, "undo", fact=shown(again, "Acquisition").fact.id)
    assert [line.split()[0] for line in decisions(work)] == ["accept"]
    act(again, "reject", fact=shown(again, "Meeting").fact.id)
    assert [line.split()[0] for line in decisions(work)] == ["reject"]


def test_what_stands_in_the_file_besides_stays(work) -> None:
    path = work.directory / "decisions.txt"
    path.write_text("# mine\nignore Aster  # a ship\n\n", encoding="utf-8")
    act(work, "accept", fact=shown(work, "Meeting").fact.id)
    act(work, "undo", fact=shown(work, "Meeting").fact.id)
    assert path.read_text(encoding="utf-8") == "# mine\nignore Aster  # a ship\n"


def test_correcting_and_adding_survive_a_rebuild(work) -> None:
    sheet = work.sheet(ID)
    wrong = shown(work, "Acquisition").fact
    fillers = [
        {"role": "agent", "words": "Tim Ravn"},
        {"role": "patient", "type": "Product", **chosen(sheet, BOUGHT, "the ship")},
        {"role": "cue", **chosen(sheet, BOUGHT, "bought")},
    ]
    here = number(sheet, BOUGHT)
    act(work, "add", passage=here, fact=wrong.id, relation="Acquisition", fillers=fillers)
    added = [
        {"role": "subject", **chosen(sheet, MET, "Tim Ravn")},
        {"role": "object", **chosen(sheet, MET, "Osby")},
    ]
    act(work, "add", passage=1, relation="residentOf", standing="former", fillers=added, minor=True)
    assert [line.split()[0] for line in decisions(work)] == ["reject", "accept", "accept"]
    assert work.waiting
    for _ in range(2):
        made = work.rebuild()
        assert made.problems == () and not work.waiting
        says = graph_says(work.directory)
        assert says["Acquisition"].roles == {"agent": ("Tim Ravn",), "patient": ("the ship",)}
        assert says["residentOf"].status == "former"
        states = {(one.fact.relation, one.state, one.own) for one in work.sheet(ID).facts}
        assert ("Acquisition", "rejected", False) in states
        assert {("Acquisition", "accepted", True), ("residentOf", "accepted", True)} <= states
    # A line that goes is undone exactly.
    (work.directory / "decisions.txt").unlink()
    rebuild(work.directory)
    assert graph_says(work.directory)["Acquisition"].roles["agent"] == ("Orrin Line",)


def test_another_standing_is_the_same_fact(work) -> None:
    sheet = work.sheet(ID)
    fillers = [
        {"role": "participant", **chosen(sheet, MET, "Vera Holm")},
        {"role": "participant", **chosen(sheet, MET, "Tim Ravn")},
    ]
    meeting = shown(work, "Meeting").fact.id
    given = {"passage": 1, "fact": meeting, "relation": "Meeting", "fillers": fillers}
    act(work, "add", standing="planned", **given)
    (line,) = decisions(work)
    assert " planned: Meeting " in line
    now = shown(work, "Meeting")
    assert (now.state, now.line.standing, now.own) == ("accepted", "planned", False)
    # Once more: the first line goes.
    act(work, "add", standing="denied", **given)
    (line,) = decisions(work)
    assert " denied: Meeting " in line
    act(work, "undo", fact=meeting)
    assert decisions(work) == []


def test_what_one_added_is_taken_back(work) -> None:
    sheet = work.sheet(ID)
    fillers = [{"role": "agent", **chosen(sheet, MET, "Tim Ravn")}]
    act(work, "add", passage=1, relation="Departure", fillers=[{**fillers[0], "role": "patient"}])
    act(work, "reject", fact=shown(work, "Departure").fact.id)
    assert decisions(work) == []


def test_the_annotation_says_what_is_right(work) -> None:
    act(work, "accept", fact=shown(work, "Meeting").fact.id)
    act(work, "accept", fact=shown(work, "headOf").fact.id)
    act(work, "accept", fact=shown(work, "Statement").fact.id, minor=True)
    act(work, "reject", fact=shown(work, "Acquisition").fact.id)
    act(work, "done", passage=1)
    folder = work.directory / "annotation"
    notes = (folder / "notes" / f"{ID}.txt").read_text(encoding="utf-8").splitlines()
    assert notes[1:] == [
        "# judged: 22-63",
        "@osby Place | Osby",
        "@tim-ravn Person | Tim Ravn | Ravn",
        "@velm-shipping Person | Velm Shipping | Velm",
        "@vera-holm Person | Vera Holm | Holm",
        f"Meeting participant=vera-holm,tim-ravn place=osby :: {MET[:-1]}",
        f'headOf subject=vera-holm object=velm-shipping title="director" :: {SAID[:-1]}',
        "Statement speaker=vera-holm about=tim-ravn ? :: said >> that Ravn would sail the Aster",
    ]
    for path in (folder, folder / "gold.jsonl"):
        (annotated,) = gold.load(path)
        assert (annotated.text, annotated.judged) == (TEXT, (story.at(MET),))
        assert [fact.relation for fact in annotated.facts] == ["Meeting", "headOf", "Statement"]


def test_how_far_one_has_come_is_kept(work) -> None:
    act(work, "done", passage=1)
    act(work, "done", passage=4)
    act(work, "done", passage=4, done=False)
    again = Work.at(work.directory)
    assert again.passed(again.sheet(ID)) == [1]
    assert views.articles(again)[0]["begun"]
    (again.directory / "annotation" / "progress.json").write_text("[1")
    with pytest.raises(InputError, match="delete it"):
        again.passed(again.sheet(ID))


def test_a_name_and_a_type_are_put_right(work) -> None:
    act(work, "name", entity=story.VELM, name="Velm Shipping plc", type="Organization")
    assert decisions(work) == [
        'type "Velm Shipping" Organization', 'rename "Velm Shipping" "Velm Shipping plc"',
    ]  # fmt: skip
    (entry,) = read_entries(work.directory / "annotation" / "names.csv")
    assert (entry.label, entry.type, entry.aliases) == (
        "Velm Shipping plc", "Organization", ("Velm Shipping",),
    )  # fmt: skip
    (told,) = [e for e in views.article(work, work.sheet(ID))["entities"] if e["id"] == story.VELM]
    assert (told["read"], told["name"], told["type"]) == (
        "Velm Shipping", "Velm Shipping plc", "Organization",
    )  # fmt: skip
    work.rebuild()
    corpus = Graph.open(work.directory).corpus
    found = {e.canonical: (e.label, e.type) for e in corpus.entities.values()}
    assert found["organization/velm-shipping-plc"] == ("Velm Shipping plc", "Organization")
    # Said anew, it takes the place of what was said before.
    act(work, "name", entity=story.VELM, name="Velm Lines", type="Organization")
    assert decisions(work)[1] == 'rename "Velm Shipping" "Velm Lines"'
    (entry,) = read_entries(work.directory / "annotation" / "names.csv")
    assert (entry.label, entry.aliases) == ("Velm Lines", ("Velm Shipping", "Velm Shipping plc"))
    act(work, "name", entity=story.VELM, name="Velm Shipping", type="Person")
    assert decisions(work) == []


def test_accepting_all_that_was_read_changes_nothing(demo) -> None:
    """Each line is about its own fact, and can be told in the notation."""
    desk = Desk.of(demo)
    for id, extraction in desk.articles.items():
        text = desk.pages[extraction.article.document].text
        lines = tuple(line_of(fact, text) for fact in extraction.facts)
        assert parse_decisions("\n".join(map(str, lines))).facts == lines
        sheet = desk.sheet(id, Decisions((), lines))
        assert {one.state for one in sheet.facts} <= {"accepted"}
        assert len(sheet.facts) == len(extraction.facts)
        for before, after in zip(extraction.facts, sheet.now.facts, strict=True):
            if UNSURE not in before.details:
                assert after == replace(before, confidence=1.0)
        assert not [line for line in notes._lines(sheet, desk) if line.startswith("#")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"action": "sing"}, "nothing is called 'sing'"),
        ({"action": "accept", "fact": "x"}, "no fact x"),
        ({"action": "add", **BUYS}, "None is no number of a passage"),
        ({"action": "add", "passage": 9, **BUYS}, "no passage 9"),
        ({"action": "add", "passage": -1, **BUYS}, "no passage -1"),
        ({"action": "add", "passage": 1, **BUYS, "relation": "Purr"}, "no relation 'Purr'"),
        ({"action": "add", "passage": 1, **BUYS, "standing": "hoped"}, "'hoped' is none of"),
        ({"action": "add", "passage": 1, **BUYS, "fillers": []}, "at least one role"),
        ({"action": "add", "passage": 1, **BUYS, "fillers": [{"role": "x", "words": "Osby"}]},
         "Acquisition has no role 'x'"),
        ({"action": "add", "passage": 1, **BUYS,
          "fillers": [{"role": "agent", "from": 3, "to": 99}]},
         "no words 3 to 99"),
        ({"action": "add", "passage": 1, **BUYS, "fillers": [{"role": "agent", "words": "Nina"}]},
         "'Nina' stands nowhere"),
        ({"action": "add", "passage": 1, **BUYS, "fillers": [{"role": "a b", "words": "Osby"}]},
         "'a b' is no role"),
        ({"action": "add", "passage": 1, **BUYS,
          "fillers": [{"role": "agent", "words": "Osby", "type": "Town"}]}, "no type 'Town'"),
        ({"action": "add", "passage": 1, **BUYS, "standing": "claimed"},
         "a claim needs a Statement"),
        ({"action": "name", "entity": "x"}, "nobody is called 'x'"),
        ({"action": "name", "entity": story.VELM, "type": "Town"}, "no type 'Town'"),
        ({"action": "done", "passage": "1"}, "'1' is no number"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(work, given, message) -> None:
    with pytest.raises(InputError, match=message):
        work.act({"article": ID, **given})
    assert decisions(work) == []
    with pytest.raises(InputError, match="no article elsewhere"):
        work.act({"article": "elsewhere", **given})


def test_nothing_is_written_while_another_run_writes(work) -> None:
    with alone_in(work.directory), pytest.raises(KgError, match="another kg run is writing"):
        act(work, "accept", fact=shown(work, "Meeting").fact.id)
    assert decisions(work) == []
