"""Hostile inputs, made up by Hypothesis: nothing crashes, hangs or writes what is no output.

    python benchmarks/fuzz.py                 # 20,000 inputs over all targets
    python benchmarks/fuzz.py 200000 --only segment quotes

What fails is shown as small as Hypothesis gets it; give it a test in ``tests``.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg import records  # noqa: E402
from kg.building.build import build  # noqa: E402
from kg.building.options import NOWHERE, Options, pipeline_of  # noqa: E402
from kg.copies import everywhere  # noqa: E402
from kg.errors import KgError, QueryStopped  # noqa: E402
from kg.graph import media, sandbox  # noqa: E402
from kg.graph.check import check  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.inputs.decode import decode, decode_html  # noqa: E402
from kg.inputs.read import parse, read  # noqa: E402
from kg.knowledge.gazetteer import read_entries  # noqa: E402
from kg.knowledge.knowledge import load_knowledge  # noqa: E402
from kg.knowledge.ontology import load_catalogue  # noqa: E402
from kg.limits import DEFAULT, LimitError, check_text, limited  # noqa: E402
from kg.linking.decisions import read_decisions  # noqa: E402
from kg.model import Article, Block, Document, Extraction, Problem, Span  # noqa: E402
from kg.pages.segment import segment  # noqa: E402
from kg.qualification.times import grammar  # noqa: E402
from kg.syntax.annotate import unbroken  # noqa: E402
from kg.syntax.quotes import find_quotes  # noqa: E402

KNOWLEDGE = load_knowledge()
# An input that takes longer is a failure; those of news take milliseconds.
SECONDS = 5.0
PIECES = [
    "Ann Lee", "Mr.", "the", "said", "met", " ", "  ", "\n", "\n\n", "\t", "“", "”", "‘", "’",
    '"', "'", "«", "»", "(", ")", "[", "]", "-", "-\n", "\u00ad", "\u00ad\n", "&quot;", "&#0;",
    "&#x1F600;", "&", ";", ".", ",", "?", "!", "…", "—", "\u2028", "\u0085", "\x0c", "\x00",
    "\ufeff", "\u202e", "e\u0301", "İ", "ß", "ﬁ", "漢字", "😀", "3 May 2024", "04/11/2024",
    "last Tuesday", "two days after", "By Ann Lee", "Photo:", "Home Blog Page 12",
    "Posted on May 3, 2024", "OSLO (AP) —", "1.", "•", "http://x.y/z", "<p>", "</p>", "<html>",
    "<article>", "<h1>", "<!--", "]]>", "{", "}", "[", '"id"', '"text"', ":", "null", "NaN",
    "1e999", "\\ud800", "@prefix", "skos:", "same", "different", "rename", "ignore",
    "person/ann-lee", "#", "name,type\n", "label,kind\n", "SELECT", "WHERE", "?a", "kg:met",
]  # fmt: skip
TEXT = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(PIECES),
        st.text(max_size=8),
        st.builds(lambda piece, times: piece * times, st.sampled_from(PIECES), st.integers(2, 60)),
    ),
    max_size=60,
).map("".join)
WHOLE = TEXT.map(lambda text: text.encode("utf-8", "replace").decode())
# Words that are nearly times, and nearly queries.
SPOKEN_WORDS = """
the two days after last Tuesday of 2015 May 3 , 3rd morning week year years ago since by and early -
late mid 1990s half past 10:30 pm in Christmas next month quarter until 04/11/2024 thirty-first
hundred a couple weeks before yesterday 99999999 0 00 31 February
"""
ASKED_WORDS = """
SELECT ASK CONSTRUCT DESCRIBE WHERE { } ?a ?b * ( ) . ; , a <x:y> <http://x.y/> _:b FILTER UNION
OPTIONAL SERVICE GRAPH FROM NAMED BIND AS VALUES LIMIT 1 ORDER BY GROUP COUNT REGEX ( 'x' '(a+)+$'
"y"@en 1e9 + / ^ | ! PREFIX p: BASE # INSERT DATA DROP LOAD EXISTS MINUS
"""
# Lines of a file of relations, many of which fit together.
OWN_LINES = """
kg:Visit a owl:Class , kg:EventRelation ; rdfs:subClassOf kg:Event ;|kg:Hid a kg:EventRelation ;
rdfs:label "visit"@en ; rdfs:comment "Somebody comes to a place." ;|kg:visited a kg:Visit .
kg:role [ kg:name "agent" ; kg:range kg:Person ] , [ kg:name "place" ] ;|kg:role [ kg:name 7 ] ;
kg:edge [ kg:from "agent" ; kg:property kg:visited ; kg:to "place" ] ;|kg:edge [ kg:from "" ] ;
kg:frame [ kg:name "visit" ; kg:pattern "visit subj:Person=agent! obj=place" ;
kg:frame [ kg:pattern "visit(" ] ;|kg:pattern "" ;|skos:example "Ann toured Velm." ] .|] .|.|;
skos:example "[agent Ann] visited [place Velm." ;|kg:symmetric true ;|kg:symmetric 7 ;
rdfs:subClassOf kg:Visit ;|<>|_:b|[ ]|( 1 2 )|1e999|"\\ud800"|a kg:|kg:Visit|kg:Launch
"""
PREFIXES = """@prefix kg: <https://w3id.org/newskg#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
OWN = st.lists(
    st.sampled_from(OWN_LINES.replace("\n", "|").strip("|").split("|")), max_size=14
).map(lambda lines: (PREFIXES + "\n".join(lines)).encode())
SPOKEN = st.lists(st.sampled_from(SPOKEN_WORDS.split()), max_size=25).map(" ".join)
ASKED = st.lists(st.sampled_from(ASKED_WORDS.split()), max_size=30).map(" ".join)
BYTES = st.one_of(
    st.binary(max_size=400),
    WHOLE.map(str.encode),
    WHOLE.map(lambda text: text.encode("utf-16")),
    st.builds(lambda text, cut: text.encode()[cut:], WHOLE, st.integers(0, 3)),
)


