"""Descriptions and pronouns as a person would mark them."""

import pytest

from kg.mentions.mentions import find_mentions

PHRASES = [
    # The end of the phrase is Peru's name; "of" belongs to what the court is called.
    ("The senior diplomat from Peru left.", "The senior diplomat"),
    ("The court of Peru left.", "The court of Peru"),
    # What tells of somebody else, too, is no part of what one person is called; of a body it is.
    ("The senior diplomat with a stick left.", "The senior diplomat"),
    ("The senior diplomats with sticks left.", "The senior diplomats with sticks"),
    ("The firm with a new plan left.", "The firm with a new plan"),
    ("One of the victims left.", "One of the victims"),
    ("A panel of three judges led by Ann Lee left.", "A panel of three judges"),
    ("A team of doctors from Oslo led by Bo Dahl left.", "A team of doctors from Oslo"),
    ("Her Majesty left.", "Her Majesty"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Lieutenant-Colonel was hurt.", []),
        ("Secretary-General Ann Lee spoke.", [("Ann Lee", "Secretary-General")]),
        ("Prince-Archbishop Siegfried died.", [("Siegfried", "Prince-Archbishop")]),
    ],
)
def test_no_name_begins_at_a_hyphen(parsed, text, expected):
    found = [m for m in find_mentions(parsed(text)) if m.form == "name"]
    assert [(m.name, m.title) for m in found] == expected


@pytest.mark.parametrize("text", ["We met on Monday in March.", "Developing exports helps."])
def test_capitals_that_name_nothing(parsed, text):
    assert not [m for m in find_mentions(parsed(text)) if m.form == "name"]


def test_mentions_lie_in_the_text_and_hold_their_heads(parsed):
    for text, _ in PHRASES:
        for mention in find_mentions(parsed(text)):
            assert 0 <= mention.span.start < mention.span.end <= len(text)
            assert mention.first <= mention.head < mention.last


@pytest.mark.parametrize("text", ["And Norway?", "And the envoys?"])
def test_what_is_joined_to_nothing_is_no_group_of_its_own(parsed, text):
    found = [parsed(text).surface(m.span) for m in find_mentions(parsed(text))]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Kemal Yildiz won. The Turk smiled.", "The Turk"),
        ("An Australian won the race.", "An Australian"),
        ("The American president left.", None),
        ("The French won.", None),
    ],
)
def test_one_of_a_people_is_a_person_and_no_name(parsed, text, person):
    ann = parsed(text)
    words = ("Turk", "Australian", "American", "French")
    found = [m for m in find_mentions(ann) if ann.doc[m.head].text in words]
    people = [ann.surface(m.span) for m in found if (m.form, m.type) == ("nominal", "Person")]
    assert people == [person] * bool(person)
    assert len([m for m in found if m.form == "name"]) == (not person)


@pytest.mark.parametrize(
    "text",
    [
        "Both President Kemal Yildiz and Ann Lee left.",
        "It met neither President Kemal Yildiz nor Ann Lee.",
    ],
)
def test_a_titled_phrase_begins_with_its_title(parsed, text):
    ann = parsed(text)
    (titled,) = [m for m in find_mentions(ann) if m.form == "nominal" and m.type == "Person"]
    assert ann.surface(titled.span) == "President Kemal Yildiz"


def test_the_head_of_a_name_is_no_sign(parsed):
    ann = parsed("Senior diplomats from Iran and the P4+1 met in Vienna on Monday.")
    name = next(m for m in find_mentions(ann) if m.name == "P4+1")
    assert ann.doc[name.head].text == "P4"
