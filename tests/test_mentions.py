"""Names as a person would mark them, with their types and titles; descriptions and pronouns."""

import pytest

from kg.entities.mentions import find_mentions
from kg.entities.nametypes import type_by_words

NAMES = [
    # people: titles, particles, surnames that the tagger misses
    ("Turkish President Kemal Yildiz met Defense Secretary Joan Park.",
     [("Turkish", "Place", ""), ("Kemal Yildiz", "Person", "President"),
      ("Joan Park", "Person", "Defense Secretary")]),
    ("Dr. Samir al-Najjar said Mrs. Lopez had left.",
     [("Samir al-Najjar", "Person", "Dr."), ("Lopez", "Person", "Mrs.")]),
    ("Majid Rahimi spoke first. Rahimi said the talks went well.",
     [("Majid Rahimi", "Person", ""), ("Rahimi", "Person", "")]),
    # organisations by their head noun
    ("The Ministry of Fisheries sued the Harbor Workers Union.",
     [("Ministry of Fisheries", "Organization", ""),
      ("Harbor Workers Union", "Organization", "")]),
    # agreements
    ("Norway signed the Arctic Fisheries Agreement and left the Baltic Grain Treaty.",
     [("Norway", "Place", ""), ("Arctic Fisheries Agreement", "Agreement", ""),
      ("Baltic Grain Treaty", "Agreement", "")]),
    # a surname that is a place's: told of as a person, and not where something is
    ("Milena Paris, a teacher, has left. Paris was born in Oslo. Paris's father said she moved to "
     "a flat in Paris.",
     [("Milena Paris", "Person", ""), ("Paris", "Person", ""), ("Oslo", "Place", ""),
      ("Paris", "Person", ""), ("Paris", "Place", "")]),
    ("Ann Jordan, 43, sings. Jordan said she would travel. Tourists like hotels in Jordan.",
     [("Ann Jordan", "Person", ""), ("Jordan", "Person", ""), ("Jordan", "Place", "")]),
    ("Officials in Jordan met again. Jordan said it would sign.",
     [("Jordan", "Place", ""), ("Jordan", "Place", "")]),
    # what a noun in front tells; an article tells that it is no person
    ("They served aboard the cruise ship Aurelia. The crew left the Aurelia.",
     [("Aurelia", "Product", ""), ("Aurelia", "Product", "")]),
    # peoples, faiths and parties
    ("Critics told Muslims and fellow Democrats to wait.",
     [("Muslims", "Group", ""), ("Democrats", "Group", "")]),
    # things that begin with a person's name
    ("They launched the Edna Moore Space Telescope and the Joan Park Legacy Program.",
     [("Edna Moore Space Telescope", "Product", ""), ("Joan Park Legacy Program", "Thing", "")]),
    # acronyms that name no actor
    ("Schools closed because of COVID and the economy shrank.", [("COVID", "Thing", "")]),
    # given names in two halves
    ("Voters chose Han Min-chul of the Harbor Party.",
     [("Han Min-chul", "Person", ""), ("Harbor Party", "Organization", "")]),
    # possessives are no part of names
    ("Norway's minister thanked Peru's envoy.", [("Norway", "Place", ""), ("Peru", "Place", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(parsed, text, expected):
    found = [m for m in find_mentions(parsed(text)) if m.form == "name"]
    assert [(m.name, m.type, m.title) for m in found] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Joint Plan of Action", "Agreement"),
        ("Treaty on Open Seas", "Agreement"),
        ("Paris Climate Accord", "Agreement"),
        ("Bank of Norway", "Organization"),
        ("University of Lima", "Organization"),
        ("Clean Water Act", "Law"),
        ("Lake Geneva Summit", "Event"),
        # one word, or none that tells: nothing
        ("Summit", None),
        ("Ann Lee", None),
    ],
)
def test_type_by_words(name, expected):
    assert type_by_words(name.split()) == expected


PHRASES = [
    ("The senior diplomat from Peru left.", "The senior diplomat from Peru"),
    ("The founder and president left.", "The founder and president"),
    ("A deal that both parliaments approved failed.", "A deal that both parliaments approved"),
    ("They want a quick, good deal soon.", "a quick, good deal"),
    ("They want a “cod for squid” deal.", "a “cod for squid” deal"),
    ("She offered an interim agreement to her Chilean hosts.", "an interim agreement"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_descriptions_have_the_span_of_their_phrase(parsed, text, expected):
    found = find_mentions(parsed(text))
    spans = [text[m.span.start : m.span.end] for m in found if m.form == "nominal"]
    assert expected in spans or expected.split(" and ")[0] in spans


def test_a_coordination_is_a_mention_headed_by_its_conjunction(parsed):
    text = "Ann Lee and Bob Ray left."
    (group,) = [m for m in find_mentions(parsed(text)) if m.type == "Group"]
    assert text[group.span.start : group.span.end] == "Ann Lee and Bob Ray"
    assert parsed(text).doc[group.head].text == "and"


def test_two_roles_of_one_person_are_no_group(parsed):
    text = "The founder and president of the charity left."
    assert not [m for m in find_mentions(parsed(text)) if m.type == "Group"]


def test_the_head_of_a_titled_phrase_is_that_of_its_name(parsed):
    ann = parsed("Pentagon spokesman John Reed resigned.")
    found = [m for m in find_mentions(ann) if ann.doc[m.head].text == "Reed"]
    assert [(m.form, ann.surface(m.span)) for m in found] == [
        ("nominal", "Pentagon spokesman John Reed"),
        ("name", "John Reed"),
    ]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("She left the Open Seas Council.", "the Open Seas Council"),
        # the article of the noun that a name stands before is not the name's
        ("She left the Norwegian government.", "Norwegian"),
        ("The Open Seas Council meeting failed.", "Open Seas Council"),
    ],
)
def test_the_article_of_a_name(parsed, text, span):
    (name,) = [m for m in find_mentions(parsed(text)) if m.form == "name"]
    assert text[name.span.start : name.span.end] == span


@pytest.mark.parametrize("text", ["We met on Monday in March.", "Developing exports helps."])
def test_capitals_that_name_nothing(parsed, text):
    assert not [m for m in find_mentions(parsed(text)) if m.form == "name"]


def test_mentions_lie_in_the_text_and_hold_their_heads(parsed):
    for text, _ in NAMES:
        for mention in find_mentions(parsed(text)):
            assert 0 <= mention.span.start < mention.span.end <= len(text)
            assert mention.first <= mention.head < mention.last
