"""What it costs to unpack inputs: documents a second, and the memory of all processes.

    python benchmarks/inputs.py [--records 1000] [--megabytes 1000]

A WARC of so many pages, a JSON Lines file and a CSV of that size, and the former packed, are made
in a temporary folder and read from end to end; nothing is parsed. The peak is that of this process
and of the one that decodes, above what they have before.
"""

import argparse
import csv
import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SENTENCE = "Minister Ann Lee of Norland met Bob Ray in Velm on day {} and spoke of the ferry line. "
PAGE = """<html lang="en"><head><title>Story {n}</title><script type="application/ld+json">
{{"@type": "NewsArticle", "datePublished": "2025-05-09T10:00:00+02:00"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Story {n}</h1>{text}</article></body></html>"""


def text(number: int) -> str:
    return "\n\n".join(SENTENCE.format(f"{number}-{part}") * 4 for part in range(8))


def warc(path: Path, records: int) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(records):
            paragraphs = "".join(f"<p>{part}</p>" for part in text(number).split("\n\n"))
            page = io.BytesIO(PAGE.format(n=number, text=paragraphs).encode())
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"https://times.example/{number}"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=page, http_headers=head)
            )


def lines(path: Path, megabytes: int) -> None:
    with gzip.open(path, "wb", 1) if path.suffix == ".gz" else path.open("wb") as file:
        for number in range(megabytes * 2**20 // (len(text(0)) + 30)):
            row = {"id": str(number), "text": text(number)}
            file.write(json.dumps(row).encode() + b"\n")


def table(path: Path, megabytes: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text"])
        for number in range(megabytes * 2**20 // (len(text(0)) + 30)):
            writer.writerow([number, text(number)])


def measure(path: str) -> None:
    """Read a file; print documents, seconds and megabytes."""
    from kg.inputs.read import read
    from kg.model import Document

    def peak() -> float:
        usages = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        return max(resource.getrusage(usage).ru_maxrss for usage in usages) / 1024

    before, began, count = peak(), time.perf_counter(), 0
    middle = 0.0
    for found in read([path]):
        count += isinstance(found, Document)
        if count == 200:
            middle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = time.perf_counter() - began
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{Path(path).name}: {Path(path).stat().st_size / 2**20:,.0f} MB, {count:,} documents, "
        f"{count / took:,.0f} a second; memory {before:.0f} MB before, {middle:.0f} after 200 "
        f"documents, {own:.0f} at the most; {peak():.0f} with the process that decodes"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--file")
    asked = parser.parse_args()
    if asked.file:
        measure(asked.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        warc(home / "small.warc.gz", asked.records // 4)
        warc(home / "large.warc.gz", asked.records)
        lines(home / "small.jsonl", asked.megabytes // 4)
        lines(home / "large.jsonl", asked.megabytes)
        lines(home / "large.jsonl.gz", asked.megabytes)
        table(home / "large.csv", asked.megabytes)
        for path in sorted(home.iterdir()):
            subprocess.run([sys.executable, __file__, "--file", str(path)], check=True)


if __name__ == "__main__":
    main()
