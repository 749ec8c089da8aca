"""Ties told by titles, ages, participles and rows of names: who holds what for whom, from where."""

import pytest

from kg.reading.article import read_annotation

TIES = [
    # bodies before the noun of a post
    (
        "Moss County police spokesman Avi Lev left.",
        "spokespersonOf",
        {"Avi Lev > Moss County police"},
    ),
    ("Police spokesman Avi Lev left.", "spokespersonOf", {"Avi Lev > Police"}),
    ("Former army chief Eve Wood was arrested.", "headOf", {"Eve Wood > army (former)"}),
    ("A police officer, Eve Wood, was hurt.", "headOf", set()),
    # parties before those whom they elect, where a sentence begins
    ("Labour MP Nora Ruiz spoke.", "memberOf", {"Nora Ruiz > Labour"}),
    ("Conservative values won over Nora Ruiz.", "memberOf", set()),
    (
        "They met Minister Eve Wood, Labour MP (Member of Parliament) Tom Reed, and Bo Dahl.",
        "memberOf",
        {"Tom Reed > Labour"},
    ),
    # where somebody of an age is from
    (
        "Tom Reed, 34, of Falkhaven, was charged with murder.",
        "residentOf",
        {"Tom Reed > Falkhaven"},
    ),
    ("Tom Reed, deputy head of Falkhaven, was charged.", "residentOf", set()),
    # a participle before a noun before a name
    (
        "The Siemens-owned airline Falkair cut 200 jobs.",
        "ownerOf",
        {"Siemens > The Siemens-owned airline Falkair"},
    ),
    ("The Siemens-owned airline cut 200 jobs.", "ownerOf", {"Siemens > The Siemens-owned airline"}),
    ("Bergen-born engineer Ida Reed died.", "bornIn", {"Ida Reed > Bergen"}),
    # a relative whose clause tells who it is
    (
        "Tom Reed, whose mother was Ida Holm, spoke.",
        "childOf",
        {"Tom Reed > Ida Holm"},
    ),
    # an author's work
    ("Eve Wood, author of The Blue Door, won the prize.", "authorOf", {"Eve Wood > The Blue Door"}),
    # rows of names, each with where it is from
    (
        "Senators Bo Dahl of Ohio, Nora Ruiz of Utah and Cem Kaya of Maine voted no.",
        "Vote",
        {"Bo Dahl", "Nora Ruiz", "Cem Kaya"},
    ),
    # what a headline's post is in ends with the headline; an ambassador's country is another
    (
        "New ambassador to Chile\n\nPresident Eve Wood named Tom Reed as ambassador to Chile.",
        "ambassadorTo",
        {"Tom Reed > Chile"},
    ),
    (
        "New ambassador to Chile\n\nPresident Eve Wood named Tom Reed as ambassador to Chile.",
        "ambassadorOf",
        set(),
    ),
    # who is named behind a post "of" a body
    (
        "The president of Spain's football league, Javier Vargas, has resigned.",
        "headOf",
        {"Javier Vargas > Spain's football league"},
    ),
    # who of a row is minister of which country is left open
    (
        "Kenya and Chad met. The ministers of the two countries, Davis Holm and Omar Sime, spoke.",
        "ministerOf",
        set(),
    ),
    # posts that were held then
    ("Tom Reed, then the mayor of Oslo, left.", "mayorOf", {"Tom Reed > Oslo (former)"}),
    ("Tom Reed, now mayor of Oslo, left.", "mayorOf", {"Tom Reed > Oslo"}),
]


@pytest.mark.parametrize(("text", "relation", "wanted"), TIES)
def test_ties(parsed, text, relation, wanted):
    found = set()
    for fact in read_annotation(parsed(text)).facts:
        if fact.relation != relation or not fact.asserted:
            continue
        former = " (former)" if fact.details.get("temporal") == "former" else ""
        ends = [arg.text for arg in fact.args if arg.role in ("subject", "object")]
        people = [arg.text for arg in fact.args if arg.role == "agent"]
        found.update([" > ".join(ends) + former] if ends else people)
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "patients"),
    [
        ("The regulator has fined Siemens €90m for delays.", ["Siemens"]),
        ("The court fined the bank $3m for fraud.", ["the bank"]),
        ("The court fined Lee £500.", ["Lee"]),
        ("Siemens was fined £90m by the regulator.", ["Siemens"]),
    ],
)
def test_who_is_fined(parsed, text, patients):
    rulings = [f for f in read_annotation(parsed(text)).facts if f.relation == "Ruling"]
    assert [a.text for f in rulings for a in f.args if a.role == "patient"] == patients


def test_who_is_owned_by_people_of_a_nation_has_no_state_for_owner(parsed):
    facts = read_annotation(parsed("The Danish-owned company Nordlink cut 200 jobs.")).facts
    assert not [f for f in facts if f.relation == "ownerOf"]


@pytest.mark.parametrize(
    ("text", "relation", "wanted"),
    [
        ("Ann Lee has won a second term as mayor of Oslo.", "mayorOf", ["Ann Lee", "Oslo"]),
        ("Ann Lee has won a race as mayor of Oslo.", "mayorOf", []),
        ("Mali's army chief, Omar Diarra, left.", "headOf", ["Omar Diarra", "Mali's army"]),
    ],
)
def test_terms_and_owners(parsed, text, relation, wanted):
    facts = [f for f in read_annotation(parsed(text)).facts if f.relation == relation]
    assert [a.text for f in facts for a in f.args if a.role in ("subject", "object")] == wanted
