"""Posts and ties read from noun phrases: relation, subject, object (a name, or "" for none)."""

from functools import cache

import pytest

from kg.facts.role_nouns import role_noun_at
from kg.reading.article import read_annotation
from tests.known import KNOWLEDGE

POSTS = [
    ("French President Emmanuel Macron spoke in Nice.", "headOfState", "Emmanuel Macron", "France"),
    ("Anna Berg, the Pentagon spokeswoman, left.", "spokespersonOf", "Anna Berg", "Pentagon"),
    ("Pentagon spokesman Tom Reed resigned.", "spokespersonOf", "Tom Reed", "Pentagon"),
    ("Tom Reed, a spokesman for Greenpeace, resigned.", "spokespersonOf", "Tom Reed", "Greenpeace"),
    (
        "Japan's Ambassador to Britain Kenji Mori spoke in London.",
        "ambassadorOf", "Kenji Mori", "Japan",
    ),
    (
        "Japan's Ambassador to Britain Kenji Mori spoke in London.",
        "ambassadorTo", "Kenji Mori", "Britain",
    ),
    (
        "Tom Reed, the founder and president of Greenpeace, spoke in Oslo.",
        "founderOf", "Tom Reed", "Greenpeace",
    ),
    (
        "Tom Reed, the founder and president of Greenpeace, spoke in Oslo.",
        "headOf", "Tom Reed", "Greenpeace",
    ),
    ("Germany's foreign minister, Anna Berg, flew to Oslo.", "ministerOf", "Anna Berg", "Germany"),
    ("German Foreign Minister Anna Berg flew to Oslo.", "ministerOf", "Anna Berg", "Germany"),
    ("US Secretary of State Tom Reed flew to Oslo.", "ministerOf", "Tom Reed", "US"),
    ("Chancellor Anna Berg flew to Oslo.", "holdsRole", "Anna Berg", ""),
    ("Anna Berg is the president of Finland.", "headOfState", "Anna Berg", "Finland"),
    ("Anna Berg became chairman of Greenpeace.", "headOf", "Anna Berg", "Greenpeace"),
    ("Anna Berg was named chairman of Greenpeace in May.", "headOf", "Anna Berg", "Greenpeace"),
    ("Anna Berg serves as director of Greenpeace.", "headOf", "Anna Berg", "Greenpeace"),
    ("Anna Berg, who is the head of Greenpeace, resigned.", "headOf", "Anna Berg", "Greenpeace"),
    ("Anna Berg, director of Greenpeace, resigned.", "memberOf", "Anna Berg", "Greenpeace"),
    ("Siemens CEO Anna Berg resigned.", "headOf", "Anna Berg", "Siemens"),
    ("Anna Berg is a member of Greenpeace.", "memberOf", "Anna Berg", "Greenpeace"),
    ("Anna Berg (SPD) resigned on Monday.", "memberOf", "Anna Berg", "SPD"),
    ("Anna Berg, of Greenpeace, spoke in Oslo.", "memberOf", "Anna Berg", "Greenpeace"),
    ("Anna Berg, an analyst at Siemens, spoke in Oslo.", "employeeOf", "Anna Berg", "Siemens"),
    (
        "Presidents Anna Berg of Finland and Tom Reed of Chile met in Oslo.",
        "headOfState", "Tom Reed", "Chile",
    ),
    (
        "The presidents of Finland and Chile, Anna Berg and Tom Reed, met in Oslo.",
        "headOfState", "Tom Reed", "Chile",
    ),
    (
        "Anna Berg and Tom Reed, the presidents of Finland and Chile, met in Oslo.",
        "headOfState", "Anna Berg", "Finland",
    ),
    ("Prime Minister Anna Berg of Finland left.", "headOfGovernment", "Anna Berg", "Finland"),
    ("Tom Reed, professor of physics at Siemens, left.", "employeeOf", "Tom Reed", "Siemens"),
    ("Anna Berg, director of the Museum of Natural History, left.", "headOf", "Anna Berg", ""),
    ("Siemens' finance chief Anna Berg left.", "employeeOf", "Anna Berg", "Siemens"),
    ("Tom Reed's lawyer Anna Berg declined to comment.", "advisorOf", "Anna Berg", "Tom Reed"),
    ("Tom Reed (photo) of the Green Party left.", "memberOf", "Tom Reed", "Green Party"),
    ("Swedish author Anna Berg lives in Oslo.", "citizenOf", "Anna Berg", "Sweden"),
    ("Anna Berg, a Swedish author, lives in Oslo.", "citizenOf", "Anna Berg", "Sweden"),
    ("Swedish Prime Minister Anna Berg flew to Oslo.", "headOfGovernment", "Anna Berg", "Sweden"),
    ("Swedish Prime Minister Anna Berg flew to Oslo.", "citizenOf", "Anna Berg", "Sweden"),
    ("Iran's supreme leader, Ali Khamenei, met the envoy.", "holdsRole", "Ali Khamenei", "Iran"),
    ("Anna Berg met her son Peter in Oslo.", "childOf", "Peter", "Anna Berg"),
    ("Peter Berg, the son of Anna Berg, was arrested.", "childOf", "Peter Berg", "Anna Berg"),
    ("Anna Berg and her husband, Peter Lund, left.", "spouseOf", "Peter Lund", "Anna Berg"),
    ("The EU parliament president Anna Berg resigned.", "headOf", "Anna Berg", ""),
    ("Foreign Minister Adviser Tom Reed resigned.", "advisorOf", "Tom Reed", "Foreign Minister"),
    ("Norway's wartime leader, Anna Berg, left.", "holdsRole", "Anna Berg", "Norway"),
    ("Norway's leader, Anna Berg, left.", "headOf", "Anna Berg", "Norway"),
    ("Norway's Labour leader Anna Berg left.", "headOf", "Anna Berg", "Labour"),
    ("India's Congress leader Anna Berg left.", "headOf", "Anna Berg", "Congress"),
    ("Finnish Deputy Foreign Minister Anna Berg left.", "holdsRole", "Anna Berg", "Finland"),
    ("WHO doctor Anna Berg left.", "employeeOf", "Anna Berg", "WHO"),
    ("Unicef nurse Tom Reed left.", "employeeOf", "Tom Reed", "Unicef"),
    ("Tom Reed quit. An aide of his, Ida Falk, left.", "advisorOf", "Ida Falk", "Tom Reed"),
    (
        "Sweden, Norway and Finland, as the members of Greenpeace, left the hall.",
        "memberOf", "Norway", "Greenpeace",
    ),
]  # fmt: skip
NOT = [
    # The relation must not be stated between anything named.
    ("The president of the club resigned in France.", "headOfState"),
    ("German director Anna Berg won the prize.", "headOf"),
    ("Anna Berg met the mayor in Oslo.", "mayorOf"),
    ("Anna Berg is not a member of Greenpeace.", "memberOf"),
    ("Anna Berg wants to become president of Finland.", "headOfState"),
    ("German Foreign Minister Spokesman Tom Reed resigned.", "ministerOf"),
    ("Anna Berg asked the president of Finland.", "headOfState"),
    ("Anna Berg, head of the General Services Administration, left.", "holdsRole"),
    ("Senator Anna Berg (R-FL) left.", "memberOf"),
    ("Anna Berg is the leader of the Green Party's youth wing.", "memberOf"),
    ("Finnish Deputy Foreign Minister Anna Berg left.", "ministerOf"),
]
DETAILS = [
    ("Former Finnish President Anna Berg resigned.",
     "headOfState", "President", "former"),
    ("Then-president Anna Berg resigned.",
     "holdsRole", "president", "former"),
    ("President-elect Anna Berg spoke in Oslo.",
     "holdsRole", "President", "future"),
    ("Anna Berg, a former minister of culture, resigned.",
     "ministerOf", "minister of culture", "former"),
    ("Anna Berg was minister of culture and left.",
     "ministerOf", "minister of culture", None),
    ("Sweden's acting prime minister, Anna Berg, resigned.",
     "headOfGovernment", "acting prime minister", None),
    ("Iran's top nuclear negotiator, Ali Dar, resigned.",
     "holdsRole", "top nuclear negotiator", None),
    ("State Department deputy spokeswoman Anna Berg resigned.",
     "spokespersonOf", "deputy spokeswoman", None),
]  # fmt: skip


