"""Facts, statements and entities as people ask for them, from a graph of a few sentences."""

import sys
from dataclasses import FrozenInstanceError, replace

import pytest

from kg.building import build
from kg.errors import KgError, QueryError
from kg.graph.answers import StatementView, in_a_line, told
from kg.graph.opened import Graph
from kg.model import (
    Argument,
    Article,
    Block,
    Entity,
    Extraction,
    Fact,
    Mention,
    Span,
    When,
)
from tests.known import KNOWLEDGE

PAGE = (
    "Envoys meet\n"
    "Vera Holm met Paul Ito in Lima on Friday.\n"
    'Holm said the "harbour & tariff pact" will hold, and that Ito heads <Lima>.\n'
    "Reyes denied it.\n"
)
PACT = "harbour & tariff pact"


def span(words: str) -> Span:
    start = PAGE.index(words)
    return Span(start, start + len(words))


def sentence(number: int) -> Span:
    return span(PAGE.splitlines()[number])


def arg(role: str, words: str, entity: int | None = None) -> Argument:
    return Argument(role, (span(words),), words, None if entity is None else f"p#0/e{entity}")


def fact(id: str, relation: str, args: list[Argument], cue: str, line: int, **more) -> Fact:
    return Fact(id, "p#0", "p", relation, tuple(args), (span(cue),), sentence(line), "rule.of.test",
                0.9, **more)  # fmt: skip


FACTS = (
    fact("f1", "Meeting", [arg("participant", "Vera Holm", 0), arg("participant", "Paul Ito", 1),
                           arg("place", "Lima", 2)], "met", 1,
         when=When("Friday", span("Friday"), "2023-05-05")),
    fact("f2", "Statement", [arg("speaker", "Holm said"[:4], 0), arg("about", PACT, 3),
                             arg("content", f'the "{PACT}" will hold')], "said", 2,
         details={"act": "speech", "speech_act": "asserted"}),
    fact("f3", "headOfState", [arg("subject", "Paul Ito", 1), arg("object", "Lima", 2)], "heads", 2,
         holder="f2"),
    fact("f4", "Statement", [arg("speaker", "Reyes")], "denied", 3,
         details={"act": "speech", "speech_act": "denied"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    directory = tmp_path_factory.mktemp("small")
    blocks = (Block("headline", span("Envoys meet")), *(Block("body", sentence(n)) for n in (1, 2)))
    article = Article("p#0", "p", Span(0, len(PAGE)), span("Envoys meet"), blocks, "2023-05-04")
    known = [
        ("Vera Holm", "Person"),
        ("Paul Ito", "Person"),
        ("Lima", "Place"),
        (PACT, "Agreement"),
    ]
    entities = tuple(Entity(f"p#0/e{n}", "p#0", kind, name) for n, (name, kind) in enumerate(known))
    mentions = [
        Mention(span(name), "name", 0, 0, 0, name=name, entity=f"p#0/e{n}")
        for n, (name, _) in enumerate(known)
    ]
    mentions.append(Mention(span("Holm said"), "name", 0, 0, 0, name="Holm", entity="p#0/e0"))
    extraction = Extraction(article, entities, tuple(mentions), FACTS)
    build.write(
        build.Reading((extraction,), {"p": PAGE}, ()), directory, build.Options(), KNOWLEDGE
    )
    return Graph.open(directory)


def ids(found) -> list[str]:
    return [view.fact.id for view in found]


def test_a_slice_is_of_the_same_kind(graph):
    two = graph.facts()
    assert type(two[1:]) is type(two) and ids(two[1:]) == ["f3"]
    assert two[0].fact.id == "f1"
    assert repr(two) == f"({two[0]!r},\n {two[1]!r})"


def test_a_fact_has_names_sentence_and_standing(graph):
    (meeting,) = graph.facts(relation="Meeting")
    assert meeting.text == "Meeting: Vera Holm, Paul Ito, Lima"
    assert meeting.roles == {"participant": ("Vera Holm", "Paul Ito"), "place": ("Lima",)}
    assert str(meeting.evidence) == "Vera Holm met Paul Ito in Lima on Friday."
    evidence = meeting.evidence
    assert PAGE[evidence.start : evidence.end] == evidence.text and evidence.document == "p"
    assert (meeting.when, meeting.date, meeting.status) == ("Friday", "2023-05-05", "asserted")
    assert (meeting.headline, meeting.published) == ("Envoys meet", "2023-05-04")
    assert repr(meeting) == "<Meeting: Vera Holm, Paul Ito, Lima; asserted>"
    with pytest.raises(FrozenInstanceError):
        meeting.status = "denied"


def named(relation: str, **details: str) -> str:
    return told(fact("f", relation, [], "met", 1, details=details), relation)


def test_a_fact_is_told_in_its_own_words():
    assert named("holdsRole", title="judge") == "holdsRole (judge)"
    assert named("mayorOf", title="mayor") == named("mayorOf") == "mayorOf"
    assert named("ministerOf", title="Minister of Trade") == "ministerOf (Minister of Trade)"
    assert named("Action", verb="obey", title="judge") == "obey"
    assert in_a_line("obey", ["Ann Lee", "the law", "Ann Lee"]) == "obey: Ann Lee, the law"
    assert in_a_line("obey", []) == "obey"


def test_what_is_claimed_not_to_be_so_says_so(graph):
    claimed = graph.facts(status="claimed")[0]
    denying = replace(claimed, fact=replace(claimed.fact, polarity="negative"))
    assert (claimed.negated, denying.negated) == (False, True)
    assert denying.text == "not headOfState: Paul Ito, Lima"
    assert (claimed.called, denying.called) == ("headOfState", "not headOfState")
    # the status of what the writer denies tells it already
    assert not replace(denying, status="denied").negated


def test_a_claimed_fact_names_who_claims_it(graph):
    (held,) = graph.facts(status="claimed")
    assert (held.relation, held.claimed_by) == ("headOfState", "Vera Holm")


def test_a_statement_has_its_speaker_and_topic(graph):
    said, denied = graph.statements()
    assert isinstance(said, StatementView)
    assert (said.speaker, said.about) == ("Vera Holm", (PACT,))
    assert said.text == f'the "{PACT}" will hold'
    assert (denied.speaker, denied.text, denied.speech_act) == ("Reyes", "", "denied")
    assert repr(denied) == "<Reyes: 'denied'; asserted>"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["f1", "f3"]),
        ({"about": "Holm"}, ["f1"]),
        ({"about": "ito"}, ["f1", "f3"]),
        ({"about": "place/lima"}, ["f1", "f3"]),
        ({"about": "person:paul-ito", "status": "claimed"}, ["f3"]),
        ({"about": "Nobody"}, []),
        ({"relation": "headOf"}, ["f3"]),  # a head of state heads it
        ({"relation": "headOfState", "about": "Holm"}, []),
    ],
)
def test_facts_are_chosen(graph, asked, expected):
    assert ids(graph.facts(**asked)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"speaker": "Holm"}, ["f2"]),
        ({"speaker": "Ito"}, []),
        ({"about": "tariff pact"}, ["f2"]),
        ({"about": "Holm"}, []),
        ({"speaker": "Holm", "about": "pact", "status": "denied"}, []),
    ],
)
def test_statements_are_chosen(graph, asked, expected):
    assert ids(graph.statements(**asked)) == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"relation": "Meetings"}, "there is no relation 'Meetings'; is it Meeting"),
        ({"relation": "Statement"}, "statements()"),
        ({"relation": "xqzw"}, "`kg ontology` lists them"),
        ({"status": "true"}, "use one of asserted, former"),
    ],
)
def test_what_cannot_be_chosen_is_said(graph, asked, message):
    with pytest.raises(QueryError) as error:
        graph.facts(**asked)
    assert message in str(error.value)


