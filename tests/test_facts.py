"""What happens, read from sentences: relations, roles, and mentions of one event."""

import pytest

from kg.catalogue import load_catalogue
from kg.extract import read_annotation
from kg.model import Fact


def events(ann, extra=()) -> list[Fact]:
    extraction = read_annotation(ann, load_catalogue(extra))
    kinds = {r.name for r in load_catalogue(extra).relations.values() if r.kind == "event"}
    return [fact for fact in extraction.facts if fact.relation in kinds]


def shown(fact: Fact) -> str:
    args = "; ".join(f"{arg.role} {arg.text}" for arg in fact.args)
    return f"{fact.relation}: {args}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Keller met Paul Weber and Jan Novak in Vienna.",
            ["Meeting: participant Anna Keller; participant Paul Weber; participant Jan Novak; "
             "place Vienna"],
        ),
        ("The two presidents met on Friday.", ["Meeting: participant The two presidents"]),
        (
            "Norway's talks with Poland in Bergen broke down.",
            ["Negotiation: participant Norway; participant Poland; place Bergen"],
        ),
        # A city before the noun is where it takes place, a country who takes part.
        ("The Vienna talks resumed.", ["Negotiation: place Vienna"]),
        ("The rebels struck a deal with the government.",
         ["Agreement: participant The rebels; topic a deal; participant the government"]),
        ("Missiles struck the port of Odesa.",
         ["Attack: instrument Missiles; patient the port of Odesa"]),
        ("The senator attacked the report.", []),
        ("The company met its targets.", []),
        # The parser hangs the place on the officials.
        ("Keller met officials in Lagos.",
         ["Meeting: participant Keller; participant officials; place Lagos"]),
        ("The court found Carla Ruiz guilty of fraud.",
         ["Trial: agent The court; patient Carla Ruiz; charge fraud"]),
        # A verb and its event noun are one fact.
        ("The rebels launched an attack on the airport.",
         ["Attack: agent The rebels; patient the airport"]),
        # A place is shared by conjoined verbs.
        ("Anna Keller landed in Accra and met Paul Weber.",
         ["Visit: agent Anna Keller; place Accra",
          "Meeting: participant Anna Keller; participant Paul Weber; place Accra"]),
    ],
)  # fmt: skip
def test_events(parsed, text, expected):
    assert [shown(fact) for fact in events(parsed(text))] == expected


def test_a_definite_noun_refers_to_the_event_told_before(parsed):
    text = "Anna Keller met Paul Weber on Monday. The meeting took place in Vienna."
    (fact,) = events(parsed(text))
    assert [text[s.start : s.end] for s in fact.cue] == ["met", "meeting"]
    assert shown(fact).endswith("place Vienna")


def test_another_meeting_is_another_event(parsed):
    text = "Anna Keller met Paul Weber. Another meeting with Jan Novak followed."
    assert len(events(parsed(text))) == 2


def test_a_noun_that_nothing_is_said_of_is_no_fact(parsed):
    assert events(parsed("War is terrible.")) == []


def test_the_phase_of_a_sanction(parsed):
    text = "The EU lifted its sanctions against Belarus."
    (fact,) = events(parsed(text))
    assert fact.details["phase"] == "lift"


def test_a_pronoun_is_shown_with_the_name_it_stands_for(parsed):
    text = "Anna Keller arrived early. She met Paul Weber."
    (fact,) = events(parsed(text))
    assert [text[s.start : s.end] for s in fact.args[0].spans] == ["She", "Anna Keller"]


def test_a_relation_of_the_users_own(parsed, tmp_path):
    path = tmp_path / "my.ttl"
    path.write_text(
        """@prefix kg: <https://w3id.org/newskg#> .
        @prefix my: <https://example.org/my#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        my:Christening a owl:Class , kg:EventRelation ; rdfs:subClassOf kg:Event ;
          rdfs:label "christening"@en ; rdfs:comment "Somebody christens a ship."@en ;
          kg:role [ kg:name "agent" ; kg:range kg:Person ] , [ kg:name "patient" ] ;
          kg:frame "christen subj=agent obj=patient!" .
        """,
        encoding="utf-8",
    )
    ann = parsed("Anna Keller christened the ferry.")
    assert events(ann) == []
    assert [shown(fact) for fact in events(ann, [str(path)])] == [
        "Christening: agent Anna Keller; patient the ferry"
    ]
