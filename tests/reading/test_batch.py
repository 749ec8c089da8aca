"""Every text is one article, wherever and however often it stands."""

import itertools

from kg.model import Document, Problem
from kg.pages.segment import segment
from kg.reading.batch import Batch, arrange
from tests.known import KNOWLEDGE
from tests.pages.test_identity import NEWS, OTHER


def articles(batch: Batch):
    return [article for _, found in batch.pages for article in found]


def test_one_text_under_two_names_is_one_article_in_two_places():
    documents = [
        Document("b.txt", NEWS),
        Document("late", NEWS, True, published="2024-05-09", publisher="Velm Post"),
        Document("early", NEWS, True, published="2024-05-08"),
    ]
    for order in itertools.permutations(documents):
        batch = arrange(order, KNOWLEDGE)
        (article,) = articles(batch)
        # It is read where it was published first.
        assert (article.document, article.published) == ("early", "2024-05-08")
        assert [copy.document for copy in article.copies] == ["late", "b.txt"]
        assert article.copies[0].publisher == "Velm Post"
        assert batch == arrange(documents, KNOWLEDGE)


def test_an_article_on_two_pages_is_one():
    first = Document("1.txt", f"{NEWS}\n{OTHER}")
    second = Document("2.txt", f"12 May 2024\n\n{OTHER}")
    (one, two), (rest,) = segment(first, KNOWLEDGE), segment(second, KNOWLEDGE)
    assert two.id == rest.id
    batch = arrange([first, second], KNOWLEDGE)
    assert [found.id for found in articles(batch)] == [one.id, two.id]
    (copy,) = articles(batch)[1].copies
    assert second.text[copy.span.start : copy.span.end] == OTHER.strip()
    assert (copy.document, copy.digest) == ("2.txt", rest.digest)


def test_a_text_that_is_twice_on_one_page_is_one_article():
    second = len(NEWS) + 1
    starts = (0, second, second + len(OTHER) + 1)
    page = Document("1.txt", f"{NEWS}\n{OTHER}\n{NEWS}", starts=starts)
    assert len(segment(page, KNOWLEDGE)) == 3
    one, two = articles(arrange([page], KNOWLEDGE))
    (copy,) = one.copies
    assert (copy.document, two.copies) == ("1.txt", ())
    assert page.text[copy.span.start : copy.span.end] == NEWS.strip() and copy.span > two.span


def test_one_text_at_two_addresses_is_two_articles():
    rows = [Document(n, NEWS, True, url=f"https://velm.example/{n}") for n in "ab"]
    assert [found.copies for found in articles(arrange(rows, KNOWLEDGE))] == [(), ()]


def test_what_has_no_article_is_a_problem_and_others_are_passed_on():
    found = Problem("x.txt", "read", "empty; leave it out")
    batch = arrange([Document("e", "\n \n"), found], KNOWLEDGE)
    assert batch.pages == ()
    assert batch.problems == (found, Problem("e", "segment", "no article in it; leave it out"))