def pages(data: bytes, ending: str) -> None:
    """Bytes of a file, by any name."""
    for decoder in (decode, decode_html):
        with suppress(KgError):
            decoder(data)[0].encode()
    try:
        for found in parse(data, f"page{ending}"):
            if isinstance(found, Document):
                found.text.encode()
                segmented(found)
    except KgError as error:
        assert "\n" not in str(error), "a problem is a line"


def lines(data: bytes) -> None:
    """Bytes of a file of JSON Lines, read from a disk; each problem is a line."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "a.jsonl"
        path.write_bytes(data)
        for found in read([str(path)]):
            if isinstance(found, Problem):
                assert "\n" not in found.message
            else:
                found.text.encode()
                segmented(found)


def segmented(document: Document) -> tuple[Article, ...]:
    """The articles of a document; their blocks follow each other and end in no white space."""
    articles = segment(document, KNOWLEDGE)
    last = 0
    for article in articles:
        for block in article.blocks:
            text = document.text[block.span.start : block.span.end]
            assert text and text == text.strip() and block.span.start >= last
            assert block.span in article.span
            last = block.span.end
    return articles


def segmentation(text: str, single: bool) -> None:
    """A text cut into articles, and each written and read again as a record."""
    for article in segmented(Document("d", text, single)):
        extraction = Extraction(article)
        rows = [row for one in everywhere(extraction) for row in records.dump(one, text)]
        again = [json.loads(records.line(row)) for row in rows]
        assert again == json.loads(json.dumps(rows))
        assert [found.article.id for found in records.load(again)] == [article.id]


def quotations(text: str) -> None:
    """Where the words of a text stand, and its quotations."""
    blocks = tuple(Block("body", article.span) for article in segmented(Document("d", text, True)))
    for quote in find_quotes(text, blocks, KNOWLEDGE):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
    plain, starts, ends = unbroken(text, Span(0, len(text)))
    assert len(plain) == len(starts) == len(ends)
    try:
        check_text(text, DEFAULT)
    except LimitError as error:
        assert "--limit" in str(error)


def written(load: Callable[[str], object]) -> Callable[[bytes], None]:
    """A file of the user: it is read, or one line says what is wrong with it."""

    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as home:
            path = Path(home) / ("given.ttl" if b"@" in data else "given.csv")
            path.write_bytes(data)
            try:
                load(str(path))
            except KgError as error:
                assert "\n" not in str(error), f"{error}: more than a line"

    return run


def limits(text: str) -> None:
    """What is given to ``--limit``."""
    try:
        limited([text, f"seconds={text}"])
    except KgError as error:
        assert "--limit" in str(error)


def serialised(text: str, form: str) -> None:
    """A literal and a name of any characters, written as RDF and read again."""
    triple = ox.Triple(
        ox.NamedNode("https://x.example/a"), ox.NamedNode("https://x.example/b"), ox.Literal(text)
    )
    try:
        data = media.rdf([triple], form, {"x": "https://x.example/"})
    except ValueError:
        return  # XML has no such characters
    if form in ("turtle", "ntriples"):
        forms = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
        assert [quad.triple for quad in ox.parse(data, format=forms[form])] == [triple]


def times(text: str) -> None:
    """Time expressions in the words of a text; they lie in it, one behind the other."""
    last = 0
    for timex in grammar(KNOWLEDGE).find(text):
        assert last <= timex.start < timex.end <= len(text)
        last = timex.end


class Queries:
    """Queries of any words, answered by a worker; an error is a line."""

    def __init__(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.place = Path(self.home.name) / "quads"
        ox.Store(str(self.place)).flush()
        self.worker: sandbox.Worker | None = None

    def __call__(self, text: str) -> None:
        self.worker = self.worker or sandbox.Worker(self.place, sandbox.Limits(2.0, 100))
        try:
            sandbox.result(self.worker.ask({"query": text, "prefixes": {}}))
        except QueryStopped:
            self.worker = None
        except KgError as error:
            assert str(error) and "\n" not in str(error), f"{error!r}: not one line"


class Builds:
    """Whole builds of a few pages; what is made passes all checks, or a line says what is wrong."""

    def __init__(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.options = Options(workers=1, parses=NOWHERE)

    def __call__(self, given: list[tuple[bytes, str]]) -> None:
        place = Path(self.home.name)
        paths = [place / f"{number}{ending}" for number, (_, ending) in enumerate(given)]
        for path, (data, _) in zip(paths, given, strict=True):
            path.write_bytes(data)
        graph = place / "graph"
        try:
            inputs = list(map(str, paths))
            build(inputs, graph, self.options, None, pipeline_of(self.options), True)
            wrong = [found for found in check(Graph.open(graph)) if not found.ok]
            assert not wrong, f"{wrong}"
        except KgError as error:
            assert "\n" not in str(error), "a problem is a line"
        finally:
            shutil.rmtree(graph, ignore_errors=True)
            for path in paths:
                path.unlink(missing_ok=True)


def laid_out(pieces: list[str]) -> bytes:
    """A page with these paragraphs, whatever they hold."""
    told = "".join(f"<p>{piece}</p>" for piece in pieces)
    return f"<html><body><article><h1>{pieces[0]}</h1>{told}</article></body></html>".encode()


SENTENCES = [
    "Ann Lee met Bo Ravn in Oslo on 3 May 2024.", "Bo Ravn said: “The harbour was closed.” ",
    "Police arrested Ann Lee, the chief executive of Velm Shipping.",
]  # fmt: skip
TOLD = st.builds(lambda sentence, rest: sentence + rest, st.sampled_from(SENTENCES), WHOLE)
PAGE = st.one_of(
    st.tuples(BYTES, st.sampled_from([".txt", ".html", ".jsonl", ".csv"])),
    st.tuples(TOLD.map(str.encode), st.just(".txt")),
    st.tuples(st.lists(TOLD, min_size=1, max_size=4).map(laid_out), st.just(".html")),
)

# The last number of each says how much of all inputs it gets.
TARGETS: dict[str, tuple[Callable[..., None], tuple[st.SearchStrategy[object], ...], float]] = {
    "builds": (Builds(), (st.lists(PAGE, min_size=1, max_size=3),), 0.14),
    "ontologies": (
        written(lambda path: load_catalogue(KNOWLEDGE.lexicon, [path])),
        (st.one_of(BYTES, OWN),),
        0.14,
    ),
    "pages": (pages, (BYTES, st.sampled_from([".txt", ".html", ".pdf", ""])), 3),
    "lines": (lines, (BYTES,), 1),
    "segmentation": (segmentation, (WHOLE, st.booleans()), 5),
    "quotations": (quotations, (WHOLE,), 5),
    "decisions": (written(lambda path: read_decisions(path)), (BYTES,), 2),
    "gazetteers": (written(lambda path: list(read_entries(Path(path)))), (BYTES,), 1),
    "limits": (limits, (WHOLE,), 1),
    "times": (times, (st.one_of(WHOLE, SPOKEN),), 4),
    "queries": (Queries(), (st.one_of(WHOLE, ASKED),), 2),
    "serialisers": (serialised, (WHOLE, st.sampled_from(sorted(media.TRIPLES))), 2),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("inputs", nargs="?", type=int, default=20_000)
    parser.add_argument("--only", nargs="+", choices=sorted(TARGETS), default=sorted(TARGETS))
    asked = parser.parse_args()
    parts = sum(TARGETS[name][2] for name in asked.only)
    failed = 0
    for name in asked.only:
        run, strategies, part = TARGETS[name]
        count, longest = 0, 0.0

        def timed(values: tuple[object, ...], run: Callable[..., None] = run) -> None:
            nonlocal count, longest
            began = time.process_time()
            run(*values)
            took = time.process_time() - began
            count, longest = count + 1, max(longest, took)
            assert took < SECONDS, f"{took:.1f} s"

        check = settings(
            max_examples=max(1, int(asked.inputs * part / parts)),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )(given(st.tuples(*strategies))(lambda values: timed(values)))
        try:
            check()
            said = "all well"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            notes = getattr(error, "__notes__", [])
            said = f"{type(error).__name__}: {error}\n" + "\n".join(notes)
        print(f"{name}: {count:,} inputs, the longest {longest:.2f} s: {said}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
