"""Whole runs over crawls: articles a second, memory on the way, and the graph beside that of files.

    python benchmarks/whole.py [--records 4000] [--megabytes 1000] [--pages 1000] [--same 200]

Made in a temporary folder: JSON Lines as crawls are kept, in which each record has a short text
beside the raw page and what the server said, and a WARC of whole pages. The texts are those of the
sample pages, each time with other names. Both are read from end to end by `kg.Reader.stream` in one
process, facts and all; then the graph of the first so many records is built from each and from the
same texts as plain files, and the files of both graphs are compared byte by byte.
"""

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import kg  # noqa: E402
from kg.inputs.read import read  # noqa: E402
from kg.knowledge.knowledge import load_knowledge  # noqa: E402
from kg.model import Document  # noqa: E402
from kg.reading.batch import arrange  # noqa: E402

PAGES = ROOT / "tests" / "data" / "pages"
FILES = ("facts.jsonl", "graph.ttl", "graph.html", "problems.jsonl")
SITE = "https://times.example/"
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprst"
_LINK = (
    '<li class="nav__item"><a href="/section/{n}/all" data-track="menu-{n}">Section {n}</a></li>\n'
)
_PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="{url}"><script>var page = {{"number": {n}}};</script></head><body>
<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"""


def articles() -> list[str]:
    """The articles of the sample pages, without subheads, which a .txt has no mark for."""
    documents = [found for found in read([str(PAGES)]) if isinstance(found, Document)]
    batch = arrange(documents, load_knowledge())
    return [
        "\n".join(
            document.text[block.span.start : block.span.end]
            for block in one.blocks
            if block.kind != "subhead"
        )
        for document, many in batch.pages
        for one in many
    ]


def texts() -> Iterator[str]:
    """Their texts, again and again, each time with other names."""
    samples = articles()
    names = sorted({name for text in samples for name in _NAME.findall(text)})
    copy = 0
    while True:
        turned = str.maketrans(_VOWELS, _VOWELS[copy % 5 :] + _VOWELS[: copy % 5])
        ending, rest = "", copy // 5
        while rest:
            ending += _CONSONANTS[rest % 12] + _VOWELS[rest // 12 % 5]
            rest //= 60
        other = {name: name[0] + name[1:].translate(turned) + ending for name in names}
        for text in samples:
            yield re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m, by=other: by.get(m[0], m[0]), text)
        copy += 1


def page(number: int, text: str, size: int) -> str:
    """A web page of that article, with a menu that makes up the size."""
    title, *rest = [part for part in text.split("\n") if part.strip()]
    links = "".join(_LINK.format(n=n) for n in range(max(0, size - len(text)) // len(_LINK)))
    paragraphs = "".join(f"<p>{part}</p>\n" for part in rest)
    return _PAGE.format(
        title=title, url=f"{SITE}{number}", n=number, links=links, paragraphs=paragraphs
    )


def write_lines(path: Path, records: int, megabytes: int) -> None:
    size = megabytes * 1_000_000 // records
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(islice(texts(), records)):
            row = {
                "id": f"{number:06}.txt",
                "fetched": "2025-05-09T10:00:00Z",
                "status": 200,
                "headers": {"content-type": "text/html; charset=utf-8", "server": "press"},
                "html": page(number, text, size * 7 // 8),  # quotation marks take a sign more
                "text": text,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_warc(path: Path, records: int, size: int) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, text in enumerate(islice(texts(), records)):
            told = [("Content-Type", "text/html; charset=utf-8")]
            writer.write_record(
                writer.create_warc_record(
                    f"{SITE}{number}",
                    "response",
                    payload=io.BytesIO(page(number, text, size).encode()),
                    http_headers=StatusAndHeaders("200 OK", told, protocol="HTTP/1.1"),
                )
            )


def _memory(key: str) -> int:
    """The megabytes of this process that the system tells under a key."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"^{key}:\s+(\d+) kB", status, re.M)[1]) // 1024  # type: ignore[index]


def measure(path: Path, records: int) -> None:
    """Read a file from end to end, facts and all; print what it takes."""
    reader = kg.Reader(parses="none")
    list(reader.stream(Document("first", next(texts()), single=True)))  # what is loaded once
    marks = {max(1, records * part // 100): part for part in (10, 25, 50, 75, 100)}
    before, facts, words, count = _memory("VmRSS"), 0, 0, 0
    known = len(reader.nlp.vocab.strings)
    held = list[str]()
    began, spent = time.monotonic(), sum(os.times()[:4])
    for count, article in enumerate(reader.stream(path, on_problem=print), 1):
        facts += len(article.facts)
        words += len(article.text.split())
        if count in marks:
            held.append(f"{marks[count]}%: {_memory('VmRSS')}")
            print(f"  {count:,} after {time.monotonic() - began:,.0f} s; {held[-1]} MB", flush=True)
    took, used = time.monotonic() - began, sum(os.times()[:4]) - spent
    print(
        f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, {count:,} articles, {words:,} words, "
        f"{facts:,} facts, {len(reader.nlp.vocab.strings) - known:,} words never met before; "
        f"{took:,.0f} s by the clock, {used:,.0f} of the processor; "
        f"{count / took:.1f} articles a second, {count / used:.1f} of the processor's; MB "
        f"{before} before, {', '.join(held)}, at the most {_memory('VmHWM')}; load "
        f"{os.getloadavg()[0]:.1f}",
        flush=True,
    )


def compare(path: Path, home: Path, count: int) -> None:
    """Build the graph of a file and that of the same articles as plain files."""
    reader = kg.Reader(parses="none", base="https://kg.example.org/")
    plain = home / f"plain-{path.stem}"
    plain.mkdir()
    warc = path.name.endswith(".warc.gz")
    for number, text in enumerate(islice(texts(), count)):
        name = f"{number:06}.html" if warc else f"{number:06}.txt"
        (plain / name).write_text(page(number, text, 100_000) if warc else text, encoding="utf-8")
    files = [found for found in read([str(plain)]) if isinstance(found, Document)]
    if warc:  # a page of a crawl is called by its address
        files = [replace(d, id=f"{SITE}{int(d.id.removesuffix('.html'))}") for d in files]
    graphs = [reader.build(given, home / f"{path.stem}-{name}")
              for name, given in (("crawl", path), ("files", files))]  # fmt: skip
    same = [
        name
        for name in FILES
        if len({(graph.directory / name).read_bytes() for graph in graphs}) == 1
    ]
    print(f"{path.name}: {graphs[0]!r}; the same bytes as from files: {', '.join(same)} "
          f"of {', '.join(FILES)}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=4_000)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--same", type=int, default=200)
    parser.add_argument("--only", choices=["lines", "warc", "same"])
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.file:
        measure(asked.file, asked.records)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        lines, warc = home / "crawl.jsonl", home / "crawl.warc.gz"
        again = [sys.executable, __file__, "--file"]
        if asked.only in (None, "same"):
            write_lines(home / "part.jsonl", asked.same, asked.same // 10)
            compare(home / "part.jsonl", home, asked.same)
            write_warc(home / "part.warc.gz", asked.same, 100_000)
            compare(home / "part.warc.gz", home, asked.same)
        if asked.only in (None, "warc"):
            write_warc(warc, asked.pages, 100_000)
            subprocess.run([*again, warc, "--records", str(asked.pages)], check=True)
        if asked.only in (None, "lines"):
            write_lines(lines, asked.records, asked.megabytes)
            subprocess.run([*again, lines, "--records", str(asked.records)], check=True)


if __name__ == "__main__":
    main()
