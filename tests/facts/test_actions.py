"""The tail: what somebody did to something, in the words of the verb."""

import pytest

from kg.model import Fact
from kg.reading.article import read_annotation

ACTIONS = [
    (
        "Siemens repaired the bridge in Oslo.",
        {"repair agent=Siemens patient=the bridge place=Oslo"},
    ),
    ("The bridge was repaired by Siemens.", {"repair agent=Siemens patient=The bridge"}),
    ("The bridge was repaired.", {"repair patient=The bridge"}),
    ("The laboratory tested 7 out of 20 suspected cases.", set()),
    (
        "Guards came and filmed the man, later identified as Tom Reed.",
        {"film agent=Guards patient=the man"},
    ),
    ("Nadia Berg hesitated.", {"hesitate agent=Nadia Berg"}),
    # What a demonstrative points to and the article never tells is nothing.
    ("Nadia Berg repaired that bridge.", set()),
    # What a frame, an attribution or another kind tells is no action again.
    ("Nadia Berg met Tom Reed.", set()),
    ("Nadia Berg said the bridge was safe.", set()),
    # States, thought and light verbs tell nothing that happened.
    ("Nadia Berg knows Tom Reed.", set()),
    ("Nadia Berg has a house.", set()),
    # What an indefinite object says with its verb; nobody and nothing that can be told is one.
    ("Siemens drew criticism for the delay.", {"draw criticism for the delay agent=Siemens"}),
    (
        "The ministry issued an evacuation order to residents.",
        {"issue an evacuation order to residents agent=The ministry"},
    ),
    (
        "Tributes were paid by Nadia Berg and Tom Reed.",
        {"pay tributes agent=Nadia Berg agent=Tom Reed"},
    ),
    ("Nadia Berg plays drums.", {"play drums agent=Nadia Berg"}),
    ("Siemens lifted the ban.", {"lift agent=Siemens patient=the ban"}),
    # What completes the verb behind its object is told with it, or too little is told.
    (
        "The court credited Nadia Berg with the discovery.",
        {"credit with the discovery agent=The court patient=Nadia Berg"},
    ),
    (
        "Siemens sent the ministry a plan for the bridge.",
        {"send to the ministry agent=Siemens patient=a plan"},
    ),
    (
        "The ministry persuaded Nadia Berg to repair the bridge.",
        {
            "persuade to repair the bridge agent=The ministry patient=Nadia Berg",
        },
    ),
    ("The court ruled that the bridge was unlawful.", set()),
    ("Nadia Berg travelled.", set()),
    ("Nadia Berg fainted.", {"faint agent=Nadia Berg"}),
    # A row is as a whole what the verb says, or what is acted upon.
    (
        "Nadia Berg threw bottles and rocks.",
        {"throw bottles and rocks agent=Nadia Berg"},
    ),
    (
        "Nadia Berg carried tools and the letter.",
        {"carry agent=Nadia Berg patient=tools patient=the letter"},
    ),
    # A number, or what stands right behind the verb without an object, is told with it.
    ("Nadia Berg received 9% of the vote.", {"receive 9% of the vote agent=Nadia Berg"}),
    ("Nadia Berg relied on her pension.", {"rely on her pension agent=Nadia Berg"}),
    ("Tom Reed was placed under house arrest.", {"place under house arrest patient=Tom Reed"}),
    ("Nadia Berg hesitated on Monday.", {"hesitate agent=Nadia Berg"}),
    # A verb that is empty by itself, with a noun of an act; what is done by saying so.
    (
        "Nadia Berg made a public speech in Oslo.",
        {"make a public speech agent=Nadia Berg place=Oslo"},
    ),
    (
        "Nadia Berg declared a state of emergency on Monday.",
        {"declare a state of emergency agent=Nadia Berg"},
    ),
    ("Nadia Berg made her decision.", set()),
    # An empty verb with a particle is another verb, unless that is empty as well.
    (
        "The coast guard called off its search.",
        {"call off agent=The coast guard patient=its search"},
    ),
    (
        "The firefighters put the fire out.",
        {"put out agent=The firefighters patient=the fire"},
    ),
    ("Nadia Berg went on to rebuild the mill.", {"rebuild agent=Nadia Berg patient=the mill"}),
    # A verb that only says how another is meant.
    ("Nadia Berg was scheduled to speak on Friday.", set()),
    ("Tom Reed was allowed to leave.", {"allow to leave patient=Tom Reed"}),
    # What is so at all times, unless somebody known does it, or a headline tells it.
    ("The crimes carry a prison term of four years.", set()),
    ("The parties use primaries to select their nominees.", set()),
    ("Siemens runs the railway.", {"run agent=Siemens patient=the railway"}),
    # A participle behind a noun says what sort it is, unless it says by whom.
    ("Talks aimed at peace resumed.", set()),
    # What something is by an act or while it is done; how often; what it is taken for.
    ("Nadia Berg tested positive for the virus.", {"test positive for the virus agent=Nadia Berg"}),
    ("The album was certified platinum by Siemens.", {"certify platinum patient=The album"}),
    (
        "The crash left Tom Reed paralysed.",
        {"leave paralysed agent=The crash patient=Tom Reed"},
    ),
    (
        "The navy pulled Tom Reed alive from the cellar.",
        {"pull alive from the cellar agent=The navy patient=Tom Reed"},
    ),
    ("Nadia Berg scored three times.", {"score three times agent=Nadia Berg"}),
    (
        "Tom Reed was assessed at the time as an imminent threat.",
        {"assess as an imminent threat patient=Tom Reed"},
    ),
    # A gerund bound to the verb completes it; what joins sentences does not.
    (
        "The judge praised Nadia Berg for saving Tom Reed.",
        {"praise for saving Tom Reed agent=The judge patient=Nadia Berg"},
    ),
    (
        "The committee praised Nadia Berg for making the rescue possible.",
        {"praise for making the rescue possible agent=The committee patient=Nadia Berg"},
    ),
    ("Nadia Berg was briefed in turn.", {"brief patient=Nadia Berg"}),
    (
        "The ministry restricted travel for those under 19.",
        {"restrict travel for those under 19 agent=The ministry"},
    ),
    ("Nadia Berg focused on art and design.", {"focus on art and design agent=Nadia Berg"}),
    # A number without its noun is nothing that is acted upon, and counts what was named before.
    (
        "Nadia Berg collected eight stamps, and Tom Reed collected six.",
        {
            "collect agent=Nadia Berg patient=eight stamps",
            "collect six stamps agent=Tom Reed",
        },
    ),
    ("Nadia Berg sold six of the stamps.", {"sell agent=Nadia Berg patient=six of the stamps"}),
    # Nobody does to himself what no word says; a verb that takes no object shares none.
    ("Siemens repaired Siemens.", set()),
    ("Tom Reed defended himself.", {"defend agent=Tom Reed patient=himself"}),
    (
        "Nadia Berg smiled and praised Tom Reed.",
        {"smile agent=Nadia Berg", "praise agent=Nadia Berg patient=Tom Reed"},
    ),
    (
        "Nadia Berg inspected and painted the bridge.",
        {
            "inspect agent=Nadia Berg patient=the bridge",
            "paint agent=Nadia Berg patient=the bridge",
        },
    ),
    # Who is meant by a participle behind an object and a comma, one cannot tell.
    (
        "Police dispersed the men, later identified as sailors.",
        {"disperse agent=Police patient=the men"},
    ),
    # A person's gerund is no person.
    ("The concert was interrupted by Tom Reed joining the band.", set()),
    ("The concert was interrupted by Tom Reed.", {"interrupt agent=Tom Reed patient=The concert"}),
    # What stands below a comparison says nothing alone.
    (
        "Tom Reed collected less money than Nadia Berg had requested for the bridge.",
        {"collect less money agent=Tom Reed"},
    ),
    # Those who help at work act; a thing is known by whose it is.
    (
        "Rescuers extracted Tom Reed from the wreck.",
        {"extract from the wreck agent=Rescuers patient=Tom Reed"},
    ),
    # A gerund is only spoken of; a participle before a noun is no predicate.
    ("Repairing the bridge is hard, a sealed letter said.", set()),
    # What stands behind "by" may be how, or by how much; a bare "those" is nobody.
    ("The bridge was sold by auction.", {"sell patient=The bridge"}),
    ("The bridge was sold by Siemens.", {"sell agent=Siemens patient=The bridge"}),
    ("Nadia Berg sold those repaired by Siemens.", set()),
    ("The report by Nadia Berg also mentions repairing the bridge.", set()),
    (
        "Nadia Berg was prohibited from going to the bridge.",
        {"prohibit from going to the bridge patient=Nadia Berg"},
    ),
]


