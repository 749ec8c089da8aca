"""The data of the page: columns with a string table, version 1, packed as gzip in base64.

A column holds a value for each node, edge, fact or article; numbers stand for nodes, facts and so
on by their places, and for strings by their place in ``strings``, of which the first is empty.
`docs/view.md` describes every column. The page decodes it (`page/source.js`), and a server can
give the same shape for a part of the graph. The same corpus gives the same bytes.
"""

import base64
import gzip
import json
from importlib.metadata import version

from kg.graph.answers import Views
from kg.graph.terms import Names
from kg.knowledge import folding
from kg.knowledge.catalogue import Catalogue
from kg.records import Corpus
from kg.view.columns import Columns, Data
from kg.view.ranking import joints, ranked, told, within
from kg.view.words import Wording, line

VERSION = 1
# What a page holds: beyond, the facts among the most telling entities.
# In base64 so many bytes are 10 MB.
_MOST_FACTS, _MOST_ENTITIES, _MOST_BYTES = 20_000, 2_000, 7_500_000
# What a page from a server begins with: it asks for more facts as they are looked at.
_MOST_FIRST = 4_000


def embedded(corpus: Corpus, catalogue: Catalogue, names: Names, title: str = "") -> str:
    """The data of a page that holds the graph, or the most telling part of a large one."""
    return _text(_held(corpus, catalogue, names, title, _MOST_FACTS))


def first(
    corpus: Corpus, catalogue: Catalogue, names: Names, title: str = "", page: str = ""
) -> bytes:
    """What a server sends first, as gzip of JSON: less, so that a large graph opens as a small.

    Of a small graph it is what the page holds; ``page`` is that, if it is there already.
    """
    if page and len(corpus.facts) <= _MOST_FIRST:
        return base64.b64decode(page)
    return _held(corpus, catalogue, names, title, _MOST_FIRST)


def part(corpus: Corpus, catalogue: Catalogue, names: Names) -> Data:
    """The columns of all facts of a small corpus, to be added to others: nothing has a place."""
    views = Views(corpus, names)
    facts = told(views, catalogue)
    shown = sorted({key for fact in facts for key in fact.entities})
    tables = Columns(views, Wording(catalogue), shown, facts)
    found = {
        "view": VERSION,
        "types": tables.types,
        "statuses": tables.statuses,
        "nodes": tables.described(),
        "edges": tables.edges(),
        "facts": tables.told_facts(),
        "articles": tables.articles(),
    }
    return {**found, "relations": tables.relations, "strings": list(tables.table)}


def _held(corpus: Corpus, catalogue: Catalogue, names: Names, title: str, most: int) -> bytes:
    while True:
        found = zipped(columns(corpus, catalogue, names, title, most))
        if len(found) <= _MOST_BYTES or most < 2:
            return found
        most //= 2


def packed(data: Data) -> str:
    """Data as base64 of gzip."""
    return _text(zipped(data))


def _text(gzipped: bytes) -> str:
    return base64.b64encode(gzipped).decode()


def zipped(data: Data) -> bytes:
    """Data as gzip of JSON; neither the clock nor the system stands in it."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found = bytearray(gzip.compress(text.encode(), 9, mtime=0))
    found[9] = 255
    return bytes(found)


def unpacked(text: str) -> Data:
    """The inverse of `packed`."""
    data: Data = json.loads(gzip.decompress(base64.b64decode(text)))
    return data


def columns(
    corpus: Corpus,
    catalogue: Catalogue,
    names: Names,
    title: str = "",
    most_facts: int = _MOST_FACTS,
    most_entities: int = _MOST_ENTITIES,
) -> Data:
    """The columns of a corpus; of one with more facts than ``most_facts`` those that tell most."""
    views = Views(corpus, names)
    order = ranked(joints(corpus, catalogue), corpus.named)
    places = None
    if len(corpus.facts) > most_facts:
        places = within(joints(corpus, catalogue), order, most_facts, most_entities)
        order = order[:most_entities]
    facts = told(views, catalogue, places)
    among = {key for fact in facts for key in fact.entities}
    shown = [key for key in order if key in among]
    tables = Columns(views, Wording(catalogue), shown, facts)
    unit, nodes = tables.nodes()
    return {
        "view": VERSION,
        "title": line(title),
        "kg": version("newskg"),
        "ontology": catalogue.digest,
        "types": tables.types,
        "statuses": tables.statuses,
        "unit": unit,
        "nodes": nodes,
        "edges": tables.edges(),
        "facts": tables.told_facts(),
        "articles": tables.articles(),
        "relations": tables.relations,
        "folding": folding.letters(),
        "left": {
            "entities": len(views.told) - len(shown),
            "facts": len(corpus.facts) - len(facts),
        },
        "strings": list(tables.table),
    }
