"""Put the mentions of one article together into entities, cautiously: one candidate or none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from kg.attributions.quotations import Attribution
from kg.coref.aliases import cluster_names
from kg.coref.appositions import named_by_syntax
from kg.coref.compounds import in_compounds
from kg.coref.descriptions import describe, description
from kg.coref.designations import designation
from kg.coref.discourse import Chain, Discourse
from kg.coref.focus import age_of
from kg.coref.latenames import join_glosses, join_late_names
from kg.coref.listed import place_listed
from kg.coref.nameparts import gender_of_name, parts_of
from kg.coref.nominals import place_known, resolve_headlines, resolve_nominal
from kg.coref.othernames import join_other_names
from kg.coref.pronouns import resolve_pronoun
from kg.coref.repeated import join_possessed
from kg.coref.speakers import resolve_first_person
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun, noun_of, singular
from kg.model import Entity, Mention
from kg.syntax.annotate import Annotation


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


def resolve(
    ann: Annotation, mentions: tuple[Mention, ...], attributions: tuple[Attribution, ...]
) -> Resolution:
    """Cluster mentions into entities: names, then nominals and pronouns in textual order."""
    return finish(run(ann, mentions, attributions))


def run(
    ann: Annotation,
    mentions: tuple[Mention, ...],
    attributions: tuple[Attribution, ...],
    choose: Callable[[Discourse, int], Chain | None] = resolve_pronoun,
) -> Discourse:
    """All stages of resolution; ``choose`` finds the chain of a third-person pronoun."""
    discourse = Discourse(ann, mentions, attributions)
    place_names(discourse)
    tell_own_pronouns(discourse)
    join_other_names(discourse)
    seats_for_governments(discourse)
    place_listed(discourse)
    resolve_headlines(discourse)
    place_known(discourse)
    join_glosses(discourse)
    third_person = ann.knowledge.words("third_person")
    for index in _possessors_first(discourse):
        if index in discourse.chain_of:
            continue
        mention = mentions[index]
        if mention.form == "nominal":
            resolve_nominal(discourse, index)
        elif mention.form == "pronoun" and ann.doc[mention.head].lower_ in third_person:
            chain = choose(discourse, index)
            if chain is not None:
                discourse.join(index, chain)
    join_late_names(discourse)
    join_other_names(discourse, pronouns=True)
    resolve_first_person(discourse)
    join_possessed(discourse)
    return discourse


def _possessors_first(discourse: Discourse) -> Iterator[int]:
    """All mentions in order; "his" before "his sister" or "its mission", to tell whose.

    The pronoun behind a quotation comes before those in it: "'He owes me a pool,' she said".
    """
    kin = discourse.knowledge.words("kin")
    for index, mention in enumerate(discourse.mentions):
        said = discourse.said_in.get(mention.head)
        if said is not None and discourse.attributions[said].mode == "direct":
            behind = discourse.attributions[said].speaker_head
            speaker = discourse.by_head.get(behind) if behind is not None else None
            if speaker is not None and discourse.mentions[speaker].form == "pronoun":
                yield speaker
        head = discourse.ann.doc[mention.head]
        if mention.form == "nominal" and not (
            singular(head) in kin and named_by_syntax(discourse, index)
        ):
            for token in discourse.ann.doc[mention.head].lefts:
                if token.tag_ == "PRP$" and (owner := discourse.by_head.get(token.i)) is not None:
                    yield owner
        yield index


def place_names(discourse: Discourse) -> None:
    """Make a chain of each cluster of names, with what titles and appositions tell of it."""
    gazetteer = discourse.knowledge.gazetteer
    known: dict[str, Chain] = {}
    for alias in cluster_names(discourse.ann, discourse.mentions):
        longest = max(
            (discourse.mentions[i] for i in alias.mentions),
            key=lambda m: (
                len(parts_of(m.name, discourse.knowledge)),
                "," not in m.name,
                len(m.name),
                -m.span.start,
            ),
        )
        entries = [e for e in gazetteer.lookup(longest.name) if e.type == alias.type]
        if alias.type == "Organization" and not entries:
            entries = [e for e in gazetteer.demonym(longest.name) if e.type == alias.type][:1]
        country = gazetteer.country_of_demonym(longest.name) if alias.type == "Place" else None
        if country is not None:
            entries = [country]
        entry = entries[0].id if entries else None
        chain = known.get(entry) if entry else None
        if chain is None:
            chain = discourse.new_chain(type=alias.type, named=True, gazetteer=entry)
        if entry:
            known[entry] = chain
        chain.name = max(chain.name, country.label if country else longest.name, key=len)
        for index in alias.mentions:
            mention = discourse.mentions[index]
            discourse.join(index, chain)
            if chain.type == "Person" and chain.gender is None:
                chain.gender = gender_of_name(
                    parts_of(mention.name, discourse.knowledge),
                    mention.name,
                    mention.title,
                    discourse.knowledge,
                )
            if chain.type == "Person" and mention.title:
                words = mention.title.split()
                told = noun(words[-1], discourse.knowledge)
                if told is not None:
                    chain.gender = chain.gender or told.gender
                head = discourse.ann.doc[mention.head]
                full = describe(head, discourse.knowledge)
                ranks = full.modifiers & discourse.knowledge.words("ranks")
                told_before = [*(w.lower() for w in words[:-1]), *ranks]
                chain.descriptions.append(
                    description(words[-1].lower(), discourse.knowledge, told_before, full.countries)
                )
        chain.sure = chain.gender is not None
        chain.plural = alias.type == "Group"


def tell_own_pronouns(discourse: Discourse) -> None:
    """Mark who is said to go by "they": "Ann Lee, who uses they and them"."""
    words = discourse.knowledge.words
    for token in discourse.ann.doc:
        if token.lower_ not in words("own_pronouns"):
            continue
        verb = token.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        if verb.lemma_ not in words("verbs_of_own_pronouns"):
            continue
        subjects = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")]
        if subjects and subjects[0].lower_ in words("relative_of_people"):
            subjects = [verb.head]
        chain = discourse.chain_at(subjects[0].i) if subjects else None
        if chain is not None and chain.named and chain.type == "Person":
            chain.gender, chain.sure = "they", True


def seats_for_governments(discourse: Discourse) -> None:
    """Give a capital that acts or owns to its country: "Tehran rejected the offer".

    Only where the article names that country too, and the city is no place of what happens there;
    not where it is about the city, which is named far oftener then.
    """
    gazetteer = discourse.knowledge.gazetteer
    by_entry = {c.gazetteer: c for c in discourse.chains if c.gazetteer}
    for chain in list(discourse.chains):
        countries = [
            by_entry[e.id]
            for e in gazetteer.seat_of(chain.name)
            if e.kind == "Country" and e.id in by_entry
        ]
        if chain.type != "Place" or len(countries) != 1 or countries[0] is chain:
            continue
        times = discourse.knowledge.number("coref.focus_times")
        if len(chain.mentions) > times * len(countries[0].mentions):
            continue
        for index in list(chain.mentions):
            if acts(discourse.ann.doc[discourse.mentions[index].head], discourse.knowledge):
                chain.mentions.remove(index)
                discourse.join(index, countries[0])


def acts(token: Token, knowledge: Knowledge) -> bool:
    """Whether a place is spoken of as one that acts, has or is dealt with."""
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ == "nsubj":
        return token.head.pos_ in ("VERB", "AUX") and token.head.lemma_ != "be"
    if token.dep_ == "poss":
        kind = noun_of(token.head, knowledge)
        return kind is None or kind.type not in ("Place", "Event", "Organization", "Person")
    if token.dep_ == "pobj":
        return token.head.lower_ in knowledge.words("prepositions_of_parties")
    return False


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

    "The minister's team" rather than "her team".
    """
    pointing = discourse.knowledge.words("pointing_words")
    if chain.named or not pointing & {*chain.name.lower().split()[:1]}:
        return chain.name
    phrases = (
        discourse.called(mention)
        for mention in (discourse.mentions[i] for i in chain.mentions)
        if mention.form == "nominal"
    )
    return next((p for p in phrases if p.split()[0].lower() not in pointing), chain.name)


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


__all__ = ["Chain", "Resolution", "resolve"]
