"""What an input may cost: one that passes a limit is a problem, and the others are read.

The limits are far above what news has. Those that count something are checked before time is spent;
what they do not foresee ends with the seconds of an input, or the memory of a process.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from kg.errors import InputError

_TAG = re.compile(r"<[a-zA-Z][^<>]*")
_WORD = re.compile(r"\S+")
_MARKS = re.compile('[“”„«»"]')


@dataclass(frozen=True)
class Limits:
    """The limits, by the names under which ``--limit`` changes them."""

    seconds: int = 60
    """For each page that is decoded, and each article that is read."""
    file_megabytes: int = 256
    fetched_megabytes: int = 16
    """For what is fetched from the web, unpacked."""
    line_megabytes: int = 16
    """For a line of JSON, which is an article."""
    tag_words: int = 10_000
    """Of a tag of HTML, with its attributes: parsers take the square of their number."""
    article_characters: int = 200_000
    word_characters: int = 2_000
    """Without white space: tokenisers take the square of it."""
    sentence_words: int = 2_000
    quotation_marks: int = 4_000
    """In an article."""
    memory_megabytes: int = 4_000
    """For a process that reads, besides what it begins with."""


DEFAULT = Limits()


class LimitError(InputError):
    """Something is more than its limit; the message says how to raise it."""

    def __init__(self, name: str, what: str, limit: int, found: int | None = None) -> None:
        asked = f"--limit {name}={2 * max(limit, found or 0)}"
        super().__init__(f"{what}; the limit is {limit:,} ({name}): mend it, or give {asked}")
        self.name = name


def limited(asked: Iterable[str]) -> Limits:
    """The limits with some of them changed, each as ``name=number``.

    Raises:
        InputError: There is none of that name, or it is no number above 0.
    """
    names = [field.name for field in fields(Limits)]
    found: dict[str, int] = {}
    for item in asked:
        name, _, value = item.partition("=")
        if name not in names:
            raise InputError(f"--limit {item}: no such limit; there are {', '.join(names)}")
        if not re.fullmatch(r"[1-9][0-9]{0,11}", value):
            raise InputError(f"--limit {item}: not a number above 0; give {name}=1000")
        found[name] = int(value)
    return replace(DEFAULT, **found)


def check_page(html: str, limits: Limits) -> None:
    """Raise `LimitError` where a tag of a web page is too long to be parsed."""
    for tag in _TAG.finditer(html):
        if tag.end() - tag.start() > limits.tag_words:
            words = len(tag[0].split())
            if words > limits.tag_words:
                raise LimitError("tag_words", f"a tag of {words:,} words", limits.tag_words, words)


def check_text(text: str, limits: Limits) -> None:
    """Raise `LimitError` where the text of an article has more than it may."""
    if len(text) > limits.article_characters:
        said = f"article of {len(text):,} characters"
        raise LimitError("article_characters", said, limits.article_characters, len(text))
    for word in _WORD.finditer(text):
        length = word.end() - word.start()
        if length > limits.word_characters:
            said = f"{length:,} characters without white space"
            raise LimitError("word_characters", said, limits.word_characters, length)
    marks = len(_MARKS.findall(text))
    if marks > limits.quotation_marks:
        said = f"{marks:,} quotation marks"
        raise LimitError("quotation_marks", said, limits.quotation_marks, marks)


def check_sentences(lengths: Iterable[int], limits: Limits) -> None:
    """Raise `LimitError` where one of the sentences, told by their lengths, is too long."""
    longest = max(lengths, default=0)
    if longest > limits.sentence_words:
        said = f"sentence of {longest:,} words"
        raise LimitError("sentence_words", said, limits.sentence_words, longest)


def out_of_time(limits: Limits) -> LimitError:
    """That reading has taken too long."""
    return LimitError("seconds", f"not done after {limits.seconds:,} seconds", limits.seconds)


def out_of_memory(limits: Limits) -> LimitError:
    """That reading needs too much memory."""
    return LimitError("memory_megabytes", "too large for its memory", limits.memory_megabytes)