@cache
def catalogue():
    return KNOWLEDGE.catalogue


def read(parsed, text):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}

    def end(fact, role):
        return next((names.get(a.entity, a.text) for a in fact.args if a.role == role), "")

    return [(f, end(f, "subject"), end(f, "object")) for f in extraction.facts]


@pytest.mark.parametrize(("text", "relation", "subject", "object"), POSTS)
def test_posts(parsed, text, relation, subject, object):
    found = {(s, o) for f, s, o in read(parsed, text) if f.relation == relation and f.asserted}
    if object == "":
        assert subject in {s for s, _ in found}
    else:
        assert (subject, object) in found


@pytest.mark.parametrize(("text", "relation"), NOT)
def test_not(parsed, text, relation):
    found = [(s, o) for f, s, o in read(parsed, text) if f.relation == relation and f.asserted]
    assert not [ends for ends in found if all(end[:1].isupper() for end in ends)]


@pytest.mark.parametrize(("text", "relation", "title", "temporal"), DETAILS)
def test_details(parsed, text, relation, title, temporal):
    facts = [f for f, _, _ in read(parsed, text) if f.relation == relation]
    assert (title, temporal) in [(f.details["title"], f.details.get("temporal")) for f in facts]


FOREIGN = [
    "Defence Minister Astrid Moen is to meet her Portuguese counterpart, Tom Reed. "
    "Portugal is to buy six ships. Portugal has asked for help.",
    "Foreign Minister Astrid Moen met her counterpart from Chile, Tom Reed. "
    "Chile had asked for talks. Chile and the envoys of Chile agreed.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_whose_counterpart_is_of_a_country_is_of_another(parsed, text):
    posts = [f for f in read_annotation(parsed(text)).facts if f.relation == "ministerOf"]
    (own,) = [f for f in posts if f.args[0].text == "Astrid Moen"]
    assert len(own.args) == 1


def test_a_country_is_guessed_where_nothing_is_told_against_it(parsed):
    text = "Defence Minister Astrid Moen spoke. Portugal is to buy six ships. Portugal will pay."
    posts = [f for f in read_annotation(parsed(text)).facts if f.relation == "ministerOf"]
    assert [[arg.text for arg in fact.args] for fact in posts] == [["Astrid Moen", "Portugal"]]


DOUBTED = [
    ("Tom Reed, reportedly a member of the Labour Party, spoke.", "memberOf", "possible"),
    ("Tom Reed, the alleged leader of the Red Gang, was arrested.", "headOf", "possible"),
    ("The suspected ringleader Tom Reed was arrested.", "holdsRole", "possible"),
    ("Anna Berg, the likely head of Norbank, did not speak.", "headOf", "expected"),
    ("Anna Berg, the respected head of Norbank, did not speak.", "headOf", "actual"),
]


@pytest.mark.parametrize(("text", "relation", "modality"), DOUBTED)
def test_a_title_left_open_is_not_told(parsed, text, relation, modality):
    (fact,) = [f for f in read_annotation(parsed(text)).facts if f.relation == relation]
    assert (fact.modality, fact.polarity) == (modality, "positive")


OFFICES = [
    ("Republican President Anna Berg spoke on Monday.", {"holdsRole", "memberOf"}),
    ("The Democratic mayor of Leeds, Anna Berg, spoke.", {"mayorOf", "memberOf"}),
    ("Republican chairman Anna Berg spoke.", {"headOf", "memberOf"}),
    ("The Republican Party president, Anna Berg, spoke.", {"headOf", "memberOf"}),
]


@pytest.mark.parametrize(("text", "relations"), OFFICES)
def test_whoever_governs_for_a_party_is_not_its_head(parsed, text, relations):
    facts = read_annotation(parsed(text)).facts
    assert {f.relation for f in facts if f.relation[0].islower()} == relations


def test_every_president_of_a_caption(parsed):
    text = "Sweden and Finnish Presidents Berg and Lund met in Oslo."
    facts = read(parsed, text)
    found = {(s, o) for f, s, o in facts if f.relation == "headOfState"}
    assert found == {("Berg", "Sweden"), ("Lund", "Finland")}
    assert {f.details["title"] for f, *_ in facts if f.relation == "headOfState"} == {"President"}


def test_a_title_of_one_is_not_of_those_named_with_him(parsed):
    found = read(parsed, "President Anna Berg and Tom Reed met in Oslo.")
    assert {s for f, s, _ in found if f.relation == "holdsRole"} == {"Anna Berg"}


@pytest.mark.parametrize("text", ["They thanked Anna Berg", "Anna Berg leads Greenpeace"])
def test_a_text_may_end_with_a_name(parsed, text):
    assert {s for _, s, _ in read(parsed, text)} <= {"Anna Berg", ""}


def test_no_holder_beyond_the_sentence(parsed):
    found = read(parsed, "Tom Reed wants to be president. Berg left for France.")
    assert not [s for f, s, _ in found if f.relation == "holdsRole" and s == "Berg"]


EXAMPLES = [
    pytest.param(r.name, example, id=f"{r.name}{n}")
    for r in catalogue().relations.values()
    if r.kind == "binary" and not r.frames
    for n, example in enumerate(r.examples)
]


@pytest.mark.parametrize(("relation", "example"), EXAMPLES)
def test_examples_of_the_catalogue(parsed, relation, example):
    words = dict(example.roles)
    extraction = read_annotation(parsed(example.text))
    facts = [f for f in extraction.facts if f.relation == relation and f.asserted]
    texts = [{a.role: a.text for a in f.args} for f in facts]
    assert any(
        words["subject"].endswith(t["subject"].split(",")[0])
        and t.get("object", "").removeprefix("the ") == words["object"].removeprefix("the ")
        for t in texts
    ), texts


@pytest.mark.parametrize(
    ("relation", "text"),
    [
        (r.name, text)
        for r in catalogue().relations.values()
        if r.kind == "binary" and not r.frames
        for text in r.counterexamples
    ],
)
def test_counterexamples_of_the_catalogue(parsed, relation, text):
    found = [(s, o) for f, s, o in read(parsed, text) if f.relation == relation and f.asserted]
    assert not [ends for ends in found if all(end[:1].isupper() for end in ends)]


def test_cities_have_no_ministers(parsed):
    text = "Anna Berg, former foreign secretary, mayor of London and member of the board, sang."
    posts = {(f.relation, o) for f, _, o in read(parsed, text)}
    assert ("mayorOf", "London") in posts
    assert ("ministerOf", "London") not in posts


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Board Member Anna Berg spoke on Monday.", []),
        ("Board Chair Anna Berg spoke on Monday.", ["Board Chair"]),
    ],
)
def test_a_member_is_one_of_a_body(parsed, text, titles):
    facts = read_annotation(parsed(text)).facts
    assert [fact.details["title"] for fact in facts if "title" in fact.details] == titles


def test_several_are_not_the_one_who_leads_them(parsed):
    found = read(parsed, "Chair of the judges Tom Reed spoke in Oslo at the end of the day.")
    assert "judge" not in {f.details.get("title") for f, s, _ in found if s == "Tom Reed"}


def test_abbreviated_titles_tell_posts(parsed):
    ann = parsed("Lt. Col. Jan Novak met Gov. Ann Lee.")
    assert role_noun_at(ann, 0) == ("lieutenant colonel", 2)
    assert role_noun_at(ann, 5) == ("governor", 6)
    assert role_noun_at(ann, 2) is None
