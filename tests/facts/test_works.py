"""Who made which work, and who is from where: by the words beside it."""

import pytest

from kg.reading.article import read_annotation

TIES = [
    ("Nadia Berg's memoir sold well.", {"authorOf Nadia Berg > Nadia Berg's memoir"}),
    ("The report by Nadia Berg was long.", {"authorOf Nadia Berg > The report"}),
    ("Nadia Berg's film was shown.", set()),
    (
        "In findings published on Monday in Nature, researchers from Oslo said so.",
        {
            "authorOf researchers > findings",
            "residentOf researchers > Oslo",
        },
    ),
    (
        "Nadia Berg wrote songs such as “Dark Star” and “Low Tide”.",
        {
            "authorOf Nadia Berg > songs",
            "authorOf Nadia Berg > Dark Star",
            "authorOf Nadia Berg > Low Tide",
        },
    ),
    ("In the report, Nadia Berg said so.", set()),
    ("Nadia Berg died at her home in Oslo.", {"residentOf her > Oslo"}),
    ("The hotel is her second home in Oslo.", set()),
    ("Ohio man Jon Berg slept.", {"residentOf Jon Berg > Ohio"}),
    ("The children were all from Oslo.", {"residentOf The children > Oslo"}),
    ("Jon Berg is a senator from Ohio.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), TIES)
def test_ties(parsed, text, wanted):
    extraction = read_annotation(parsed(text))
    found = set()
    for fact in extraction.facts:
        if fact.relation in ("authorOf", "residentOf"):
            ends = {arg.role: arg.text for arg in fact.args}
            found.add(f"{fact.relation} {ends['subject']} > {ends['object']}")
    assert found == wanted


def test_a_name_ends_before_the_post(parsed):
    extraction = read_annotation(parsed("Senate Majority Leader Jon Berg spoke in Oslo."))
    names = {m.name for m in extraction.mentions if m.form == "name"}
    assert {"Senate", "Jon Berg"} <= names


def test_a_name_has_no_small_word_at_its_end(parsed):
    text = "Prado defeated the Labour Party of Prime Minister Carl Voss."
    names = {m.name for m in read_annotation(parsed(text)).mentions if m.form == "name"}
    assert "Labour Party" in names


def test_a_governor_is_no_head_of_the_country(parsed):
    text = "In the US state of Ohio, Governor Jon Berg signed the law."
    (post,) = [f for f in read_annotation(parsed(text)).facts if f.relation == "headOfGovernment"]
    assert {arg.text for arg in post.args if arg.role == "object"} == {"Ohio"}


def test_a_surname_is_no_profession(parsed):
    facts = read_annotation(parsed("Deputy spokeswoman Ann Porter of Siemens spoke.")).facts
    assert "employeeOf" not in {fact.relation for fact in facts}


def test_what_something_is_based_on_is_no_seat(parsed):
    facts = read_annotation(parsed("The law helps knowledge-based firms in Norway.")).facts
    assert "basedIn" not in {fact.relation for fact in facts}


def test_a_day_is_nothing_that_a_post_is_in(parsed):
    facts = read_annotation(parsed("Ann Lee was appointed chief executive on Monday.")).facts
    told = {(fact.relation, *(arg.text for arg in fact.args)) for fact in facts}
    assert told == {("Appointment", "Ann Lee", "chief executive"), ("holdsRole", "Ann Lee")}
