"""What a graph or an article answers with: facts, statements and entities, with their words.

A view is frozen and holds names and sentences, where the records hold ids and offsets; the record
itself is its ``fact``. `Views` makes them of a corpus.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.graph.entities import Profile, canonical, profiles
from kg.graph.network import Status, speakers, status
from kg.graph.terms import Names
from kg.model import WORD_ROLES, Entity, Fact, Modality, Polarity
from kg.records import Corpus

STATEMENT = "Statement"
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """Words exactly as a document has them: ``text`` is ``document.text[start:end]``."""

    text: str
    document: str
    start: int
    end: int

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the evidence that fills a role; the reporting or event word is ``cue``."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True, repr=False)
class FactView:
    """A fact with all that says why it is there.

    ``status`` is how it is put (`network.status`), ``evidence`` its sentence and ``marks`` places
    in that; ``fillers`` are pairs of role and name, resolved where the entity is known;
    ``claimed_by`` is who says it, where the writer does not. ``iri`` and ``article`` are its nodes;
    ``headline``, ``published`` and ``publisher`` those of its article.
    """

    fact: Fact
    status: Status
    evidence: Passage
    marks: tuple[Mark, ...]
    fillers: tuple[tuple[str, str], ...]
    claimed_by: str | None
    iri: str
    article: str
    headline: str
    published: str | None
    publisher: str | None

    @property
    def text(self) -> str:
        """What is said, in a line: the relation, or an action's own verb, and those it joins."""
        called = told(self.fact, self.relation)
        return in_a_line(f"not {called}" if self.negated else called, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """Those that it joins, but words: a title, what is said."""
        return tuple(name for role, name in self.fillers if role not in WORD_ROLES)

    @property
    def negated(self) -> bool:
        """Whether somebody claims that it is not so, which ``status`` does not tell."""
        return self.status != "denied" and is_negative(self.fact)

    @property
    def called(self) -> str:
        """Its relation as lists show it, with what it says more: "not Action (sell its ships)"."""
        words = own_words(self.fact)
        told = f"{self.relation} ({words})" if words else self.relation
        return f"not {told}" if self.negated else told

    @property
    def relation(self) -> str:
        """The name of its relation in the catalogue, or its own where it has none there."""
        return self.fact.relation

    @property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """The names that fill each role."""
        found: dict[str, tuple[str, ...]] = {}
        for role, name in self.fillers:
            found[role] = (*found.get(role, ()), name)
        return found

    @property
    def when(self) -> str | None:
        """The words that date it."""
        return self.fact.when.text if self.fact.when else None

    @property
    def date(self) -> str | None:
        """Its ISO date, or the part of one that is certain."""
        return self.fact.when.value if self.fact.when else None

    @property
    def polarity(self) -> Polarity:
        """Positive, or negative for what is denied."""
        return self.fact.polarity

    @property
    def modality(self) -> Modality:
        """Whether it is told as having happened, planned, expected, possible or requested."""
        return self.fact.modality

    @property
    def confidence(self) -> float:
        """How likely it was read rightly, from 0 to 1."""
        return self.fact.confidence

    @property
    def rule(self) -> str:
        """The rule that read it."""
        return self.fact.rule

    @property
    def shown_marks(self) -> tuple[Mark, ...]:
        """The marks that can be shown side by side: of those that overlap, the smaller ones."""
        shown: list[Mark] = []
        for mark in sorted(self.marks, key=lambda mark: (mark.end - mark.start, mark.start)):
            if all(mark.end <= other.start or other.end <= mark.start for other in shown):
                shown.append(mark)
        return tuple(sorted(shown, key=lambda mark: mark.start))

    def __repr__(self) -> str:
        return f"<{self.text}; {self.status}>"


@dataclass(frozen=True, slots=True, repr=False)
class StatementView(FactView):
    """What somebody said, thought or intended."""

    @property
    def text(self) -> str:
        """The words or the content of what is said; empty where there are none ("declined")."""
        return " ... ".join(self.roles.get("content", ()))

    @property
    def speaker(self) -> str | None:
        """Who says it, where that is known; all of them, joined by commas, if they are several."""
        return ", ".join(self.roles.get("speaker", ())) or None

    @property
    def about(self) -> tuple[str, ...]:
        """The entities that what is said is about."""
        return self.roles.get("about", ())

    @property
    def addressee(self) -> str | None:
        """To whom it is said."""
        return ", ".join(self.roles.get("addressee", ())) or None

    @property
    def venue(self) -> str | None:
        """Where it is said, or in which medium."""
        return ", ".join(self.roles.get("venue", ())) or None

    @property
    def act(self) -> str:
        """Speech, thought, intention or evidence."""
        return self.fact.details.get("act", "speech")

    @property
    def speech_act(self) -> str:
        """What is done by it: asserted, denied, refused, asked ..."""
        return self.fact.details.get("speech_act", "")

    def __repr__(self) -> str:
        said = self.text or self.speech_act
        cut = f"{said[: _LONGEST - 1].rstrip()}…" if len(said) > _LONGEST else said
        return f"<{self.speaker or 'somebody'}: {cut!r}; {self.status}>"


@dataclass(frozen=True, slots=True, repr=False)
class EntityView:
    """A person, place, organisation ...; ``id`` is its canonical id, ``iri`` its node.

    ``name`` is what it is called, ``names`` what else; ``mentions`` are all places where it is
    named, described or meant by a pronoun.
    """

    id: str
    iri: str
    type: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """What it is called."""
        return self.name

    def __repr__(self) -> str:
        return f"<{self.name}; {self.type}>"


@dataclass(frozen=True)
class Views:
    """The facts and entities of a corpus as views."""

    corpus: Corpus
    names: Names

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """What each canonical entity is called, and what it is."""
        return profiles(self.corpus)

    @cached_property
    def _said_by(self) -> Mapping[str, str]:
        return speakers(self.corpus)

    @cached_property
    def told(self) -> frozenset[str]:
        """The canonical ids of the entities that some fact is about."""
        entities = self.corpus.entities
        return frozenset(key for f in self.corpus.facts.values() for key in keys(f, entities))

    def fact(self, fact: Fact) -> FactView:
        """The view of one fact of the corpus."""
        corpus = self.corpus
        headline = corpus.headlines.get(fact.article, "")
        article = corpus.articles[fact.article]
        kind = StatementView if fact.relation == STATEMENT else FactView
        span = fact.evidence
        return kind(
            fact=fact,
            status=status(fact),
            evidence=Passage(corpus.quotes.get(fact.id, ""), fact.document, span.start, span.end),
            marks=marks(fact),
            fillers=tuple(self._fillers(fact)),
            claimed_by=self._said_by.get(fact.holder, "somebody") if fact.holder else None,
            iri=self.names.node("fact", fact.id).value,
            article=self.names.article(fact.article).value,
            headline=" ".join(headline.split()),
            published=article.published,
            publisher=article.publisher,
        )

    def _fillers(self, fact: Fact) -> Iterator[tuple[str, str]]:
        for arg in fact.args:
            entity = self.corpus.entities.get(arg.entity or "")
            name = self.profiles[canonical(entity)].label if entity else arg.text
            yield arg.role, " ".join(name.split())

    def facts(self) -> Iterator[FactView]:
        """Every fact, statements among them, in the order of the corpus."""
        return map(self.fact, self.corpus.facts.values())

    def entities(self, texts: Mapping[str, str]) -> Iterator[EntityView]:
        """Every entity, by canonical id; ``texts`` are the documents', by their ids."""
        places: dict[str, list[Passage]] = {key: [] for key in self.profiles}
        for extraction in self.corpus.extractions:
            article = extraction.article
            for mention in extraction.mentions:
                entity = self.corpus.entities.get(mention.entity or "")
                if entity:
                    start, end = mention.span.start, mention.span.end
                    words = texts[article.document][start:end]
                    places[canonical(entity)].append(Passage(words, article.document, start, end))
        for key, profile in self.profiles.items():
            others = {*self.corpus.names_of.get(key, ())} - {profile.label}
            yield EntityView(
                key,
                self.names.entity(key).value,
                profile.type,
                profile.label,
                tuple(sorted(others)),
                tuple(places[key]),
            )


def is_negative(fact: Fact) -> bool:
    """Whether a fact says that something is not so; a statement that is refused is one."""
    return fact.polarity == "negative" and fact.relation != STATEMENT


def own_words(fact: Fact) -> str:
    """An action's verb or a post's title.

    Empty where a fact has neither, or a title that its relation has too: "mayor" of mayorOf.
    """
    title = fact.details.get("title", "")
    said = fact.relation.lower().startswith("".join(title.lower().split()))
    return fact.details.get("verb") or ("" if said else title)


def told(fact: Fact, relation: str) -> str:
    """What a fact is called, ``relation`` being that of its relation.

    An action is its verb; a post has its title in brackets: "holds role (judge)".
    """
    words = own_words(fact)
    if "verb" in fact.details or not words:
        return words or relation
    return f"{relation} ({words})"


def in_a_line(called: str, names: Iterable[str]) -> str:
    """What a fact is called and those it joins, each once: "obey: Ann Lee, the law"."""
    joined = ", ".join(dict.fromkeys(names))
    return f"{called}: {joined}" if joined else called


def figures(**counts: int) -> str:
    """How many of each there are, in words: "1 article, 2 entities"."""
    plurals = {name: name[:-1] + "ies" if name.endswith("y") else name + "s" for name in counts}
    return ", ".join(
        f"{count:,} {name if count == 1 else plurals[name]}" for name, count in counts.items()
    )


def marks(fact: Fact) -> tuple[Mark, ...]:
    """Where the cue and the arguments of a fact stand in its evidence, in order."""
    found = {
        Mark(span.start - fact.evidence.start, span.end - fact.evidence.start, role)
        for role, spans in (("cue", fact.cue), *((arg.role, arg.spans) for arg in fact.args))
        for span in spans
        if span in fact.evidence
    }
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.role)))


def keys(fact: Fact, entities: Mapping[str, Entity], *roles: str) -> Iterator[str]:
    """The canonical ids of a fact's entities, each once; of certain roles only, if given."""
    return iter(
        dict.fromkeys(
            canonical(entities[arg.entity])
            for arg in fact.args
            if arg.entity and arg.entity in entities and (not roles or arg.role in roles)
        )
    )
