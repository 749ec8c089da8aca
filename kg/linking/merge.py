"""Fold linked facts into claims: what is said once, by how many independent sources.

Two facts make one claim when they have the same matches-key (the idea is INDRA's, Gyori et al.
2017): relation, canonical arguments, polarity, modality, and whether the writer or somebody
quoted stands for it. Statements are matched by speaker and by nearly the same words. A fact in
which nobody and nothing has a name makes no claim: two attacks on "the village" are not one.
All articles of a publisher are one source (where none is told, all of a document), and so are two
articles with nearly the same text, and two nearly equal sentences: agencies' texts are printed by
many papers.
The fold is a pure function of the *set* of articles, so order does not matter and leaving an
article out equals never having read it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from kg.copies import place
from kg.knowledge.catalogue import Catalogue, Relation
from kg.knowledge.folding import slug
from kg.knowledge.numbers import Number
from kg.linking.nearsame import near_same, plain, union
from kg.model import Argument, Article, Extraction, Fact

# The roles that say which event it is; the others tell more about it.
CORE = ("agent", "patient", "participant", "subject", "object", "speaker")
ACTORS = ("agent", "patient", "participant", "subject", "object")


@dataclass(frozen=True, order=True, slots=True)
class ClaimArgument:
    """What fills a role of a claim: a canonical entity, or else only words."""

    role: str
    entity: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What several facts say alike.

    ``id`` is a hash of what is said. ``args`` is the union of the facts' arguments, without
    repetition. ``held`` is true when somebody quoted, not the writer, claims it. ``facts`` are in
    the order of their ids. ``sources`` are groups of article ids, each group one independent
    source. ``confidence`` is that of the best fact of each source, joined by noisy-or. ``when`` is
    the ISO date the facts agree on, if any.
    """

    id: str
    relation: str
    args: tuple[ClaimArgument, ...]
    polarity: str
    modality: str
    held: bool
    when: str | None
    facts: tuple[Fact, ...]
    sources: tuple[tuple[str, ...], ...]
    confidence: float


