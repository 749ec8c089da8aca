"""A small article of our own, with what a reader of it might have found: some of it wrongly."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kg.building import build as builder
from kg.building.build import reading_of
from kg.model import Argument, Article, Block, Document, Entity, Extraction, Fact, Mention, Span
from kg.pages.identity import article_id, fact_id
from tests.known import KNOWLEDGE

TEXT = (
    "Velm hires a captain\n\n"
    "Vera Holm met Tim Ravn in Osby on Monday. Holm, the director of Velm Shipping, said that Ravn "
    "would sail the Aster. He bought the ship from Orrin Line. The port was quiet, said Mr. Dahl.\n"
)
ID = article_id(TEXT)
ARTICLE = Article(
    ID, "velm.txt", Span(0, len(TEXT)), Span(0, 20),
    (Block("headline", Span(0, 20)), Block("body", Span(22, len(TEXT) - 1))),
)  # fmt: skip
MET = "Vera Holm met Tim Ravn in Osby on Monday."
SAID = "Holm, the director of Velm Shipping, said that Ravn would sail the Aster."
BOUGHT = "He bought the ship from Orrin Line."


def at(words: str, nth: int = 1) -> Span:
    """Where words stand in the article."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


ENTITIES = tuple(
    Entity(f"{ID}/e{number}", ID, type, name)
    for number, (type, name) in enumerate(
        [("Person", "Vera Holm"), ("Person", "Tim Ravn"), ("Place", "Osby"),
         ("Person", "Velm Shipping"), ("Organization", "Orrin Line"), ("Product", "Aster")]
    )
)  # fmt: skip
HOLM, RAVN, OSBY, VELM, ORRIN, ASTER = (entity.id for entity in ENTITIES)


def named(words: str, entity: str, nth: int = 1) -> Mention:
    form = "pronoun" if words == "He" else "name"
    name = "" if form == "pronoun" else words
    return Mention(at(words, nth), form, -1, -1, -1, name=name, entity=entity)


MENTIONS = (
    named("Vera Holm", HOLM), named("Tim Ravn", RAVN), named("Osby", OSBY), named("Holm", HOLM, 2),
    named("Velm Shipping", VELM), named("Ravn", RAVN, 2), named("Aster", ASTER),
    # The reader takes him for the company.
    named("He", ORRIN), named("Orrin Line", ORRIN), named("Velm", VELM),
)  # fmt: skip


def fact(
    relation: str,
    args: list[tuple[str, Span, str | None]],
    cue: Span,
    evidence: str,
    confidence: float = 0.8,
    **more: object,
) -> Fact:
    filled = tuple(Argument(r, (s,), TEXT[s.start : s.end], e) for r, s, e in args)
    id = fact_id(ARTICLE, relation, filled, [cue])
    return Fact(
        id, ID, "velm.txt", relation, filled, (cue,), at(evidence), f"{relation}.rule", confidence,
        **more,
    )  # type: ignore[arg-type]  # fmt: skip


MEETING = fact(
    "Meeting",
    [("participant", at("Vera Holm"), HOLM), ("participant", at("Tim Ravn"), RAVN),
     ("place", at("Osby"), OSBY)],
    at("met"), MET,
)  # fmt: skip
HEAD = fact(
    "headOf", [("subject", at("Holm", 2), HOLM), ("object", at("Velm Shipping"), VELM)],
    at("director"), SAID, details={"title": "director"},
)  # fmt: skip
STATEMENT = fact(
    "Statement",
    [("speaker", at("Holm", 2), HOLM), ("content", at("that Ravn would sail the Aster"), None),
     ("about", at("Ravn", 2), RAVN)],
    at("said"), SAID, details={"act": "speech", "speech_act": "asserted"},
)  # fmt: skip
SAILS = fact(
    "Travel", [("agent", at("Ravn", 2), RAVN)], at("sail"), SAID, holder=STATEMENT.id,
)  # fmt: skip
BUYS = fact(
    "Acquisition", [("agent", at("He"), ORRIN), ("patient", at("the ship"), None)],
    at("bought"), BOUGHT,
)  # fmt: skip
FACTS = (MEETING, HEAD, STATEMENT, SAILS, BUYS)
EXTRACTION = Extraction(ARTICLE, ENTITIES, MENTIONS, FACTS)


@cache
def _made() -> Path:
    """A graph of the article, made once."""
    directory = Path(mkdtemp())
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    document = Document("velm.txt", TEXT, True)
    builder.write(reading_of([document], [EXTRACTION]), directory, builder.Options(), KNOWLEDGE)
    return directory


def graph(directory: Path) -> Path:
    """A graph of the article in a directory of its own."""
    return Path(shutil.copytree(_made(), directory))
