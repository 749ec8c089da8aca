"""What was read, held against an annotation: each rule of docs/annotate.md with its contrary."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

import kg.cli
from kg.errors import InputError
from kg.model import UNSURE, Fact, Mention
from kg.scoring import gold, notation
from kg.scoring.found import _meant, found
from kg.scoring.gold import Annotated
from kg.scoring.score import Score, Share, score
from tests.annotation import story
from tests.annotation.story import ARTICLE, EXTRACTION, ID, TEXT
from tests.known import KNOWLEDGE

ENTITIES = (
    "@holm Person | Vera Holm | Holm",
    "@ravn Person | Tim Ravn | Ravn#2 | He",
    "@osby Place | Osby",
    "@velm Organization | Velm Shipping | Velm#1",
    "@orrin Organization | Orrin Line",
)
MEETING = "Meeting participant=holm,ravn place=osby :: Vera Holm met Tim Ravn in Osby"
HEAD = 'headOf subject=holm object=velm title="director" :: the director of Velm Shipping'
STATEMENT = "Statement speaker=holm :: said >> that Ravn would sail the Aster"
BUYS = 'Acquisition agent=ravn patient="the ship" :: He bought the ship'


def annotated(*lines: str, judged: list[list[int]] | None = None) -> Annotated:
    row = {"id": ID, "text": TEXT, "gold": notation.parse("a", TEXT, [*ENTITIES, *lines])}
    if judged is not None:
        row["judged"] = judged
    return gold._of_row(row, "a:1")


def held(read: tuple[Fact, ...], *lines: str, judged: list[list[int]] | None = None) -> Score:
    wanted = annotated(*lines, judged=judged)
    facts = found(wanted, replace(EXTRACTION, facts=read), TEXT)
    return score([(wanted, facts)], KNOWLEDGE.catalogue)


def test_what_is_right_missed_and_false() -> None:
    result = held(
        (story.MEETING, story.STATEMENT, story.BUYS), MEETING, HEAD, STATEMENT, BUYS
    )  # fmt: skip
    assert result.relations == {
        "Acquisition": Share(1, 0, 1, 0, 0),  # read of the wrong one
        "Meeting": Share(1, 1, 1, 1, 1),
        "Statement": Share(1, 1, 1, 1, 1),
        "headOf": Share(1, 0, 0, 0, 0),
    }
    assert (result.facts, result.statements) == (Share(3, 1, 2, 1, 1), Share(1, 1, 1, 1, 1))
    assert (result.facts.precision, result.facts.recall) == (1 / 2, 1 / 3)
    assert result.facts.f1 == pytest.approx(0.4)
    assert {row.relation for row in result.missed} == {"Acquisition", "headOf"}
    assert [row.relation for row in result.false] == ["Acquisition"]


def test_where_nothing_is_there_there_is_no_figure() -> None:
    nothing = Share()
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.standing_accuracy) == (None,) * 4
    assert Share(1, 0, 1, 0).f1 == 0.0


def test_how_it_stands_is_told_apart() -> None:
    planned = replace(story.MEETING, modality="planned")
    result = held((planned,), MEETING)
    assert result.relations["Meeting"] == Share(1, 1, 1, 1, 0)
    assert [row.relation for row in result.otherwise] == ["Meeting"]
    # Of two, the one that stands right is taken; the other one is no error.
    result = held((planned, story.MEETING), MEETING)
    assert result.relations["Meeting"] == Share(1, 1, 1, 1, 1)


def test_what_nobody_would_miss_is_right_but_not_wanted() -> None:
    minor = MEETING.replace(" ::", " ? ::")
    assert held((story.MEETING,), minor).relations["Meeting"] == Share(0, 0, 1, 1, 1)
    assert held((), minor).missed == ()


def test_a_second_telling_is_no_error_but_a_false_one_counts_once() -> None:
    again = replace(story.MEETING, id="again", evidence=story.at(story.BOUGHT))
    assert held((story.MEETING, again), MEETING).relations["Meeting"] == Share(1, 1, 1, 1, 1)
    wrong = replace(story.BUYS, id="again")
    assert held((story.BUYS, wrong), BUYS).relations["Acquisition"].told == 1


def test_nobody_may_take_part_who_does_not() -> None:
    more = story.fact(
        "Meeting",
        [("participant", story.at("Vera Holm"), story.HOLM),
         ("participant", story.at("Tim Ravn"), story.RAVN),
         ("participant", story.at("Orrin Line"), story.ORRIN)],
        story.at("met"), story.MET,
    )  # fmt: skip
    assert held((more,), MEETING).relations["Meeting"].right == 0
    # A meeting has two sides.
    alone = replace(story.MEETING, args=story.MEETING.args[:1])
    assert held((alone,), MEETING).relations["Meeting"].right == 0
    # Who hosts meets, too; where it was is not needed.
    host, guest, _ = story.MEETING.args
    hosted = replace(
        story.MEETING, args=(replace(host, role="agent"), replace(guest, role="patient"))
    )
    assert held((hosted,), MEETING).relations["Meeting"].right == 1


def test_two_who_are_married_change_places() -> None:
    ends = [("subject", story.at("Vera Holm"), story.HOLM),
            ("object", story.at("Tim Ravn"), story.RAVN)]  # fmt: skip
    read = story.fact("spouseOf", ends, story.at("met"), story.MET)
    line = "spouseOf subject=ravn object=holm :: Vera Holm met Tim Ravn"
    assert held((read,), line).relations["spouseOf"].right == 1
    read = story.fact("childOf", ends, story.at("met"), story.MET)
    assert held((read,), line.replace("spouseOf", "childOf")).relations["childOf"].right == 0
    # An interview has an agent for us; in an annotation both take part.
    ends = [("agent", ends[0][1], story.HOLM), ("participant", ends[1][1], story.RAVN)]
    read = story.fact("Interview", ends, story.at("met"), story.MET)
    line = "Interview participant=ravn,holm :: Vera Holm met Tim Ravn"
    assert held((read,), line).relations["Interview"].right == 1


def test_a_name_without_its_title_and_a_description_that_names_another() -> None:
    lines = ["@dahl Person | Dahl", "@port Place | port"]
    wanted = gold._of_row(
        {"id": ID, "text": TEXT, "gold": notation.parse("a", TEXT, lines)}, "a:1"
    )  # fmt: skip
    titled = Mention(story.at("Mr. Dahl"), "name", 0, 0, 0, name="Dahl", entity=story.HOLM)
    described = Mention(story.at("The port"), "nominal", 0, 0, 0, entity=story.HOLM)
    read = replace(EXTRACTION, mentions=(described, titled, described))
    assert dict(_meant(wanted, read, TEXT, 0))[story.HOLM] == "dahl"
    assert dict(_meant(wanted, replace(read, mentions=(described,)), TEXT, 0)) == {}


def test_a_relation_above_or_below_is_right_and_another_is_not() -> None:
    head = replace(story.HEAD, relation="headOfGovernment")
    assert held((head,), HEAD).relations["headOf"].right == 1
    member = replace(story.HEAD, relation="founderOf")
    assert held((member,), HEAD).relations["headOf"].right == 0


def test_a_pronoun_is_whom_it_was_taken_for() -> None:
    taken = replace(story.BUYS, args=(replace(story.BUYS.args[0], entity=story.RAVN),
                                      story.BUYS.args[1]))  # fmt: skip
    assert held((taken,), BUYS).relations["Acquisition"].right == 1
    # Where nothing is known of it, its place says so.
    bare = replace(story.BUYS, args=(replace(story.BUYS.args[0], entity=None),
                                     story.BUYS.args[1]))  # fmt: skip
    assert held((bare,), BUYS).relations["Acquisition"].right == 1


def test_statements_go_by_words_and_speaker() -> None:
    speaker, content, about = story.STATEMENT.args
    other = replace(story.STATEMENT, args=(replace(speaker, entity=story.RAVN), content, about))
    assert held((other,), STATEMENT).statements.right == 0
    short = replace(content, spans=(story.at("the Aster"),))
    cut = replace(story.STATEMENT, args=(speaker, short, about))
    assert held((cut,), STATEMENT).statements.right == 0
    # Thoughts are not annotated, and what is not sure is no edge.
    thought = replace(story.STATEMENT, details={"act": "thought"})
    unsure = replace(story.BUYS, details={UNSURE: "true"})
    assert held((thought, unsure), STATEMENT).relations["Statement"].told == 0
    assert "Acquisition" not in held((unsure,), STATEMENT).relations


def test_an_action_is_what_fits_no_relation() -> None:
    action = replace(story.BUYS, relation="Action", args=story.BUYS.args[1:])
    line = 'other patient="the ship" title="bought" :: He bought the ship'
    result = held((action,), line)
    assert result.relations == {"other": Share(1, 1, 1, 1, 1)} and result.facts == Share()
    assert held((story.BUYS,), line).relations["other"].right == 0


def test_only_what_was_gone_through_is_held_against_it() -> None:
    place = story.at(story.MET)
    judged = [[place.start, place.end]]
    result = held((story.MEETING, story.BUYS), MEETING, judged=judged)
    assert result.false == () and result.facts == Share(1, 1, 1, 1, 1)


def test_a_part_of_an_article_and_an_article_in_a_page() -> None:
    page = f"Front page\n\n{TEXT}The end."
    moved = replace(ARTICLE, span=replace(ARTICLE.span, start=12, end=12 + len(TEXT)))
    fact = replace(
        story.MEETING,
        evidence=replace(story.MEETING.evidence, start=34, end=75),
        args=(), cue=(),
    )  # fmt: skip
    whole = annotated(MEETING)
    (read,) = found(whole, replace(EXTRACTION, article=moved, facts=(fact,), mentions=()), page)
    assert TEXT[read.evidence.start : read.evidence.end] == page[34:75]
    part = replace(whole, text=TEXT[22:])
    (read,) = found(part, replace(EXTRACTION, facts=(story.MEETING,)), TEXT)
    assert read.quote == story.MET
    assert found(replace(whole, text="Something else."), EXTRACTION, TEXT) == []


def test_articles_that_were_not_read_are_told_of() -> None:
    result = score([(annotated(MEETING), None)], KNOWLEDGE.catalogue)
    assert result.lacking == (ID,) and result.facts == Share(1, 0, 0, 0, 0)


@pytest.fixture
def annotation(tmp_path):
    folder = tmp_path / "annotation"
    (folder / gold.NOTES).mkdir(parents=True)
    (folder / gold.ARTICLES).write_text(gold.line({"id": ID, "text": TEXT}), encoding="utf-8")
    notes = [*ENTITIES, MEETING, HEAD, BUYS, STATEMENT, f"{gold.JUDGED} 0-400"]
    (folder / gold.NOTES / f"{ID}.txt").write_text("\n".join(notes), encoding="utf-8")
    return folder


def run(*arguments: object):
    return CliRunner().invoke(kg.cli.main, ["score", *map(str, arguments)])


def test_the_command(annotation, tmp_path) -> None:
    graph = story.graph(tmp_path / "graph")
    done = run(annotation, "--graph", graph, "--errors", 1)
    assert done.exit_code == 0, done.output
    rows = {line.split("  ")[0]: line.split() for line in done.stdout.splitlines() if line}
    assert rows["all facts"][-7:] == ["3", "4", "2", "0.500", "0.667", "0.571", "1.000"]
    assert "missed (1)" in done.stdout and "agent=ravn" in done.stdout
    found = json.loads(run(annotation, "-g", graph, "--errors", 5, "--json").stdout)
    assert found["facts"]["wanted"] == 3 and found["statements"]["f1"] == 1.0
    assert [row["rule"] for row in found["false"]] == ["Travel.rule", "Acquisition.rule"]
    assert [row["sentence"] for row in found["missed"]] == ["He bought the ship"]


def test_what_is_no_annotation(tmp_path, annotation) -> None:
    assert run(annotation, "pages", "--graph", "x").exit_code == 2
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert "no annotation there" in run(empty).stderr
    for text, message in (("{", "not JSON"), ('{"id": "a"}', "not an article"),
                          ('{"id": "a", "text": "b"}', "no annotation of an article"),
                          ('{"id": "a", "text": "b", "gold": {"entities": [], "facts": [{}]}}',
                           "no annotation of an article")):  # fmt: skip
        empty.write_text(text)
        with pytest.raises(InputError, match=f"empty.jsonl:1: {message}"):
            gold.load(empty)
    assert "cannot be read" in run(tmp_path / "nowhere.jsonl").stderr
    notes = annotation / gold.NOTES / f"{ID}.txt"
    notes.write_text("Meeting participant=nobody :: met")
    assert f"{ID}.txt:1: no entity nobody" in run(annotation).stderr
