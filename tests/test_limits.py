"""What passes a limit costs its own input, in one line, and nothing else."""

import os
import time
from types import SimpleNamespace

import pytest

from kg.errors import InputError
from kg.inputs import web
from kg.inputs.read import read
from kg.limits import (
    DEFAULT,
    LimitError,
    Limits,
    check_page,
    check_sentences,
    check_text,
    limited,
)
from kg.model import Document, Problem

SENTENCE = "Minister Ann Lee met Bob Ray in Oslo on Monday. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(" * 30_000 + ")" * 30_000, "word_characters"),
        (SENTENCE * 10_000, "article_characters"),
        (("“ " + SENTENCE) * 3_000 + "”" * 1_500, "quotation_marks"),
        ('" ' * 9_000, "quotation_marks"),
    ],
)
def test_hostile_texts_are_refused_at_once(text, name):
    began = time.process_time()
    with pytest.raises(LimitError, match=f"{name}.*give --limit {name}=") as raised:
        check_text(text, Limits(article_characters=200_000 if "art" in name else 10**6))
    assert raised.value.name == name
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 3_000,
        '"Yes," she said. ' * 1_500,
        "https://x.example/" + "a" * 1_900,
        "",
        "\n" * 9,
    ],
)
def test_news_is_far_below(text):
    check_text(text, DEFAULT)


def test_long_tags_and_sentences_are_refused():
    tag = "<p " + " ".join(f"a{n}=1" for n in range(20_000))
    for page in (f"{tag}>x</p>", tag, f"<b>{tag} <p>"):
        with pytest.raises(LimitError, match=r"tag of 20,00\d words; the limit is 10,000"):
            check_page(page, DEFAULT)
    check_page(f"<img src='data:{'A' * 300_000}'>" * 3 + "<p a=1>" * 20_000, DEFAULT)
    check_page("< " * 200_000 + "x < y " * 20_000, DEFAULT)
    with pytest.raises(LimitError, match="sentence of 2,001 words"):
        check_sentences([3, 2_001, 5], DEFAULT)
    check_sentences([], DEFAULT)
    check_sentences([2_000], DEFAULT)


def test_a_limit_is_changed_by_its_name():
    assert limited(["seconds=5", "sentence_words=9"]) == Limits(seconds=5, sentence_words=9)
    for wrong in (
        "second=5",
        "seconds",
        "seconds=-1",
        "seconds=0",
        "seconds=1.5",
        "=",
        "seconds=9e9",
    ):
        with pytest.raises(InputError, match="--limit"):
            limited([wrong])


def html(body: str) -> str:
    return f"<html><body><article><h1>A title of some words</h1>{body}</article></body></html>"


def found_in(path, limits=DEFAULT) -> list[Document | Problem]:
    return list(read([str(path)], limits))


def test_a_hostile_page_is_a_line_and_the_others_are_read(tmp_path):
    attributes = " ".join(f"a{n}=1" for n in range(200_000))
    (tmp_path / "a.html").write_text(html(f"<p {attributes}>{SENTENCE * 5}</p>"))
    (tmp_path / "b.html").write_text(html(f"<p>{SENTENCE * 5}</p>"))
    (tmp_path / "c.html").write_text("<html><body>" + "<div>" * 50_000 + SENTENCE * 5)
    (tmp_path / "d.txt").write_text(SENTENCE)
    (tmp_path / "e.jsonl").write_text(
        '{"id": ' + "[" * 100_000 + "\n" + '{"id": "x", "text": "Y."}\n'
    )
    began = time.monotonic()
    first, second, third, fourth, fifth, sixth = found_in(tmp_path)
    assert isinstance(first, Problem) and "--limit tag_words=400" in first.message
    assert isinstance(second, Document) and isinstance(fourth, Document)
    assert isinstance(third, Problem) and isinstance(fifth, Problem)
    assert isinstance(sixth, Document) and sixth.id == "x"
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("how", ["hangs", "dies"])
def test_a_decoder_that_hangs_or_dies_costs_its_page(tmp_path, monkeypatch, how):
    def decoder(text):
        if "stop here" in text:
            while how == "hangs":
                time.sleep(0.1)
            os._exit(1)
        return SimpleNamespace(text="x", title="", date="", sitename="", url="", author="")

    monkeypatch.setattr(web, "_extracted", decoder)
    monkeypatch.setattr("kg.processes._GRACE", 0.5)
    (tmp_path / "a.html").write_text(html("stop here"))
    (tmp_path / "b.html").write_text(html("go on"))
    first, second = found_in(tmp_path, Limits(seconds=1))
    said = "not done after 1 seconds" if how == "hangs" else "the process that decoded it died"
    assert isinstance(first, Problem) and said in first.message
    assert second == Document("b.html", "x", single=True)


def test_sizes_are_limits_too(tmp_path):
    (tmp_path / "a.txt").write_text("x" * (2 << 20))
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "' + "x" * (2 << 20) + '"}\n')
    first, second = found_in(tmp_path, Limits(file_megabytes=1, line_megabytes=1))
    assert isinstance(first, Problem) and "--limit file_megabytes=2" in first.message
    assert isinstance(second, Problem) and "--limit line_megabytes=2" in second.message