def told(fact: Fact) -> str:
    ends = (f"{arg.role}={arg.text}" for arg in sorted(fact.args, key=lambda arg: arg.role))
    return " ".join((fact.details["verb"], *ends))


@pytest.mark.parametrize(("text", "wanted"), ACTIONS)
def test_actions(parsed, text, wanted):
    facts = read_annotation(parsed(text)).facts
    assert {told(f) for f in facts if f.relation == "Action" and f.asserted} == wanted


def test_what_a_statement_says_is_an_action_as_well(parsed):
    text = "Siemens said in a statement that it was cooperating fully with the police."
    extraction = read_annotation(parsed(text))
    (fact,) = [f for f in extraction.facts if f.relation == "Action"]
    assert fact.details["verb"] == "cooperate fully with the police" and not fact.asserted


def test_what_did_not_happen_is_not_asserted(parsed):
    extraction = read_annotation(parsed("Siemens did not repair the bridge."))
    (fact,) = [f for f in extraction.facts if f.relation == "Action"]
    assert fact.polarity == "negative"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Siemens took no action in Oslo.", "take action agent=Siemens place=Oslo"),
        ("Siemens repaired none of the bridges.", "repair agent=Siemens patient=the bridges"),
        ("Siemens repaired no bridge in Oslo.", "repair agent=Siemens patient=bridge place=Oslo"),
        ("Nobody repaired the bridge.", "repair patient=the bridge"),
        ("None of the engineers repaired the bridge.",
         "repair agent=the engineers patient=the bridge"),
        ("No one in Oslo repaired the bridge.", "repair patient=the bridge"),
    ],
)  # fmt: skip
def test_what_is_denied_is_told_without_the_word_that_denies_it(parsed, text, wanted):
    facts = read_annotation(parsed(text)).facts
    denied = [f for f in facts if f.relation == "Action"]
    assert [(told(f), f.polarity) for f in denied] == [(wanted, "negative")]


def test_what_is_unsure_of_its_kind_is_an_action(parsed):
    extraction = read_annotation(parsed("Five people were rescued while the rest were lost."))
    found = {fact.relation: fact for fact in extraction.facts}
    assert "unsure" in found["Travel"].details
    assert found["Action"].asserted and found["Action"].details["verb"] == "rescue"
