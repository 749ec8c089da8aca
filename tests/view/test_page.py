"""The page: what it allows, that words of pages are never markup, and the same each time."""

import base64
import hashlib
import re
from dataclasses import replace

from kg.graph.terms import Names
from kg.records import Corpus
from kg.view.contract import packed, unpacked
from kg.view.page import filled, page
from tests.graph.test_graph import fact, made
from tests.known import KNOWLEDGE

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def of(read: Corpus, title: str = "") -> str:
    return page(read, KNOWLEDGE.catalogue, Names(), title)


def called(read: Corpus, name: str) -> Corpus:
    """The corpus with its first entity and the sentence of each fact called otherwise."""
    (extraction,) = read.extractions
    first, *rest = extraction.entities
    changed = replace(extraction, entities=(replace(first, name=name), *rest))
    return Corpus((changed,), dict.fromkeys(read.quotes, name), {})


def data(text: str) -> dict:
    return unpacked(re.search(r'id="data">\s*([^<]*?)\s*</script>', text)[1])


def test_the_policy_allows_what_stands_in_the_page_and_nothing_else():
    text = of(made(fact()))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for rule, element in (("script-src", "script"), ("style-src", "style")):
        inside = re.findall(rf"^<{element}>(.*?)^</{element}>", text, re.S | re.M)
        digests = (hashlib.sha256(each.encode()).digest() for each in inside)
        assert rules[rule].split() == [
            f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests
        ]
    assert not re.search(r"\sstyle=|\son[a-z]+=|<(script|link|img|iframe)[^>]*\s(src|href)=", text)


def test_words_from_pages_are_never_markup():
    plain, hostile = of(made(fact())), of(called(made(fact()), HOSTILE))
    assert HOSTILE in data(hostile)["strings"]
    # All that differs is the data.
    assert re.sub(r'id="data">[^<]*<', "", hostile) == re.sub(r'id="data">[^<]*<', "", plain)


def test_a_title_is_a_title():
    text = of(made(fact()), "News @data@ & <b>more</b>")
    assert "<title>News @data@ &amp; &lt;b&gt;more&lt;/b&gt;</title>" in text
    assert data(text)["title"] == "News @data@ & <b>more</b>"


def test_no_place_is_left_to_fill():
    assert not re.search(r"^@script|@(title|data|policy|style)@", of(made(fact())), re.M)


def test_the_same_graph_gives_the_same_page():
    assert of(made(fact())) == of(made(fact()))


def test_a_page_of_nothing_is_a_page():
    text = of(made())
    assert data(text)["nodes"]["iri"] == []
    assert filled(packed(data(text)), "News knowledge graph") == text
