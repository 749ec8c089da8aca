import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.pages.segment import segment
from tests.known import KNOWLEDGE

PAGE = """Friday, May 9, 2031
Home Blog Page 12

Norland and Estmark sign river pact

Foreign Minister Ada Brix of Norland

Foreign ministers of Norland and Estmark signed a pact on the River Aun on Thursday.

“This pact gives both banks a share of the water,” Ada Brix said after the ceremony.

Next steps

The parliaments of both countries are expected to vote on the pact in June, officials said.

‘Water is not a weapon’

Farmers near the river welcomed the pact and asked both governments for new pumps.

Port workers end strike after wage deal

Dock workers in Velm returned to their cranes on Friday after a strike of nine days.

The union accepted a rise of four percent, its chairman Tor Hald told reporters.
"""


def kinds(text: str, **fields) -> list[list[tuple[str, str]]]:
    document = Document("page", text, **fields)
    return [
        [(block.kind, text[block.span.start : block.span.end][:20]) for block in article.blocks]
        for article in segment(document, KNOWLEDGE)
    ]


def test_a_page_holds_many_articles():
    assert kinds(PAGE) == [
        [
            ("headline", "Norland and Estmark "),
            ("caption", "Foreign Minister Ada"),
            ("body", "Foreign ministers of"),
            ("body", "“This pact gives bot"),
            ("subhead", "Next steps"),
            ("body", "The parliaments of b"),
            ("subhead", "‘Water is not a weap"),
            ("body", "Farmers near the riv"),
        ],
        [
            ("headline", "Port workers end str"),
            ("body", "Dock workers in Velm"),
            ("body", "The union accepted a"),
        ],
    ]


def test_articles_and_headlines_have_exact_spans():
    first, second = segment(Document("page", PAGE), KNOWLEDGE)
    assert PAGE[first.span.start : first.span.end].endswith("for new pumps.")
    assert PAGE[second.title.start : second.title.end] == "Port workers end strike after wage deal"
    assert second.span.start == second.title.start


def test_the_date_of_the_visit_is_no_publication_date():
    assert [article.published for article in segment(Document("page", PAGE), KNOWLEDGE)] == [
        None,
        None,
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.booleans())
def test_blocks_lie_in_order_within_their_articles(text, single):
    last = 0
    for article in segment(Document("any", text, single), KNOWLEDGE):
        assert article.span.start == article.blocks[0].span.start
        assert article.span.end == article.blocks[-1].span.end
        for block in article.blocks:
            assert last <= block.span.start < block.span.end <= len(text)
            said = text[block.span.start : block.span.end]
            assert said == said.strip()
            last = block.span.end


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\n\r\n", "Friday, May 9, 2031\nHome Blog Page 12\n"]
)
def test_nothing_to_read_is_no_article(text):
    assert segment(Document("page", text), KNOWLEDGE) == ()


ARTICLE = """Norland and Estmark sign river pact

By Una Marr

May 9, 2031

A crowd watches the ceremony (Una Marr/Reuters)

Foreign ministers of Norland and Estmark signed a pact on the River Aun on Thursday.

Next steps

The parliaments of both countries are expected to vote on the pact in June.

Editing by Tor Hald
"""


def test_one_article_with_all_its_kinds_of_blocks():
    (blocks,) = kinds(ARTICLE, single=True)
    assert [kind for kind, _ in blocks] == [
        "headline", "byline", "dateline", "caption", "body", "subhead", "body", "byline",
    ]  # fmt: skip
    (article,) = segment(Document("a", ARTICLE, single=True), KNOWLEDGE)
    assert article.published == "2031-05-09"


def test_what_the_document_says_of_its_date_counts():
    (article,) = segment(Document("a", ARTICLE, single=True, published="2031-05-10"), KNOWLEDGE)
    assert article.published == "2031-05-10"


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Pact signed\nThe pact was signed on Monday.", "Pact signed", "Pact signed"),
        ("Pact signed. The pact was signed on Monday.", "Pact signed.", "Pact signed."),
        ("The pact was signed on Monday. More soon.", "Pact signed", None),
        ("Pact signed\n\nThe pact was signed on Monday.", None, "Pact signed"),
        ("The pact was signed on Monday.", None, None),
        ("Pact signed", None, None),
    ],
)
def test_the_title_of_a_single_article(text, title, expected):
    (article,) = segment(Document("a", text, single=True, title=title), KNOWLEDGE)
    assert (article.title and text[article.title.start : article.title.end]) == expected


def test_articles_whose_places_are_known():
    text = "Pact\n\nIt was signed on Monday.\n\nStrike\n\nIt ended on Friday."
    found = segment(Document("page", text, starts=(0, text.index("Strike"))), KNOWLEDGE)
    assert [text[article.title.start : article.title.end] for article in found] == [
        "Pact",
        "Strike",
    ]


BODY = "The union accepted a rise of four percent, its chairman Tor Hald told reporters on {}."


@pytest.mark.parametrize(
    "line",
    [
        "Next steps",
        "‘We will be back’",
        "Union chairman Tor Hald",
        "Tor Hald and Ada Brix",
        "Mr. Chair,",
        "Did the union win?",
        "and that was not all of it for the workers",
        "Port workers end strike",
        "Reporting by Una Marr",
        "Velm, May 9, 2031",
    ],
)
def test_lines_that_start_no_article(line):
    page = "\n\n".join(
        ("Port workers end strike after wage deal", BODY.format("Friday"), BODY.format("Saturday"),
         line, BODY.format("Sunday"), BODY.format("Monday"))
    )  # fmt: skip
    assert len(segment(Document("page", page), KNOWLEDGE)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Museum of maps opens new hall in Estmark capital",
        "Museum Opens Hall Of Maps",
        "Curator: Maps ‘are the memory of a country’",
        "Estmark Museum Opens New Hall. Nobody Expected This Many Maps.",
    ],
)
def test_lines_that_start_an_article(line):
    text = "Visitors to the museum in Estmark can see {} maps in a new hall, the curator said."
    page = "\n\n".join(
        ("Port workers end strike after wage deal", BODY.format("Friday"), BODY.format("Saturday"),
         line, text.format("old"), text.format("rare"))
    )  # fmt: skip
    _, second = segment(Document("page", page), KNOWLEDGE)
    assert page[second.title.start : second.title.end] == line


def test_lists_of_other_articles_are_no_part_of_one():
    teasers = "Most read\n1. Vicar arrested\n2. Shop to open"
    text = f"A choir won a prize on Saturday.\n\n{teasers}\n\nIt sang."
    (article,) = segment(Document("page", text, single=True), KNOWLEDGE)
    kept = [text[block.span.start : block.span.end] for block in article.blocks]
    assert kept == ["A choir won a prize on Saturday.", "It sang."]


@pytest.mark.parametrize(
    "line",
    ["home » " + "a" * 20_000, "Home" + " > a" * 6_000, "Aa al Aa, Aa" * 2_000, "A" * 30_000,
     "Q" + "Aa'a" * 5_000, "'a'." * 5_000, "Photo: " + "a Getty Images " * 1_500],
)  # fmt: skip
def test_a_long_line_of_any_kind_takes_no_time(line):
    began = time.process_time()
    segment(
        Document("d", f"{line}\n\nAnn Lee met Bob Ray in Oslo on Monday.\n\n{line}."), KNOWLEDGE
    )
    assert time.process_time() - began < 1
