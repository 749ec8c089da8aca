import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.datelines import is_dateline
from kg.pages.layout import lines, masthead
from kg.pages.linekinds import byline, credit, date_of, furniture, picture
from tests.known import KNOWLEDGE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 3, 2025", "2025-03-03"),
        ("Saturday, January 3, 2026", "2026-01-03"),
        ("Published: 14 Aug. 2024, 10:35 GMT", "2024-08-14"),
        ("Updated on 2nd May 2023", "2023-05-02"),
        ("2025-02-28", "2025-02-28"),
        ("February 30, 2025", None),
        ("Talks on March 3, 2025", None),
        ("Monday", None),
    ],
)
def test_a_date_alone_on_a_line(text, expected):
    assert date_of(text, KNOWLEDGE) == expected


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        (furniture, "Advertisement", True),
        (furniture, "Read more »", True),
        (furniture, "Page 2 of 7", True),
        (furniture, "* * *", True),
        (furniture, "You may also like: Mayor of Elmsford quits", True),
        (furniture, "Share this on Facebook | Tweet | Email", True),
        (furniture, "Most read", True),
        (furniture, "Share of women in parliament grows", False),
        (byline, "By Una Marr and Tor Hald", True),
        (byline, "By Una Marr, The Velm Courier", True),
        (byline, "By the river they met again", False),
        (credit, "(Reporting by Una Marr; Editing by Tor Hald)", True),
        (credit, "Reporting the truth is hard", False),
        (picture, "Ada Brix signs the pact. (Photo: Una Marr/Reuters)", True),
        (picture, "Ada Brix signs the pact (Una Marr/Reuters)", True),
        (picture, "Photo by Una Marr", True),
        (picture, "Photos of the meeting were shown", False),
        (is_dateline, "VELM, Norland —", True),
        (is_dateline, "PARIS (AP) —", True),
        (is_dateline, "Paris is calm", False),
    ],
)
def test_lines_that_are_known_by_their_look(check, text, expected):
    assert check(text, KNOWLEDGE) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saturday, January 3, 2026\nHome Blog Page 22\n\nA headline", [True, True, False]),
        ("A headline\n\nJanuary 3, 2026\n\nThe text.", [False, False, False]),
        ("Old text.\n\nMonday, May 5, 2025\nHome » Blog » Page 3", [False, True, True]),
    ],
)
def test_mastheads(text, expected):
    found = lines(text, KNOWLEDGE)
    assert [masthead(found, index) for index in range(len(found))] == expected


WRAPPED = """The ministers of both countries met in
Velm on Monday to sign the pact that their
parliaments had passed in May.

“This pact gives both banks a share of the
water,” the minister said, and the crowd
cheered."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.\n\nThree.", ["One.", "Two.", "Three."]),
        ("One.\r\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
        ("The pact was signed by\n\nAda Brix of Norland.", ["The pact was signed by … Norland."]),
        ("She said on\nMonday\nthat it works.", ["She said on", "Monday … works."]),
        ("He signed the\nNorland Act.", ["He signed the … Act."]),
        ("Ada Vik-\nHolm, head of\nVelm, met the ta-\nxi union on Mon-\nday.", ["Ada … day."]),
        ("She came. (See also: Mayor quits, page 4.) He left.", ["She came.", "He left."]),
        ("She came (see also page 4) and left.", ["She came (see also page 4) and left."]),
        ("She came. [...] He left.", ["She came. [...] He left."]),
        ("She came. Continued on page 9", ["She came."]),
        (WRAPPED, ["The ministers … May.", "“This pact … cheered."]),
        (WRAPPED.replace("\n\n", "\n"), ["The ministers … May.", "“This pact … cheered."]),
    ],
)
def test_paragraphs_are_put_together(text, expected):
    found = [line.text for line in lines(text, KNOWLEDGE)]
    assert len(found) == len(expected)
    for line, shape in zip(found, expected, strict=True):
        first, _, last = shape.partition(" … ")
        assert line.startswith(first) and line.endswith(last or first)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland and Estmark sign river pact", True),
        ("Barrow Picks A Judge For The High Court. Nobody Saw It Coming.", True),
        ("Norland and Estmark signed a river pact on Monday.", False),
        ("Madam Chair,", False),
        ("Who pays for the pact?", True),
        ("“We will not sign,” she said", True),
        ("[Additional material]", False),
        ("• First item of a list", False),
        ("word " * 30, False),
    ],
)
def test_what_could_be_a_headline(text, expected):
    (line,) = lines(text, KNOWLEDGE)
    assert line.titlelike is expected


@given(st.text(alphabet="aB .,\n\r\u2028?“”-", max_size=120))
def test_lines_keep_every_word(text):
    found = lines(text, KNOWLEDGE)
    assert "".join("".join(line.text.split()) for line in found) == "".join(text.split())
    assert all(text[line.span.start : line.span.end] == line.text for line in found)
