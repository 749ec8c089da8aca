"""A crawl says the same as the files that it was made of."""

import io
import json

from kg.inputs.read import read
from kg.model import Document

TEXT = "Envoys meet\nAnn Lee met Bob Ray in Velm on Friday.\nThey spoke of fish, and of boats."
PAGE = (
    '<!doctype html><html lang="en"><head><title>Envoys meet</title></head><body>'
    '<nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>Envoys meet</h1>'
    "<p>Ann Lee met Bob Ray in Velm on Friday.</p><p>They spoke of fish for hours.</p>"
    "</article></body></html>"
)
SITE = "https://times.example/"


def documents(path):
    return [found for found in read([str(path)]) if isinstance(found, Document)]


def test_a_record_with_a_raw_page_says_what_its_text_says(tmp_path):
    names = ["a.txt", "b.txt"]
    rows = [{"id": n, "status": 200, "html": PAGE * 100, "text": f"{TEXT} {n}"} for n in names]
    lines = tmp_path / "crawl.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    for row in rows:
        (plain / row["id"]).write_text(row["text"], encoding="utf-8")
    crawl, files = documents(lines), documents(plain)
    assert [(d.id, d.text) for d in crawl] == [(d.id, d.text) for d in files]


def test_a_record_of_a_warc_says_what_its_page_says(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    warc, page = tmp_path / "crawl.warc.gz", tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    with warc.open("wb") as file:
        writer, told = WARCWriter(file, gzip=True), [("Content-Type", "text/html; charset=utf-8")]
        head = StatusAndHeaders("200 OK", told, protocol="HTTP/1.1")
        content = io.BytesIO(PAGE.encode())
        writer.write_record(
            writer.create_warc_record(f"{SITE}1", "response", payload=content, http_headers=head)
        )
    (crawled,), (saved,) = documents(warc), documents(page)
    assert crawled.id == f"{SITE}1" and saved.id == "page.html"
    assert (crawled.text, crawled.title, crawled.single) == (saved.text, saved.title, saved.single)
