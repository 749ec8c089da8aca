import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.segment import segment

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
        for article in segment(document)
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
    first, second = segment(Document("page", PAGE))
    assert PAGE[first.span.start : first.span.end].endswith("for new pumps.")
    assert PAGE[second.title.start : second.title.end] == "Port workers end strike after wage deal"
    assert second.span.start == second.title.start


def test_the_date_of_the_visit_is_no_publication_date():
    assert [article.published for article in segment(Document("page", PAGE))] == [None, None]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.booleans())
def test_blocks_lie_in_order_within_their_articles(text, single):
    last = 0
    for article in segment(Document("any", text, single)):
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
    assert segment(Document("page", text)) == ()
