"""What readers see of words: nothing that is not seen, marks in their place, facts in a line."""

from kg.graph.answers import Mark, Views
from kg.graph.network import joined
from kg.graph.terms import Names
from kg.view.words import Wording, line, marked, plain
from tests.graph.test_graph import HEADS, fact, made, statement
from tests.known import KNOWLEDGE

WORDING = Wording(KNOWLEDGE.catalogue)


def gist(*facts, of: int = 0) -> str:
    read = made(*facts)
    views = Views(read, Names())
    view = [*views.facts()][of]
    labels = {key: profile.label for key, profile in views.profiles.items()}
    return WORDING.gist(view, joined(view.fact, read, KNOWLEDGE.catalogue), labels)


def test_signs_that_turn_the_direction_are_dropped():
    assert plain("\u202egnp.exe\u202c") == "gnp.exe"
    assert plain("שלום, Ann\u00a0Lee\n") == "שלום, Ann\u00a0Lee\n"
    assert line("  Ann\n\tLee\u200b ") == "Ann Lee"


def test_marks_move_with_what_is_dropped_and_what_is_wide():
    text, marks = marked("😀\u202eAnn\u202c met", (Mark(2, 5, "subject"), Mark(1, 2, "cue")))
    assert text == "😀Ann met"
    assert marks == [(2, 5, "subject")]
    assert marked("Ann met", (Mark(4, 7, "cue"),)) == ("Ann met", [(4, 7, "cue")])


def test_a_fact_in_a_line():
    assert gist(fact()) == "Vera Holm met Paul Ito"
    assert gist(fact("headOf", args=HEADS)) == "Vera Holm: head of Lima"
    assert gist(fact("headOf", args=HEADS, details={"title": "chair"})) == "Vera Holm: chair, Lima"
    assert gist(statement()) == "Paul Ito said: She denied it"
    refused = {"act": "speech", "speech_act": "refused"}
    assert gist(statement(details=refused)) == "Paul Ito refused: She denied it"
    acted = [("agent", "Vera Holm", 0), ("patient", "Lima", 2)]
    assert gist(fact("Action", args=acted, details={"verb": "tour"})) == ("tour: Vera Holm, Lima")
    denied = fact("Action", args=acted, details={"verb": "tour"}, polarity="negative")
    assert gist(denied) == "tour: Vera Holm, Lima"  # how it stands is shown beside it
    assert gist(fact("Death", args=[("victim", "Vera Holm", 0)])) == "death: Vera Holm"
    assert gist(fact("somethingElse", args=[])) == "something else"


def test_a_line_is_short():
    long = [("participant", "Vera Holm met Paul Ito in Lima.\nShe denied it, Ito said.", None)] * 9
    assert len(gist(fact(args=[*long, ("place", "Envoys meet\nVera Holm", None)]))) <= 100


def test_relations_have_the_labels_of_the_ontology():
    assert WORDING.relation("Meeting") == "meeting"
    assert WORDING.relation("somethingElse") == "something else"


def edges(*facts) -> list[tuple[str, str]]:
    read = made(*facts)
    (view,) = Views(read, Names()).facts()
    links = joined(view.fact, read, KNOWLEDGE.catalogue)
    return [WORDING.edge(view, link) for link in links]


def test_an_edge_is_called_by_its_property_or_else_by_what_is_told():
    assert edges(fact()) == [("met", "met"), ("meeting place", "meeting place")]
    assert edges(fact("headOf", args=HEADS))[0] == ("headOf", "head of")
    acted = [("agent", "Vera Holm", 0), ("patient", "Lima", 2)]
    assert edges(fact("Action", args=acted, details={"verb": "tour"})) == [("tour", "tour")]
