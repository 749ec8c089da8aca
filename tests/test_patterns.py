"""No regular expression of kg takes more than linear time, whatever text comes.

Each is tried on texts that its own repetitions are made for: what stands before one, then many
times what it repeats, then something that fits nowhere.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from kg.limits import DEFAULT

ROOT = Path(__file__).parent.parent
# Short ones first: what is exponential or of the third power would not end with a long one.
LENGTHS = (20, 22, 24, 400, 3_000, 20_000, 80_000)
# What is linear takes a few milliseconds; at four times the length, four times as many.
SECONDS, NOTICED, GROWTH = 0.5, 0.02, 10.0
# What is written by ourselves, in the ontology's own format.
# Or held against single names, which are no longer than words may be.
OUR_OWN = (
    "/knowledge/folding.py",
    "/knowledge/frames.py",
    "/knowledge/ontology.py",
    "/knowledge/catalogue.py",
)
COLLECT = """
import importlib, json, pathlib, pkgutil, re, sys
found, plain = {}, re._compile
def compiled(pattern, flags):
    made = plain(pattern, flags)
    frame = sys._getframe(1)
    while frame and "re/__init__" in frame.f_code.co_filename:
        frame = frame.f_back
    file = frame.f_code.co_filename if frame else ""
    if HOME in file and isinstance(made.pattern, str):
        found.setdefault((made.pattern, made.flags), file.removeprefix(HOME))
    return made
re._compile = compiled
import kg
for module in pkgutil.walk_packages(kg.__path__, "kg."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from tests.conftest import pipeline
from kg.pages.segment import segment
from kg.reading.article import Pipeline, extract
from tests.known import KNOWLEDGE
text = "Ann Lee met Bob Ray, 41, in Oslo on 3 May 2024.\\n\\u201cWe won't go,\\u201d he said."
document = kg.Document("a", text, True)
extract(document, segment(document, KNOWLEDGE)[0], Pipeline(pipeline(), KNOWLEDGE))
used = set()
for path in pathlib.Path(kg.__path__[0]).rglob("*.py"):
    calls = re.findall(r"(\\w+)\\.(?:search|finditer|findall|subn?|split)\\(", path.read_text())
    used.update(calls)
looked_for = {
    (value.pattern, value.flags)
    for name, module in list(sys.modules.items()) if name.startswith("kg.")
    for known, value in vars(module).items() if known in used and isinstance(value, re.Pattern)
}
print(json.dumps([[*key, file, key in looked_for] for key, file in found.items()]))
"""


def sample(tokens: object) -> str:
    """A text that fits a part of an expression, the shortest or nearly so."""
    return "".join(_one(op, value) for op, value in tokens)  # type: ignore[attr-defined]


def _one(op: object, value: object) -> str:
    if op is constants.LITERAL:
        return chr(value)
    if op is constants.NOT_LITERAL:
        return next(c for c in "a0 " if c != chr(value))
    if op is constants.ANY:
        return "a"
    if op is constants.IN:
        return _of_class(value)
    if op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
        least, most, body = value
        return sample(body) * max(least, min(1, most))
    if op is constants.SUBPATTERN:
        return sample(value[-1])
    if op is constants.ATOMIC_GROUP:
        return sample(value)
    if op is constants.BRANCH:
        return sample(value[1][0])
    return ""


def _of_class(items: list[tuple[object, object]]) -> str:
    probe = parser.SubPattern(parser.State(), [(constants.IN, items)])
    import re._compiler as compiler

    fits = compiler.compile(probe)
    tried = (chr(value) for op, value in items if op is constants.LITERAL)
    return next((c for c in [*"aA0 .,-\n'\"(<&#_;:é", *tried] if fits.fullmatch(c)), "a")


def attacks(tokens: object, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each repetition in an expression, and what that repeats."""
    for op, value in tokens:  # type: ignore[attr-defined]
        if op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            if value[1] is constants.MAXREPEAT or value[1] > 50:
                body = sample(value[2])
                if body:
                    yield before, body
                    yield "", before + body
            yield from attacks(value[2], before)
        elif op is constants.SUBPATTERN:
            yield from attacks(value[-1], before)
        elif op is constants.ATOMIC_GROUP:
            yield from attacks(value, before)
        elif op is constants.BRANCH:
            for branch in value[1]:
                yield from attacks(branch, before)
        elif op in (constants.ASSERT, constants.ASSERT_NOT):
            yield from attacks(value[1], before)
        before += _one(op, value)


def slow(pattern: re.Pattern[str], word: int = 10**9, anywhere: bool = True) -> str | None:
    """A text that takes an expression too long, shortened; its words have so many letters.

    ``anywhere`` says that it is looked for, not only held against a text from its beginning.
    """
    tokens = parser.parse(pattern.pattern, pattern.flags)
    # Its own repetitions first: if there is such a text, it is mostly of them.
    own, plain = attacks(tokens), (("", c) for c in "aA0 \n\t.,-'\"(<&#“")
    tried = dict.fromkeys([*own, ("", sample(tokens)), *plain])
    for before, body in tried:
        if not body:
            continue
        for after in ("\0", ""):
            looking = (pattern.search, lambda text: sum(1 for _ in pattern.finditer(text)))
            for run in (pattern.match, pattern.fullmatch, *(looking if anywhere else ())):
                took = 0.0
                for length in LENGTHS:
                    before_it = took
                    took = seconds(run, before + broken(body, length, word) + after)
                    grown = length == LENGTHS[-1] and took > GROWTH * before_it
                    if took > SECONDS or grown:
                        return f"{before!r} + {body!r} * {length // len(body)} + {after!r}"
                    if length == LENGTHS[-2] and took < NOTICED:
                        break
    return None


def broken(body: str, length: int, word: int) -> str:
    """A body again and again, with a space wherever a word of it would be too long."""
    times = length // len(body)
    if length <= word or any(map(str.isspace, body)):
        return body * times
    return (body * (word // len(body)) + " ") * (length // word)


def seconds(run: Callable[[str], object], text: str) -> float:
    """The time of this process that something takes with a text, at its quickest."""
    found = []
    for _ in range(2):
        began = time.process_time()
        run(text)
        found.append(time.process_time() - began)
        if found[0] < NOTICED or found[0] > 3 * SECONDS:
            break  # no other process makes that of a time of this one
    return min(found)


@pytest.mark.parametrize("wrong", [r"\s+$", r"(a+)+\Z", r"<a[^>]*b", r"(?:\w+ ?)*!x", r"a.*b.*c"])
def test_what_takes_the_square_is_noticed(wrong):
    assert slow(re.compile(wrong))


@pytest.mark.pipeline
def test_no_expression_takes_the_square_of_a_text():
    code = f"HOME = {str(ROOT / 'kg')!r}\n{COLLECT}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) > 50
    told = {}
    for pattern, flags, file, anywhere in found:
        if file in OUR_OWN:
            continue
        # Articles with longer words are refused; but pages are cut into articles before.
        word = 10**9 if file.startswith("/pages/") else DEFAULT.word_characters
        text = slow(re.compile(pattern, flags), word, anywhere)
        if text:
            told[f"{file}: {pattern[:80]}"] = text
    assert not told, json.dumps(told, indent=1)
