"""What was read from many articles, with the words it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern

from kg.model import Article, Entity, Extraction, Fact
from kg.records.loading import load, load_title
from kg.records.writing import Record


@dataclass(frozen=True)
class Corpus:
    """What was read from many articles, with the words it rests on.

    ``quotes`` has the text of each fact's evidence, by the fact's id; ``headlines`` the title of
    each article that has one, by the article's id; ``beginnings`` the first words of the others.
    """

    extractions: tuple[Extraction, ...]
    quotes: Mapping[str, str]
    headlines: Mapping[str, str]
    beginnings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for e in self.extractions for fact in e.facts}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Every article by its id."""
        return {e.article.id: e.article for e in self.extractions}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Every article's entity by its id."""
        return {entity.id: entity for e in self.extractions for entity in e.entities}

    @cached_property
    def named(self) -> frozenset[str]:
        """The canonical entities that some article calls by a name."""
        return frozenset(
            self.entities[mention.entity].canonical or mention.entity
            for extraction in self.extractions
            for mention in extraction.mentions
            if mention.name and mention.entity
        )

    @cached_property
    def names_of(self) -> Mapping[str, tuple[str, ...]]:
        """Every name of each canonical entity: what it is called and how it is mentioned."""
        found: dict[str, tuple[str, ...]] = {}

        def call(entity: Entity, name: str | None) -> None:
            called = found.setdefault(entity.canonical or entity.id, ())
            if name and name not in called:
                found[entity.canonical or entity.id] = (*called, name)

        for entity in self.entities.values():
            call(entity, entity.name)
            call(entity, entity.label)
        for extraction in self.extractions:
            for mention in extraction.mentions:
                if mention.name and mention.entity:
                    call(self.entities[mention.entity], " ".join(mention.name.split()))
        for key, names in found.items():
            if len(names) > 1:
                found[key] = tuple(sorted(names))
        return found


def joined(parts: Iterable[Corpus]) -> Corpus:
    """One corpus of those of several articles each, none of which is in two of them."""
    extractions = list[Extraction]()
    quotes, headlines, beginnings = dict[str, str](), dict[str, str](), dict[str, str]()
    for part in parts:
        extractions += part.extractions
        quotes.update(part.quotes)
        headlines.update(part.headlines)
        beginnings.update(part.beginnings)
    extractions.sort(key=lambda extraction: extraction.article.id)
    return Corpus(tuple(extractions), quotes, headlines, beginnings)


def corpus(rows: Iterable[Record]) -> Corpus:
    """The corpus of the records of one or more files."""
    kept = list(rows)
    extractions = load(kept)
    titles = {e.article.id: (e.article.document, e.article.title) for e in extractions}
    articles = [row for row in kept if row["kind"] == "article"]
    headlines = {
        row["id"]: row["title"]["text"]
        for row in articles
        if row["title"] and titles[row["id"]] == (row["document"], load_title(row))
    }
    told = {e.article.id: e.article.headline for e in extractions if e.article.headline}
    return Corpus(
        extractions,
        _quotes(kept),
        {**headlines, **told},
        {row["id"]: row["begins"] for row in articles if "begins" in row},
    )


def _quotes(rows: Iterable[Record]) -> dict[str, str]:
    """The sentence of each fact; facts of one sentence share it in memory, too."""
    same: dict[str, str] = {}
    facts = (row for row in rows if row["kind"] == "fact")
    told = ((intern(row["id"]), row.get("quote", "")) for row in facts)
    return {id: same.setdefault(quote, quote) for id, quote in told}
