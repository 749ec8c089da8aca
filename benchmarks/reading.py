"""What reading costs: beside the bare parser, from kept parses, with workers, and by length.

    python benchmarks/reading.py speed [ARTICLES.jsonl]   # words a second, all in one run
    python benchmarks/reading.py growth                   # pages of 1,000 to 16,000 words, by stage
    python benchmarks/reading.py memory [--articles 2000] # of this process, while many are read

Times are those of the processor, this process and its workers together, and do not depend much on
what else the machine does; "wall" is the clock. Without a file the articles are those of the
sample pages, copied with other names.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import kg.reading.article as article  # noqa: E402
from kg.building.options import Options, keeping_parses, pipeline_of  # noqa: E402
from kg.inputs.read import read  # noqa: E402
from kg.model import Document  # noqa: E402
from kg.reading.batch import arrange  # noqa: E402
from kg.reading.run import run, stream  # noqa: E402
from kg.syntax.annotate import annotate_all, parse, tokenize  # noqa: E402

PAGES = ROOT / "tests" / "data" / "pages"
STAGES = (
    "annotate", "find_mentions", "find_attributions", "resolve", "name_countries", "find_clauses",
    "find_times", "statement_facts", "find_events", "find_relations", "find_actions",
    "find_propositions", "judged",
)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_VOWELS = "aeiou"


def spent() -> float:
    """Seconds of the processor, of this process and of those of its workers that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def texts(copies: int) -> Iterator[str]:
    """The sample pages' texts, again and again, each time with other names."""
    pages = [found.text for found in read([str(PAGES)]) if isinstance(found, Document)]
    names = {name for text in pages for name in _NAME.findall(text)}
    for copy in range(copies):
        turned = str.maketrans(_VOWELS, _VOWELS[copy % 5 :] + _VOWELS[: copy % 5])
        ending = "" if copy < 5 else "bdfgklmnprst"[copy // 5 % 12] + _VOWELS[copy // 60 % 5]
        other = {name: name[0] + name[1:].translate(turned) + ending for name in names}
        for text in pages:
            yield re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m, by=other: by.get(m[0], m[0]), text)


def speed(path: str | None) -> None:
    pipeline = pipeline_of(Options())
    if path:
        with open(path, encoding="utf-8") as rows:
            given = [json.loads(row) for row in rows]
        documents = [Document(str(n), row["text"], True) for n, row in enumerate(given)]
    else:
        documents = [Document(str(n), text) for n, text in enumerate(texts(5))]
    batch = arrange(documents, pipeline.knowledge)
    pages = [(document, one) for document, many in batch.pages for one in many]
    words = sum(len(document.text[a.span.start : a.span.end].split()) for document, a in pages)
    list(run(arrange(documents[:1], pipeline.knowledge), pipeline))  # what is loaded once

    with tempfile.TemporaryDirectory() as home:
        kept = keeping_parses(pipeline, Options(parses=f"{home}/parses.sqlite"))
        docs = [tokenize(*page, pipeline.nlp, pipeline.knowledge)[0] for page in pages]
        ways: dict[str, Callable[[], object]] = {
            "the parser as spaCy has it": lambda: list(_plain(docs)),
            "the parser as kg calls it": lambda: list(parse(docs, pipeline.nlp)),
            "kg, one process": lambda: list(run(batch, pipeline)),
            "kg, two workers": lambda: list(run(batch, pipeline, workers=2)),
            "kg, keeping parses": lambda: list(run(batch, kept)),
            "kg, from kept parses": lambda: list(run(batch, kept)),
        }
        print(f"{len(pages)} articles, {words:,} words, load {os.getloadavg()[0]:.1f}")
        print("| | s | words a second | of the first | wall s |\n|---|---|---|---|---|")
        first = 0.0
        for name, way in ways.items():
            began, clock = spent(), time.monotonic()
            way()
            took, wall = spent() - began, time.monotonic() - clock
            first = first or took
            print(
                f"| {name} | {took:.2f} | {words / took:,.0f} | {took / first:.2f} | {wall:.2f} |"
            )
        size = os.stat(f"{home}/parses.sqlite").st_size
        print(f"kept parses: {size:,} bytes, {size / words:.0f} a word")


def _plain(docs: list[Any]) -> Iterator[object]:
    import spacy

    from kg.syntax import DEFAULT_MODEL

    nlp = spacy.load(DEFAULT_MODEL)
    yield from nlp.pipe([doc.copy() for doc in docs])


def growth() -> None:
    pipeline = pipeline_of(Options())
    taken: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*given: Any, **more: Any) -> Any:
            began = time.process_time()
            try:
                found = function(*given, **more)
                # What is given one by one is made here, so that its time is told.
                return list(found) if isinstance(found, Iterator) else found
            finally:
                taken[name] = taken.get(name, 0.0) + time.process_time() - began

        return call

    for name in STAGES:
        setattr(article, name, timed(name, getattr(article, name)))
    many = " ".join(" ".join(text.split()) for text in texts(9)).split(" ")
    rows: dict[int, dict[str, float]] = {}
    for length in (500, 1_000, 2_000, 4_000, 8_000, 16_000):
        # A paragraph has some sixty words.
        lines = [" ".join(many[n : n + 60]) for n in range(0, length, 60)]
        document = Document("page", "\n".join(lines), True)
        (((_, (one,)),), *_) = (arrange([document], pipeline.knowledge).pages,)
        least: dict[str, float] = {}
        for _ in range(3):  # what else the machine does makes single runs longer
            taken.clear()
            began = time.process_time()
            (annotation,) = annotate_all([(document, one)], pipeline.nlp, pipeline.knowledge)
            taken["annotate"] = time.process_time() - began
            article.read_annotation(annotation, article.judged)
            taken["all"] = time.process_time() - began
            least = {name: min(spent, least.get(name, spent)) for name, spent in taken.items()}
        rows[length] = least
    lengths = [length for length in rows if length >= 1_000]
    print("| ms | " + " | ".join(f"{n:,}" for n in lengths) + " | the last doubling |")
    print("|---" * (len(lengths) + 2) + "|")
    for name in (*STAGES, "all"):
        cells = [f"{1000 * rows[n].get(name, 0):,.0f}" for n in lengths]
        last = rows[lengths[-1]].get(name, 0) / max(1e-9, rows[lengths[-2]].get(name, 0))
        print(f"| {name} | {' | '.join(cells)} | {last:.2f} |")


def memory(count: int) -> None:
    pipeline = pipeline_of(Options())
    given = (Document(str(n), text) for n, text in enumerate(texts(10**6)))
    print("| articles | MB of this process |\n|---|---|")
    read_so_far = 0
    for number, found in enumerate(stream(given, pipeline, workers=2)):
        read_so_far = number + 1
        if read_so_far % max(1, count // 10) == 0:
            with open("/proc/self/status", encoding="ascii") as lines:
                now = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
            print(f"| {read_so_far:,} | {now / 1024:.0f} |", flush=True)
        if read_so_far == count:
            break
        del found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["speed", "growth", "memory"])
    parser.add_argument("path", nargs="?")
    parser.add_argument("--articles", type=int, default=2_000)
    asked = parser.parse_args()
    if asked.what == "speed":
        speed(asked.path)
    elif asked.what == "growth":
        growth()
    else:
        memory(asked.articles)


if __name__ == "__main__":
    main()
