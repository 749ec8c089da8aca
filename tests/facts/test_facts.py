"""What happens, read from sentences: relations, roles, and mentions of one event."""

from dataclasses import replace

import pytest

from kg.knowledge.ontology import load_catalogue
from kg.model import Fact
from kg.reading.article import read_annotation
from tests.known import KNOWLEDGE


def events(ann, extra=()) -> list[Fact]:
    catalogue = load_catalogue(KNOWLEDGE.lexicon, extra) if extra else KNOWLEDGE.catalogue
    ann = replace(ann, knowledge=replace(KNOWLEDGE, catalogue=catalogue))
    extraction = read_annotation(ann)
    kinds = {r.name for r in catalogue.relations.values() if r.kind == "event"} - {"Action"}
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
        # The name beside a noun is who is meant.
        ("Soldiers shot the plumber, Ola Lind, in Leeds.",
         ["Attack: agent Soldiers; patient Ola Lind; place Leeds"]),
        ("Police arrested the trucker Bill Reed in Leeds.",
         ["Arrest: agent Police; patient Bill Reed; place Leeds"]),
        ("Among those arrested were Bill Reed and Ida Rask.",
         ["Arrest: patient Bill Reed; patient Ida Rask"]),
        ("The ministers signed an agreement, with Ida Rask as go-between.",
         ["Agreement: participant The ministers; topic an agreement"]),
        ("Ida Rask flew on to Accra.", ["Visit: agent Ida Rask; place Accra"]),
        ("Ida Rask is in charge of the charity.", []),
        ("Ida Rask met with criticism.", []),
        ("Gunmen opened fire on the convoy in Accra.",
         ["Attack: agent Gunmen; patient the convoy; place Accra"]),
        ("Carla Ruiz died at her home in Madrid.", ["Death: patient Carla Ruiz; place Madrid"]),
        # What is nobody is not arrested, killed or visited.
        ("The reform arrested the decline.", []),
        ("The senators killed the bill.", []),
        ("Demand met with silence.", []),
        ("Carla Ruiz made the remarks addressing a congress in Madrid.",
         ["Meeting: participant Carla Ruiz; topic a congress; place Madrid"]),
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
        # What happens at something that is somewhere happens there.
        ("Keller negotiated at a gala in Accra.",
         ["Negotiation: participant Keller; place Accra"]),
        # Whom a verb with a preposition asks does what it asks for.
        ("The letter calls on the council to convene a panel.",
         ["Meeting: participant the council; participant a panel"]),
        ("Ines Prado was appointed by Keller to serve on the Supreme Court.",
         ["Appointment: agent Keller; patient Ines Prado; organization the Supreme Court"]),
        ("Ruiz faces extradition to Peru over allegations of fraud.",
         ["Trial: patient Ruiz; destination Peru; charge allegations of fraud"]),
        ("The villagers fled abroad.", ["Travel: agent The villagers; destination abroad"]),
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
          kg:frame [ kg:name "christen" ; kg:pattern "christen subj=agent obj=patient!" ] .
        """,
        encoding="utf-8",
    )
    ann = parsed("Anna Keller christened the ferry.")
    assert events(ann) == []
    assert [shown(fact) for fact in events(ann, [str(path)])] == [
        "Christening: agent Anna Keller; patient the ferry"
    ]


OWN = """@prefix kg: <https://w3id.org/newskg#> .
    @prefix my: <https://example.org/my#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    my:nameOf a owl:ObjectProperty , kg:BinaryRelation ;
      rdfs:label "name of"@en ; rdfs:comment "Somebody christens a ship."@en ;
      kg:role [ kg:name "subject" ; kg:range kg:Person ] , [ kg:name "object" ] ;
    """
CHRISTEN = 'kg:frame [ kg:name "%s" ; kg:pattern "christen subj=subject%s obj=object%s" ]'


def named(parsed, tmp_path, *frames):
    """The rules by which a relation with those frames is read from a sentence."""
    path = tmp_path / "my.ttl"
    path.write_text(OWN + " ; ".join(frames) + " .", encoding="utf-8")
    catalogue = load_catalogue(KNOWLEDGE.lexicon, [str(path)])
    found = []
    for text in ("Anna Keller christened the ferry.", "The ferry was christened."):
        ann = replace(parsed(text), knowledge=replace(KNOWLEDGE, catalogue=catalogue))
        found += [fact.rule for fact in read_annotation(ann).facts if fact.relation == "nameOf"]
    return found


def test_a_relation_of_two_is_read_where_both_are_told(parsed, tmp_path):
    assert named(parsed, tmp_path, CHRISTEN % ("one", "", "")) == ["nameOf.one"]


def test_of_frames_that_tell_alike_the_first_counts(parsed, tmp_path):
    one, two = CHRISTEN % ("one", "!", "!"), CHRISTEN % ("two", "!", "!")
    assert named(parsed, tmp_path, one, two) == ["nameOf.one"]
    assert named(parsed, tmp_path, two, one) == ["nameOf.two"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # The body whose meeting it is holds it; it is not the other side.
        ("Ambassador Kenji Mori addressed a UN Security Council meeting in New York.",
         {"participant": ["Ambassador Kenji Mori"], "agent": ["UN Security Council"]}),
        ("Kenji Mori spoke at a meeting of the UN Security Council on Monday.",
         {"participant": ["Kenji Mori"], "agent": ["the UN Security Council"]}),
        ("The Norwegian ambassador attended the European Union's summit.",
         {"participant": ["The Norwegian ambassador"], "agent": ["the European Union"]}),
        ("Kenji Mori took part in a Security Council meeting with Anna Berg.",
         {"participant": ["Anna Berg", "Kenji Mori"], "agent": ["Security Council"]}),
        # But somebody's meeting with somebody has two sides.
        ("The European Union's meeting with Norway ended late.",
         {"participant": ["The European Union", "Norway"], "agent": []}),
        ("The talks were held in Oslo with the presence of Anna Berg and Kenji Mori.",
         {"participant": ["Anna Berg", "Kenji Mori"]}),
        ("A meeting was held in Oslo in the presence of Anna Berg.",
         {"participant": ["Anna Berg"]}),
        # Common nouns before a meeting say of what sort it is.
        ("The two sides held expert meetings in Vienna.", {"participant": ["The two sides"]}),
        ("Business meetings were held in Vienna.", {"participant": [], "agent": []}),
        ("The Iran-Russia meeting took place in Oslo.", {"participant": ["Iran", "Russia"]}),
    ],
)  # fmt: skip
def test_whose_meeting_it_is(parsed, text, roles):
    found = events(parsed(text))
    assert found
    for role, expected in roles.items():
        assert sorted(a.text for f in found for a in f.args if a.role == role) == sorted(expected)


def test_a_measure_is_named_with_what_it_counts(parsed):
    ann = parsed("Thousands of villagers fled from Aleppo.")
    (fact,) = events(ann)
    agent = next(arg for arg in fact.args if arg.role == "agent")
    assert [ann.surface(span) for span in agent.spans] == ["Thousands of villagers", "villagers"]


def test_what_is_told_of_a_day_to_come_is_planned(parsed):
    def modality(text):
        (fact,) = events(parsed(text))
        return fact.modality

    assert modality("The minister flies to Oslo on Monday.") == "planned"
    assert modality("The minister flew to Oslo on Monday.") == "actual"


def test_what_is_no_longer_so_is_former(parsed):
    extraction = read_annotation(parsed("Carla Ruiz no longer works for Siemens."))
    (tie,) = (f for f in extraction.facts if f.relation == "employeeOf")
    assert (tie.polarity, tie.details["temporal"]) == ("positive", "former")
    (event,) = (f for f in extraction.facts if f.relation == "Employment")
    assert event.polarity == "negative"


def test_a_pronoun_is_of_the_kind_of_what_it_stands_for(parsed):
    found = events(parsed("The teachers are in the third week of their strike."))
    assert [fact.relation for fact in found] == ["Strike"]


def test_what_is_beyond_doubt_is_nobodys_claim(parsed):
    extraction = read_annotation(parsed("There is no doubt that Ida Rask signed the treaty."))
    assert [f.holder for f in extraction.facts if f.relation == "Agreement"] == [None]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Nobody knows who killed Ida Rask.", False),
        ("Police asked why Ida Rask was killed.", False),
        ("Police asked whether Ida Rask was killed.", True),
        ("Police said that Ida Rask was killed.", True),
    ],
)
def test_what_a_question_takes_for_granted_is_nobodys_claim(parsed, text, held):
    extraction = read_annotation(parsed(text))
    assert [f.holder is not None for f in extraction.facts if f.relation == "Death"] == [held]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Siemens will close two plants and cut 700 jobs.", "planned"),
        ("Siemens may close two plants and cut 700 jobs.", "possible"),
        ("Siemens closed two plants and cut 700 jobs.", "actual"),
        ("Siemens will close two plants and it cut 700 jobs in May.", "actual"),
    ],
)
def test_a_past_that_may_be_an_infinitive(parsed, text, modality):
    (fact,) = [fact for fact in events(parsed(text)) if fact.relation == "Layoff"]
    assert fact.modality == modality


def test_a_plural_noun_that_the_tagger_took_for_a_verb(parsed):
    found = events(parsed("Air strikes on the city of Velm killed four people on Monday."))
    assert {fact.relation for fact in found} == {"Attack", "Death"}


def events_of(extraction, relation):
    return [
        {arg.role: arg.text for arg in fact.args}
        for fact in extraction.facts
        if fact.relation == relation and fact.asserted
    ]


@pytest.mark.parametrize(
    ("text", "relation", "roles"),
    [
        # A name that only the tagger knows is whatever the frame needs.
        ("Princess Solvara visited the village of Hask.", "Visit", {"agent": "Princess Solvara"}),
        # The name behind a noun that the parser hung elsewhere, and the ferry behind its verb.
        ("The murder of jeweller Levon Arak shocked Graz.", "Death", {"patient": "Levon Arak"}),
        # "Among those": however the parser nested them.
        (
            "Among those arrested were the poet Ola Berg and the café's owner, Ida Falk.",
            "Arrest",
            {"patient": "Ida Falk"},
        ),
        # A participle before those it is said of, with those behind semicolons.
        (
            "Also detained were Ida Falk, a banker; her driver, Tom Reed; and her cook, Ola Berg.",
            "Arrest",
            {"patient": "Ola Berg"},
        ),
        (
            "Also killed were the pilot, Ida Falk, and a passenger.",
            "Death",
            {"patient": "a passenger"},
        ),
        # Fractions are no ordinals, and "let go" is one verb.
        ("The firm let go a fifth of its staff.", "Layoff", {"patient": "a fifth of its staff"}),
        # Words beside the verb: "dropped out of", "went down to".
        ("Ida Rask dropped out of the race.", "Candidacy", {"agent": "Ida Rask"}),
        # What a message says its author says.
        ("Ida Rask posted a message blaming Norway.", "Accusation", {"agent": "Ida Rask"}),
        # A headline's passive, and its verb taken for a noun.
        ("Two farms hit by floods in Graz.", "Disaster", {"patient": "Two farms"}),
        # Penalties revised, posts raided, and talks over a meal.
        ("The tribunal shortened the swimmer's ban.", "Ruling", {"agent": "The tribunal"}),
        ("Rebels attacked an army post near Graz.", "Attack", {"agent": "Rebels"}),
        ("Ida Rask and Ola Lind talked over coffee.", "Meeting", {"participant": "Ola Lind"}),
        ("A delegation of farmers arrived in Graz.", "Visit", {"place": "Graz"}),
        ("The village was bombed by planes.", "Attack", {"instrument": "planes"}),
        # Candidates by title.
        ("Presidential candidate Ida Rask sang.", "Candidacy", {"agent": "Ida Rask"}),
    ],
)
def test_events_by_construction(parsed, text, relation, roles):
    found = events_of(read_annotation(parsed(text)), relation)
    assert any(roles.items() <= event.items() for event in found), found


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Members are elected for two years.", "Election"),
        ("Police offered a reward for information leading to his arrest.", "Arrest"),
        ("The rebels claimed responsibility for the attack.", "Trial"),
        ("Doctoral candidate Ida Rask sang.", "Candidacy"),
        ("A potential presidential candidate, Ida Rask, sang.", "Candidacy"),
        ("The government executed a shutdown of the mines and the port.", "Trial"),
        ("Leeds murdered their rivals 7-0.", "Death"),
        ("Ida Rask died a thousand deaths on the stage.", "Death"),
        ("The attack through the middle paid off.", "Attack"),
        ("Ida Rask and Ola Lind talked over each other.", "Meeting"),
        ("A parcel arrived in Graz.", "Visit"),
        ("The league sanctioned the new stadium.", "Sanction"),
    ],
)
def test_no_events_by_construction(parsed, text, relation):
    assert events_of(read_annotation(parsed(text)), relation) == []


def test_a_part_of_a_name_is_nothing_by_itself(parsed):
    (event,) = events_of(read_annotation(parsed("BBC producer Nell Hart resigned.")), "Departure")
    assert "organization" not in event


def test_who_claims_an_attack_is_held_by_the_claim(parsed):
    extraction = read_annotation(parsed("The rebels claimed responsibility for the attack."))
    (claimed,) = [
        fact
        for fact in extraction.facts
        if fact.relation == "Attack" and any(arg.role == "agent" for arg in fact.args)
    ]
    assert claimed.holder is not None and not claimed.asserted
