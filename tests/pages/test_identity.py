"""Articles and documents are called by what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.pages.identity import article_id, told_apart
from kg.pages.segment import segment
from tests.known import KNOWLEDGE

NEWS = """Ferry line opens between Velm and Ostra

The first ferry left the harbour of Velm on Monday with forty people aboard, the line said.

“We waited two years for this,” said Ada Brix, who runs it.
"""
OTHER = """Bakers of Ostra win prize for rye bread

Three bakers took the prize of the county on Sunday, the jury in Ostra said after a long night.

“Bread is a matter of patience,” said Bo Ravn, the oldest of them.
"""


def test_an_id_is_readable_and_its_mark_stands_for_text_and_address():
    plain = article_id(NEWS)
    assert plain.startswith("ferry-line-opens-between-velm-and-ostra-")
    known = {plain, article_id(NEWS + " "), article_id(NEWS, "https://velm.example/ferry")}
    assert len(known) == 3
    assert len({id.rpartition("-")[2] for id in known}) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain.", "rain-"),
        ("a" * 99, "a" * 40 + "-"),
        ("word " * 30, "word-word-word-word-word-word-word-word-"),
        ("\n\n“No,” she said.\nMore.", "no-she-said-"),
        ("Переговоры в Осло", "peregovory-v-oslo-"),
    ],
)
def test_the_readable_part_is_the_first_words(text, expected):
    readable, _, mark = article_id(text).rpartition("-")
    assert f"{readable}-" == expected
    assert len(mark) == 12 and set(mark) <= set("0123456789abcdef")


def test_neither_place_nor_page_is_in_an_id():
    (alone,) = segment(Document("a", NEWS, True), KNOWLEDGE)
    (elsewhere,) = segment(
        Document("b/c.txt", f"\n\n{NEWS}", True, published="2024-05-01"), KNOWLEDGE
    )
    first, second = segment(Document("page.txt", f"{NEWS}\n{OTHER}"), KNOWLEDGE)
    other, last = segment(Document("page.txt", f"12 May 2024\n\n{OTHER}\n{NEWS}"), KNOWLEDGE)
    assert alone.id == elsewhere.id == first.id == last.id
    assert second.id == other.id != alone.id
    assert first.span.start != last.span.start and first.digest != last.digest
    (told,) = segment(Document("a", NEWS, True, url="https://velm.example/ferry"), KNOWLEDGE)
    assert told.id != alone.id and told.url == "https://velm.example/ferry"


def named(*documents: Document) -> list[str]:
    return [document.id for document in told_apart(documents)[0]]


def test_documents_of_one_name_are_told_apart_by_their_texts():
    one, two = Document("in/a.txt", NEWS), Document("in/a.txt", OTHER)
    names = named(one, two)
    assert names == named(two, one) and len(set(names)) == 2
    assert all(name.startswith("in/a~") and name.endswith(".txt") for name in names)
    assert named(one) == ["in/a.txt"]
    assert named(
        Document("7", NEWS, True), Document("7", NEWS, True, url="https://v.example/7")
    ) == (named(Document("7", NEWS, True, url="https://v.example/7"), Document("7", NEWS, True)))


def test_a_document_that_is_there_twice_is_kept_once_and_that_is_said():
    bare, dated = Document("a", NEWS, True), Document("a", NEWS, True, published="2024-05-01")
    for given_ in ((bare, dated), (dated, bare)):
        kept, (notice,) = told_apart(given_)
        assert kept == [dated]
        assert notice.document == "a" and not notice.skipped and "more than once" in notice.message
    assert told_apart([bare, Document("b", NEWS, True)])[1] == []


@given(
    st.lists(
        st.builds(Document, st.sampled_from("abc"), st.sampled_from(["x", "y", "z"]),
                  published=st.sampled_from([None, "2024-05-01", "2024-05-02"])),
        max_size=8,
    ).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)  # fmt: skip
def test_the_order_does_not_matter(orders):
    one, other = map(told_apart, orders)
    assert one == other
    kept = [document.id for document in one[0]]
    assert len(kept) == len(set(kept)) == len({(d.id, d.text) for d in orders[0]})
