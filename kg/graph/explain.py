"""Say why the graph holds what it holds: facts with their sentences, the words marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.graph.network import speakers, status
from kg.graph.quads import canonical, profiles
from kg.graph.terms import Names
from kg.model import Fact, Judgement
from kg.records import Corpus


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a quote that fills a role of its fact; the reporting or event word is ``cue``."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact with all that says why it is there.

    ``quote`` is the sentence exactly as the page has it and ``marks`` are places in it;
    ``fillers`` are pairs of role and name, resolved where the entity is known; ``claimed_by`` is
    who says it, where the writer does not; ``fact_iri`` and ``article_iri`` its nodes.
    """

    fact: Fact
    status: str
    quote: str
    marks: tuple[Mark, ...]
    fillers: tuple[tuple[str, str], ...]
    claimed_by: str
    headline: str
    fact_iri: str
    article_iri: str


def marks(fact: Fact) -> tuple[Mark, ...]:
    """Where the cue and the arguments of a fact stand in its evidence, in order."""
    found = {
        Mark(span.start - fact.evidence.start, span.end - fact.evidence.start, role)
        for role, spans in (("cue", fact.cue), *((arg.role, arg.spans) for arg in fact.args))
        for span in spans
        if span in fact.evidence
    }
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.role)))


def explain_all(corpus: Corpus, names: Names) -> list[Explanation]:
    """Every fact of the corpus, in its order."""
    labels = {key: profile.label for key, profile in profiles(corpus).items()}
    said_by = speakers(corpus)
    return [_explanation(fact, corpus, names, labels, said_by) for fact in corpus.facts.values()]


def _explanation(
    fact: Fact, corpus: Corpus, names: Names, labels: dict[str, str], said_by: dict[str, str]
) -> Explanation:
    headline = " ".join(corpus.headlines.get(fact.article, "").split())
    fillers = []
    for arg in fact.args:
        entity = corpus.entities.get(arg.entity or "")
        name = labels[canonical(entity)] if entity else " ".join(arg.text.split())
        fillers.append((arg.role, name))
    return Explanation(
        fact=fact,
        status=status(fact),
        quote=corpus.quotes.get(fact.id, ""),
        marks=marks(fact),
        fillers=tuple(fillers),
        claimed_by=said_by.get(fact.holder or "", "somebody" if fact.holder else ""),
        headline=headline,
        fact_iri=names.node("fact", fact.id).value,
        article_iri=names.article(fact.article, corpus.headlines.get(fact.article, "")).value,
    )


def explain(asked: str, corpus: Corpus, names: Names) -> dict[str, list[Explanation]]:
    """The facts about what is asked for, by the label of each thing that goes by it.

    ``asked`` is an IRI of an entity, a fact or an article, a prefixed name
    (``person:ada-lovelace``), or a name or a part of one, whatever its case. A full name is
    preferred to a part of one.
    """
    wanted = _expand(asked, names)
    by_entity: dict[str, list[Fact]] = {}
    matched: dict[str, list[Fact]] = {}
    for fact in corpus.facts.values():
        article = names.article(fact.article, corpus.headlines.get(fact.article, "")).value
        if names.node("fact", fact.id).value == wanted or fact.id == asked:
            matched.setdefault(fact.id, []).append(fact)
        elif article == wanted:
            headline = " ".join(corpus.headlines.get(fact.article, fact.article).split())
            matched.setdefault(headline, []).append(fact)
        for key in dict.fromkeys(
            canonical(corpus.entities[arg.entity])
            for arg in fact.args
            if arg.entity and arg.entity in corpus.entities
        ):
            by_entity.setdefault(key, []).append(fact)
    labels = {key: profile.label for key, profile in profiles(corpus).items()}
    for key in () if matched else find(asked, corpus, names):
        matched[f"{labels[key]} ({key})"] = by_entity.get(key, [])
    said_by = speakers(corpus)
    return {
        label: [_explanation(fact, corpus, names, labels, said_by) for fact in facts]
        for label, facts in matched.items()
    }


def merges(
    key: str, corpus: Corpus, judgements: Callable[[Iterable[str]], Iterable[Judgement]]
) -> list[str]:
    """Why the articles' entities behind a canonical id were taken for one, a line each.

    ``judgements`` gives those that concern entities of given ids, as `store.judgements` does.
    """
    members = [entity.id for entity in corpus.entities.values() if canonical(entity) == key]
    lines: dict[str, None] = {}
    for judgement in judgements(members):
        one, two = (corpus.entities.get(end) for end in (judgement.left, judgement.right))
        if one and two:
            lines[
                f"{judgement.verdict}: {one.name} [{one.article}], {two.name} [{two.article}] "
                f"({judgement.score:g}, {judgement.reason})"
            ] = None
    return list(lines)


def find(asked: str, corpus: Corpus, names: Names) -> list[str]:
    """The canonical ids of the entities that go by a name, an id or an IRI."""
    wanted = _expand(asked, names)
    by_iri = [key for key in profiles(corpus) if wanted in (names.entity(key).value, key)]
    if by_iri:
        return by_iri
    spoken = {key: {_fold(name) for name in known} for key, known in corpus.names_of.items()}
    folded = _fold(asked)
    for test in (
        lambda name: name == folded,
        lambda name: f" {folded} " in f" {name} ",
        lambda name: folded in name,
    ):
        found = [key for key in sorted(spoken) if any(map(test, spoken[key]))]
        if found:
            return found
    return []


def _expand(asked: str, names: Names) -> str:
    """An IRI in angle brackets or a prefixed name as a plain IRI."""
    plain = asked.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = plain.partition(":")
    if colon and not local.startswith("//") and " " not in plain and prefix.isidentifier():
        return f"{names.base}{prefix}/{local}"
    return plain


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
