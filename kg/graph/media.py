"""The forms in which answers are written: SPARQL 1.1 results as JSON, XML, CSV and TSV, and RDF.

A form has the media types by which it is asked for; the first of them is what it is sent as.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Rows = Iterable[Sequence[Cell]]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Table:
    """A form of the rows of a SELECT and of the answer to an ASK."""

    media: tuple[str, ...]
    write: Callable[[Sequence[str], Rows], Iterator[str]]
    boolean: Callable[[bool], str]


@dataclass(frozen=True, slots=True)
class Triples:
    """A form of the triples of a CONSTRUCT or DESCRIBE, and of graphs."""

    media: tuple[str, ...]
    format: ox.RdfFormat


def _json(variables: Sequence[str], rows: Rows) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(list(variables))}}},"results":{{"bindings":['
    comma = "\n"
    for row in rows:
        bound = {name: cell(term) for name, term in zip(variables, row, strict=True) if term}
        yield comma + json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        comma = ",\n"
    yield "\n]}}\n"


def cell(term: Cell) -> dict[str, object]:
    """A term as SPARQL 1.1 JSON."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == _STRING:
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "literal", "value": str(term)}


_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>{}</head>\n'


def _xml(variables: Sequence[str], rows: Rows) -> Iterator[str]:
    yield _XML_HEAD.format("".join(f"<variable name={quoteattr(name)}/>" for name in variables))
    yield "<results>\n"
    for row in rows:
        bound = "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        yield f"<result>{bound}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: Cell) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if not isinstance(term, ox.Literal):
        return f"<literal>{_xml_text(str(term))}</literal>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _csv(variables: Sequence[str], rows: Rows) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in _with_head(variables, rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _with_head(variables: Sequence[str], rows: Rows) -> Iterator[Sequence[str]]:
    yield variables
    for row in rows:
        yield ["" if term is None else _plain(term) for term in row]


def _plain(term: Cell) -> str:
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    return str(term)


def _tsv(variables: Sequence[str], rows: Rows) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term) for term in row) + "\n"


TABLES: Mapping[str, Table] = {
    "json": Table(
        ("application/sparql-results+json", "application/json"),
        _json,
        lambda answer: json.dumps({"head": {}, "boolean": answer}) + "\n",
    ),
    "xml": Table(
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        _xml,
        lambda answer: f"{_XML_HEAD.format('')}<boolean>{_truth(answer)}</boolean>\n</sparql>\n",
    ),
    "csv": Table(("text/csv",), _csv, lambda answer: f"{_truth(answer)}\r\n"),
    "tsv": Table(("text/tab-separated-values",), _tsv, lambda answer: f"{_truth(answer)}\n"),
}
TRIPLES: Mapping[str, Triples] = {
    "turtle": Triples(("text/turtle", "application/x-turtle"), ox.RdfFormat.TURTLE),
    "ntriples": Triples(("application/n-triples", "text/plain"), ox.RdfFormat.N_TRIPLES),
    "jsonld": Triples(("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD),
    "rdfxml": Triples(("application/rdf+xml", "application/xml", "text/xml"), ox.RdfFormat.RDF_XML),
    "trig": Triples(("application/trig",), ox.RdfFormat.TRIG),
    "nquads": Triples(("application/n-quads",), ox.RdfFormat.N_QUADS),
}


def _truth(answer: bool) -> str:
    return "true" if answer else "false"


def rdf(
    rows: Iterable[ox.Triple] | Iterable[ox.Quad], name: str, prefixes: Mapping[str, str]
) -> bytes:
    """Triples or quads in one of the forms of `TRIPLES`, each once and in order.

    Raises:
        ValueError: They cannot be written so: RDF/XML has no control characters, and no triples
            within triples.
    """
    form = TRIPLES[name].format
    kept: Any = sorted(set(rows), key=str)
    used = dict[str, str]()
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML):
        text = "\n".join(map(str, kept))
        used = {prefix: space for prefix, space in prefixes.items() if space in text}
    return ox.serialize(kept, format=form, prefixes=used) or b""