def test_an_entity_has_all_its_mentions(graph):
    holm = next(entity for entity in graph.entities() if entity.name == "Vera Holm")
    assert (holm.text, holm.type, holm.names) == ("Vera Holm", "Person", ("Holm",))
    assert [str(mention) for mention in holm.mentions] == ["Vera Holm", "Holm said"]
    assert all(PAGE[m.start : m.end] == m.text for m in holm.mentions)


def test_the_graph_says_what_it_holds(graph):
    assert repr(graph) == f"<kg.Graph {graph.directory}: 1 article, 4 entities, 4 facts>"


def test_tables_of_pandas(graph):
    table = graph.to_pandas()
    assert list(table["relation"]) == [f.relation for f in FACTS]
    assert table.loc[0, "participant"] == "Vera Holm; Paul Ito"
    assert table.loc[2, "claimed_by"] == "Vera Holm"
    assert table.loc[0, "sentence"] == "Vera Holm met Paul Ito in Lima on Friday."
    assert len(graph.facts().to_pandas()) == 2
    assert list(graph.facts(about="Nobody").to_pandas().columns[:2]) == ["relation", "status"]
    names = graph.entities().to_pandas().set_index("name")
    assert names.loc["Vera Holm", "mentions"] == 2


def test_without_pandas_it_is_said_what_to_install(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install 'newskg\[pandas\]'"):
        graph.to_pandas()


def test_html_escapes_what_the_page_says(graph):
    shown = graph.statements()._repr_html_()
    assert "&lt;Lima&gt;" in shown and "<Lima>" not in shown
    assert "harbour &amp; tariff pact" in shown
    assert '<i title="cue">said</i>' in shown
    assert "harbour &amp; tariff pact" in graph._repr_html_()
    assert "<td" in graph.entities()._repr_html_()
