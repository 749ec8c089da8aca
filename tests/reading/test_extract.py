"""What joins the stages: holders, sides, identities."""

from dataclasses import replace

import pytest

from kg.coref.resolution import Resolution
from kg.facts.certainty import ODDS
from kg.model import Argument, Extraction, Fact, Mention, Span
from kg.reading.article import of_itself, read_annotation, without_parts
from tests.known import KNOWLEDGE


@pytest.fixture(scope="module")
def read(parsed):
    def reading(text: str) -> Extraction:
        return read_annotation(parsed(text))

    return reading


def told(extraction: Extraction, relation: str) -> list[Fact]:
    return [fact for fact in extraction.facts if fact.relation == relation]


def test_triples_are_found_unless_nobody_wants_them(parsed):
    ann = parsed("Ann Keller said that Paul Weber visited Lisbon on Friday.")
    whole = read_annotation(ann)
    assert whole.triples
    assert read_annotation(ann, propositions=False) == replace(whole, triples=())


def test_what_stands_in_somebodys_words_is_held_by_the_statement(read):
    extraction = read("Ann Keller said that Paul Weber visited Lisbon on Friday.")
    (statement,) = told(extraction, "Statement")
    (visit,) = told(extraction, "Visit")
    assert visit.holder == statement.id
    assert not visit.asserted
    assert statement.holder is None


def test_the_writer_stands_for_what_no_statement_holds(read):
    extraction = read("Paul Weber visited Lisbon on Friday. Ann Keller said that it rained.")
    (visit,) = told(extraction, "Visit")
    assert visit.holder is None and visit.asserted


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Officials said that Defence Minister Ann Keller agreed to the plan.", False),
        ("“We thank Defence Minister Ann Keller for the plan,” Paul Weber said.", True),
    ],
)
def test_a_title_is_the_writers_unless_it_is_quoted(read, text, held):
    (post,) = told(read(text), "ministerOf")
    assert (post.holder is not None) == held


def test_one_meeting_has_two_sides(read):
    (meeting,) = told(read("Ann Keller held talks with Paul Weber in Vienna."), "Meeting")
    sides = {arg.text: arg.side for arg in meeting.args if arg.role == "participant"}
    assert sides == {"Ann Keller": "agent", "Paul Weber": "patient"}


def test_ids_are_of_places_not_of_chance(read):
    text = "Ann Keller said that Paul Weber visited Lisbon on Friday."
    first, second = ([fact.id for fact in read(text).facts] for _ in range(2))
    assert len(set(first)) == 2 and first == second


def test_offsets_slice_to_what_arguments_say(read):
    text = "“We thank Defence Minister Ann Keller for the plan,” Paul Weber said."
    whole = [arg for fact in read(text).facts for arg in fact.args if len(arg.spans) == 1]
    assert {arg.text for arg in whole} >= {"Paul Weber", "Ann Keller"}
    assert all(text[arg.spans[0].start : arg.spans[0].end] == arg.text for arg in whole)


def test_a_statements_evidence_has_its_words_and_its_tag(read):
    text = "“How could this happen? Who will answer for it?” Weber asked."
    (statement,) = told(read(text), "Statement")
    assert (statement.evidence.start, statement.evidence.end) == (0, len(text))


def test_what_a_pronoun_means_is_less_certain_and_that_counts(read):
    extraction = read("Ann Keller and Paul Weber visited Norway. Later they visited Lisbon.")
    assert len(told(extraction, "Visit")) == 2
    (they,) = [m for m in extraction.mentions if m.form == "pronoun"]
    assert they.certainty < 1
    # The confidence of the rule, lowered by it, is one of the features of the fitted judgement.
    assert KNOWLEDGE.certainty["fact"][ODDS] > 0


def test_who_commands_an_army_says_nothing(read):
    assert not told(read("Ann Keller commands the Norwegian army."), "Statement")


def test_nothing_is_tied_to_itself():
    def tie(subject: str | None, of: str | None) -> Fact:
        args = (
            Argument("subject", (Span(0, 3),), "Ann", subject),
            Argument("object", (Span(8, 11),), "Ann", of),
        )
        return Fact("f", "a", "d", "memberOf", args, (), Span(0, 11), "post.title", 0.9)

    assert of_itself(tie("a/e0", "a/e0"))
    assert not of_itself(tie("a/e0", "a/e1"))
    assert not of_itself(tie(None, None))


@pytest.mark.parametrize(
    ("named", "kept"),
    [("league", ["league"]), ("", ["", "league"]), ("north", ["north", "league"])],
)
def test_a_piece_of_a_name_is_nobody(named, kept):
    """Beside the whole in its role, unless the piece is a name, too, or the whole is none."""
    spans = {"north": Span(4, 12), "league": Span(0, 19)}
    names = {named, "league"} if named else set[str]()
    mentions = tuple(
        Mention(spans[n], "name", 0, 1, i, entity=n) for i, n in enumerate(sorted(names))
    )
    args = [
        Argument("agent", (spans["north"],), "Northern", "north" if named == "north" else None),
        Argument("agent", (spans["league"],), "the Northern League", "league"),
    ]
    left = without_parts(args, Resolution((), mentions))
    assert [arg.entity or "" for arg in left] == kept
