"""What resolution finds: the entities of an article, made of its chains, and their mentions."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

from kg.coref.ages import age_of
from kg.coref.compounds import in_compounds
from kg.coref.designations import designation
from kg.coref.discourse import Chain, Discourse, determiner
from kg.model import Entity, Mention, Span


@dataclass(frozen=True)
class Resolution:
    """The entities of an article and its mentions with ``entity`` set; others are left out."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def _by_head(self) -> dict[int, Mention]:
        """The mention with each head: a name before a description, the longer one first."""
        order = sorted(self.mentions, key=lambda m: (m.form == "name", m.last - m.first))
        return {m.head: m for m in order}

    @cached_property
    def _by_id(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def _described(self) -> frozenset[str]:
        return frozenset(m.entity for m in self.mentions if m.entity and m.form != "pronoun")

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(m.entity for m in self.mentions if m.entity and m.form == "name")

    @cached_property
    def _starting(self) -> dict[int, Mention]:
        """The first mention that begins with each token."""
        return {m.first: m for m in reversed(self.mentions)}

    @cached_property
    def _of_form(self) -> dict[tuple[str, str], list[Mention]]:
        found: dict[tuple[str, str], list[Mention]] = {}
        for mention in self.mentions:
            if mention.entity:
                found.setdefault((mention.entity, mention.form), []).append(mention)
        return found

    def starting(self, token: int) -> Mention | None:
        """The mention that begins with that token, the first of several."""
        return self._starting.get(token)

    def told(self, entity: str, form: str) -> list[Mention]:
        """The mentions of an entity that have a form: its names, descriptions or pronouns."""
        return self._of_form.get((entity, form), [])

    @cached_property
    def _names(self) -> list[Span]:
        return sorted(m.span for m in self.mentions if m.form == "name")

    def has_name(self, span: Span) -> bool:
        """Whether a name stands wholly in a span."""
        names = self._names
        for index in range(bisect_left(names, Span(span.start, span.start)), len(names)):
            if names[index].start > span.end:
                return False
            if names[index] in span:
                return True
        return False

    def is_named(self, id: str | None) -> bool:
        """Whether the entity of that id is named somewhere in the article."""
        return id in self._named

    def at(self, head: int) -> Mention | None:
        """The mention whose syntactic head is that token."""
        return self._by_head.get(head)

    def entity(self, id: str | None) -> Entity | None:
        """The entity of that id."""
        return self._by_id.get(id) if id else None

    def entities_at(self, head: int) -> tuple[Entity, ...]:
        """The entity meant by the noun phrase with that head; a group's members if known.

        Nothing for a pronoun whose entity is never named nor described.
        """
        mention = self.at(head)
        found = self.entity(mention.entity) if mention else None
        if found is None:
            return ()
        members = tuple(self._by_id[m] for m in found.members if m in self._by_id)
        if found.id not in self._described:
            return members
        return (found, *members) if found.some or not members else members


def _is_somebody(discourse: Discourse, chain: Chain, speaking: set[int | None]) -> bool:
    """Whether a chain is of a known type, is told of more than once, or speaks."""
    heads = {discourse.mentions[index].head for index in chain.mentions}
    return chain.type is not None or len(chain.mentions) > 1 or bool(heads & speaking)


def _age(discourse: Discourse, chain: Chain) -> int | None:
    """How old a named person is told to be."""
    told = age_of(discourse, chain) if chain.named and chain.type == "Person" else ""
    most = discourse.knowledge.whole("mentions.age_most")
    return int(told) if told.isdigit() and int(told) <= most else None


def _called(discourse: Discourse, chain: Chain) -> str:
    """What an entity is called: its name, or the first phrase that tells without pointing back.

    "The minister's team" rather than "her team", and what the article tells of it as new rather
    than its headline ("Cargo ship aground off Cork").
    """
    if chain.named:
        return chain.name
    pointing = discourse.knowledge.words("pointing_words")
    first = discourse.mentions[chain.mentions[0]]
    heading = discourse.ann.block(first.head).kind in ("headline", "caption")
    nominals = [m for m in (discourse.mentions[i] for i in chain.mentions) if m.form == "nominal"]
    if heading:
        told = (discourse.called(m) for m in nominals if _tells_anew(discourse, m))
        return next(told, chain.name)
    if not pointing & {*chain.name.lower().split()[:1]}:
        return chain.name
    phrases = (discourse.called(mention) for mention in nominals)
    return next((p for p in phrases if p.split()[0].lower() not in pointing), chain.name)


def _tells_anew(discourse: Discourse, mention: Mention) -> bool:
    """Whether a phrase of the body tells of something as new, and more than its noun."""
    words = [t for t in discourse.ann.doc[mention.first : mention.last] if t.is_alpha]
    new = determiner(discourse, mention) in discourse.knowledge.words("indefinite_articles")
    return new and len(words) > 2 and discourse.ann.block(mention.head).kind == "body"


def finish(discourse: Discourse) -> Resolution:
    """Chains as entities; a chain of one untyped description that does not speak is none."""
    article = discourse.ann.article.id
    speaking = {a.speaker_head for a in discourse.attributions if a.act == "speech"}
    compounds = list(in_compounds(discourse))
    again = {chain.order for _, chain in compounds}
    kept = [
        c
        for c in discourse.chains
        if c.mentions and (c.order in again or _is_somebody(discourse, c, speaking))
    ]
    kept.sort(key=lambda c: c.mentions[0])
    ids = {c.order: f"{article}/e{number}" for number, c in enumerate(kept)}
    entities = tuple(
        Entity(
            ids[c.order],
            article,
            c.type or "Thing",
            " ".join(_called(discourse, c).split()),
            members=tuple(ids[m.order] for m in c.members if m.order in ids),
            gender=c.gender,
            some=c.some,
            designation=designation(discourse, c, ids),
            age=_age(discourse, c),
        )
        for c in kept
    )
    placed = tuple(
        replace(
            m,
            entity=ids[discourse.chain_of[i].order],
            type=discourse.chain_of[i].type,
            certainty=round(discourse.certainty.get(i, 1.0), 2),
        )
        for i, m in enumerate(discourse.mentions)
        if i in discourse.chain_of and discourse.chain_of[i].order in ids
    )
    inside = tuple(
        replace(mention, entity=ids[chain.order])
        for mention, chain in compounds
        if chain.order in ids
    )
    return Resolution(entities, tuple(sorted((*placed, *inside), key=lambda m: m.span.start)))
