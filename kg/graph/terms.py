"""The IRIs and literals of the graph: one place that decides how anything is called.

Everything is minted by pyoxigraph, which refuses a malformed IRI at once, and literals are in
canonical form, so a graph says the same before and after a store held it.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from urllib.parse import quote, urlsplit

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.knowledge.folding import slug

ONTOLOGY = "https://w3id.org/newskg#"
DEFAULT_BASE = "https://newskg.example/"
VOCABULARIES = {
    "kg": ONTOLOGY,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@cache
def term(name: str) -> NamedNode:
    """The node of a prefixed name such as ``skos:altLabel``."""
    prefix, _, local = name.partition(":")
    return NamedNode(VOCABULARIES[prefix] + local)


def digest(*parts: object) -> str:
    """A short hash of what the parts say; equal parts give equal hashes on every machine."""
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def text(value: str) -> Literal:
    """A plain string: a name, which is in no language, or a value of our own."""
    return Literal(_clean(value))


def words(value: str, language: str | None = None) -> Literal:
    """Words in a language, which is English where none is known."""
    return Literal(_clean(value), language=language or "en")


def _clean(value: str) -> str:
    """A string whose control characters, which XML cannot hold, are blanks of the same length."""
    return _CONTROLS.sub(" ", value)


def address(value: str) -> Literal:
    """A web address, which need not be a well-formed IRI."""
    return Literal(value, datatype=term("xsd:anyURI"))


def boolean(value: bool) -> Literal:
    """A canonical xsd:boolean."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def integer(value: int) -> Literal:
    """A canonical xsd:integer."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: float) -> Literal:
    """A canonical xsd:decimal with at most three places."""
    plain = f"{value:.3f}".rstrip("0").rstrip(".")
    return Literal(plain, datatype=term("xsd:decimal"))


def day(value: str) -> Literal:
    """An ISO day as xsd:date."""
    return Literal(value, datatype=term("xsd:date"))


def instant(value: str) -> Literal:
    """A time of day with its zone as xsd:dateTime."""
    return Literal(value, datatype=term("xsd:dateTime"))


def date(value: str) -> Literal:
    """An ISO date or a prefix of one as xsd:date, gYearMonth or gYear; else a plain string."""
    kind = _DATE_TYPES.get(len(value))
    if kind and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        return Literal(value, datatype=term(f"xsd:{kind}"))
    return Literal(value)


def absolute(option: str, iri: str) -> NamedNode:
    """An IRI that an option gives; raises `KgError` where it is none, or no absolute one."""
    parts = urlsplit(iri)
    if not parts.scheme or not (parts.netloc or parts.path):
        raise KgError(f"{option} {iri}: not an absolute IRI; give one such as {DEFAULT_BASE}")
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise KgError(f"{option} {iri}: {error}") from error


@dataclass(frozen=True)
class Names:
    """The IRIs of a graph's own things, below a base IRI.

    Each kind of thing has a namespace of its own (``<base>person/``), so that prefixed names hold
    no slash: ``person:vladimir-putin``.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        absolute("--base", self.base)
        if self.base[-1:] not in ("/", "#"):
            raise KgError(
                f"--base {self.base}: does not end in / or #; give one such as {DEFAULT_BASE}"
            )

    def node(self, kind: str, local: str) -> NamedNode:
        """The thing of that kind and local name."""
        return NamedNode(f"{self.base}{quote(kind, safe='')}/{_local(local)}")

    def entity(self, canonical: str) -> NamedNode:
        """The entity of a canonical id, ``person/vladimir-putin``."""
        kind, slash, local = canonical.partition("/")
        return self.node(kind, local) if slash else self.node("entity", canonical)

    def article(self, article: str) -> NamedNode:
        """An article by its id, which is made from its text."""
        return self.node("article", article)

    def passage(self, article: str, start: int, end: int) -> NamedNode:
        """A part of an article's text by its offsets: ``<article>#char=12,34`` (RFC 5147, NIF).

        Where the base itself ends in ``#``, after which none can follow, a semicolon stands there.
        """
        mark = ";" if "#" in self.base else "#"
        return NamedNode(f"{self.article(article).value}{mark}char={start},{end}")

    def edge(self, one: NamedNode, kind: NamedNode, other: NamedNode) -> NamedNode:
        """The node of a plain edge."""
        return self.node("edge", digest(one.value, kind.value, other.value))

    def graph(self, name: str) -> NamedNode:
        """A named graph: of an article, by its id, or one that all articles share."""
        return self.node("graph", name)

    def publisher(self, name: str) -> NamedNode:
        """A publisher, however its name is spelled."""
        return self.node("publisher", slug(name))

    def source(self, name: str, mark: str) -> NamedNode:
        """A source document: its name, readable, and a hash of the name and the digest of its text.

        Two documents that two people call ``a.txt`` are two.
        """
        readable = slug(name.rpartition("/")[2], 40)
        return self.node("source", f"{readable}-{digest(name, mark)[:8]}")


def _local(name: str) -> str:
    """A local name that Turtle writes without a slash and an IRI parser accepts."""
    if _PLAIN.fullmatch(name):
        return name
    kept = (c if c.isalnum() or c in "-_" else quote(c, safe="") for c in name)
    return "".join(kept)


def local_name(iri: str) -> str:
    """The part of an IRI after its last ``#`` or ``/``."""
    return re.split(r"[#/]", iri)[-1]