def merge(
    extractions: Iterable[Extraction],
    catalogue: Catalogue,
    numbers: Mapping[str, Number],
    texts: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    """The claims of linked extractions, in order of their ids.

    ``catalogue`` tells of which relations the actors can change places: "Ann hosted Bob" and "Bob
    met Ann" are one meeting. ``numbers`` say what is nearly the same text. ``texts`` maps document
    ids to their texts; without them only equal evidence counts as one source's. An extraction given
    twice counts once.
    """
    articles = {extraction.article.id: extraction for extraction in extractions}
    extractions = [articles[id] for id in sorted(articles)]
    texts = texts or {}
    canonical = {
        entity.id: entity.canonical or entity.id
        for extraction in extractions
        for entity in extraction.entities
    }
    named = {
        canonical[mention.entity]
        for extraction in extractions
        for mention in extraction.mentions
        if mention.name and mention.entity in canonical
    }
    facts = {
        fact.id: fact
        for extraction in extractions
        for fact in extraction.facts
        if any(arg.entity and canonical.get(arg.entity) in named for arg in fact.args)
    }
    printers = {id: _printers(extraction.article) for id, extraction in articles.items()}
    wires = _wires(extractions, texts, numbers)
    claims = []
    ordered = [facts[id] for id in sorted(facts)]
    for key, group in _grouped(ordered, canonical, catalogue.relations, numbers).items():
        claims.append(_claim(key, group, canonical, wires, printers, texts, numbers))
    return tuple(sorted(claims, key=lambda claim: claim.id))


def _claim(
    key: Hashable,
    facts: list[Fact],
    canonical: Mapping[str, str],
    wires: Mapping[str, str],
    printers: Mapping[str, frozenset[Hashable]],
    texts: Mapping[str, str],
    numbers: Mapping[str, Number],
) -> Claim:
    evidence = [
        texts.get(fact.document, "")[fact.evidence.start : fact.evidence.end] for fact in facts
    ]
    alike = near_same(
        evidence,
        int(numbers["linking.run_of_sentences"].value),
        numbers["linking.same_sentence"].value,
        int(numbers["linking.compared_texts"].value),
    )
    groups = union(
        [
            [("wire", wires[fact.article]), ("words", alike[i]), *printers[fact.article]]
            for i, fact in enumerate(facts)
        ]
    )
    best = defaultdict[int, float](float)
    articles = defaultdict[int, set[str]](set)
    for fact, group in zip(facts, groups, strict=True):
        best[group] = max(best[group], fact.confidence)
        articles[group].add(fact.article)
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1 - confidence
    dates = {fact.when.value for fact in facts if fact.when and fact.when.value}
    return Claim(
        id=blake2b(repr(key).encode(), digest_size=8).hexdigest(),
        relation=facts[0].relation,
        args=_arguments(facts, canonical),
        polarity=facts[0].polarity,
        modality=facts[0].modality,
        held=facts[0].holder is not None,
        when=next(iter(dates)) if len(dates) == 1 else None,
        facts=tuple(facts),
        sources=tuple(sorted(tuple(sorted(found)) for found in articles.values())),
        confidence=round(1 - doubt, 4),
    )


def _printers(article: Article) -> frozenset[Hashable]:
    """Who printed an article, in each of its places: the publisher, or else the document."""
    return frozenset(
        ("publisher", slug(found.publisher)) if found.publisher else ("document", found.document)
        for found in (place(article), *article.copies)
    )


def _arguments(facts: Iterable[Fact], canonical: Mapping[str, str]) -> tuple[ClaimArgument, ...]:
    """Each role and entity once, with the first of its wordings."""
    found: dict[tuple[str, str], ClaimArgument] = {}
    for fact in facts:
        for arg in fact.args:
            entity = canonical.get(arg.entity) if arg.entity else None
            made = ClaimArgument(arg.role, entity, arg.text)
            name = (arg.role, entity or " " + plain(arg.text))
            found[name] = min(found.get(name, made), made)
    return tuple(sorted(found.values(), key=lambda a: (a.role, a.entity or "", a.text)))


def _grouped(
    facts: list[Fact],
    canonical: Mapping[str, str],
    relations: Mapping[str, Relation],
    numbers: Mapping[str, Number],
) -> dict[Hashable, list[Fact]]:
    """The facts by what they say."""
    by_core = defaultdict[Hashable, list[Fact]](list)
    for fact in facts:
        relation = relations.get(fact.relation)
        symmetric = relation is not None and relation.symmetric
        by_core[_core(fact, canonical, symmetric)].append(fact)
    found: dict[Hashable, list[Fact]] = {}
    for core, group in by_core.items():
        if group[0].relation == "Statement":
            told = _by_words(group, numbers)
        else:
            told = _by_time_and_place(group, canonical)
        parts = defaultdict[Hashable, list[Fact]](list)
        for fact, part in zip(group, told, strict=True):
            parts[part].append(fact)
        for part, members in parts.items():
            found[core, part] = members
    return found


def _core(fact: Fact, canonical: Mapping[str, str], symmetric: bool) -> Hashable:
    roles = {arg.role for arg in fact.args if arg.role in CORE}
    actors = [arg for arg in fact.args if arg.role in ACTORS]
    if len(actors) < 2 and fact.relation != "Statement":
        roles = {arg.role for arg in fact.args}
    args = {
        (
            "actor" if symmetric and arg.role in ACTORS else arg.role,
            _identity(arg, fact, canonical),
        )
        for arg in fact.args
        if arg.role in roles
    }
    told = tuple(fact.details.get(name, "") for name in ("act", "phase", "temporal"))
    return (
        fact.relation, tuple(sorted(args)), fact.polarity, fact.modality,
        fact.holder is not None, told,
    )  # fmt: skip


def _identity(arg: Argument, fact: Fact, canonical: Mapping[str, str]) -> str:
    """Whom an argument means; words without an entity mean something in their article only."""
    if arg.entity:
        return canonical.get(arg.entity, arg.entity)
    return f"{fact.article} {plain(arg.text)}"


def _by_time_and_place(facts: list[Fact], canonical: Mapping[str, str]) -> list[Hashable]:
    """Facts with different dates, or places, tell of different events; unknown ones don't."""
    dates = [fact.when.value or "" if fact.when else "" for fact in facts]
    places = [
        " ".join(sorted(_identity(a, fact, canonical) for a in fact.args if a.role == "place"))
        for fact in facts
    ]
    tell_dates = len({date for date in dates if date}) > 1
    tell_places = len({place for place in places if place}) > 1
    return [
        (date if tell_dates else "", place if tell_places else "")
        for date, place in zip(dates, places, strict=True)
    ]


def _by_words(facts: list[Fact], numbers: Mapping[str, Number]) -> list[Hashable]:
    contents = [" ".join(arg.text for arg in fact.args if arg.role == "content") for fact in facts]
    groups = near_same(
        contents,
        int(numbers["linking.run_of_sentences"].value),
        numbers["linking.same_statement"].value,
        int(numbers["linking.compared_texts"].value),
    )
    # Named by its least content, not by a number, so that other statements don't matter.
    least: dict[int, str] = {}
    for fact, content, group in zip(facts, contents, groups, strict=True):
        name = plain(content) or fact.id
        least[group] = min(least.get(group, name), name)
    return [least[group] for group in groups]


def _wires(
    extractions: Sequence[Extraction], texts: Mapping[str, str], numbers: Mapping[str, Number]
) -> dict[str, str]:
    """For every article the first of those with nearly the same text."""
    bodies = []
    for extraction in extractions:
        article = extraction.article
        text = texts.get(article.document, "")
        bodies.append(text[article.span.start : article.span.end])
    groups = near_same(
        bodies,
        int(numbers["linking.run_of_articles"].value),
        numbers["linking.same_article"].value,
        int(numbers["linking.compared_texts"].value),
    )
    return {
        e.article.id: extractions[g].article.id for e, g in zip(extractions, groups, strict=True)
    }
