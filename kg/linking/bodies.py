"""Link organisations and other named things: acronyms, and short forms of longer names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.knowledge.bodies import acronym, body_key, is_acronym
from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.namematch import same_spelling, skeleton
from kg.linking.profiles import Contexts, Profile, articles_of, context_key
from kg.model import Extraction, Judgement, Verdict

# Types between which the tagger wavers for one name.
_ALIKE = frozenset({"Organization", "Thing", "Group"})
_BODY = frozenset({"Organization"})
_NAMED_KINDS = frozenset({"Organization", "Place", "Event", "Document", "Work", "Product"})


@dataclass(frozen=True)
class Body:
    """One cluster of entities which are no people."""

    id: str
    profiles: tuple[Profile, ...]
    knowledge: Knowledge

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its names in one spelling."""
        return tuple(
            sorted(
                {body_key(name, self.knowledge) for p in self.profiles for name in _names(p)} - {""}
            )
        )

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The articles, of very many only some."""
        return articles_of(self.profiles, self.knowledge)

    @cached_property
    def own(self) -> frozenset[str]:
        """What names it in contexts."""
        return frozenset(context_key(profile) for profile in self.profiles)

    @property
    def type(self) -> str:
        """The type of its first entity."""
        return self.profiles[0].entity.type


def _names(profile: Profile) -> tuple[str, ...]:
    known = profile.known.names if profile.known else ()
    return tuple(dict.fromkeys((profile.name, *profile.names, *known)))


def tied_bodies(extractions: Iterable[Extraction]) -> Iterator[tuple[str, str]]:
    """The bodies of one article of which it states a tie: "Orlo India, a unit of Orlo", are two."""
    for extraction in extractions:
        bodies = {entity.id for entity in extraction.entities if entity.type in _BODY}
        for fact in extraction.facts:
            ends = [arg.entity for arg in fact.args if arg.role in ("subject", "object")]
            if fact.asserted and len(ends) == 2 and ends[0] != ends[1] and bodies.issuperset(ends):
                yield str(ends[0]), str(ends[1])


def link_bodies(
    found: Iterable[Profile], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """Join acronyms with the names they stand for, and short names with the one longer name."""
    grouped = defaultdict[str, list[Profile]](list)
    for profile in found:
        if profile.entity.type not in ("Person", "Place") and profile.names:
            grouped[clusters.find(profile.id)].append(profile)
    bodies = [Body(id, tuple(members), knowledge) for id, members in sorted(grouped.items())]
    spoken = defaultdict[str, list[Body]](list)
    initials = defaultdict[str, list[Body]](list)
    spelled = defaultdict[str, list[Body]](list)
    # By all that their names begin and end with: of a first or last word alone there are too many.
    begun, ended = defaultdict[str, dict[str, Body]](dict), defaultdict[str, dict[str, Body]](dict)
    for body in bodies:
        for key in body.keys:
            spoken[key].append(body)
            parts = key.split()
            if len(parts) > 1:
                for place in range(1, len(parts)):
                    begun[" ".join(parts[:place])][body.id] = body
                    ended[" ".join(parts[place:])][body.id] = body
                spelled[_skeletons(parts, knowledge)].append(body)
        for name in sorted({name for p in body.profiles for name in _names(p)}):
            if acronym(name, knowledge):
                initials[acronym(name, knowledge)].append(body)
    number = knowledge.number
    most = knowledge.whole("linking.options")
    for body in bodies:
        if all(profile.known for profile in body.profiles):
            continue
        name = body.profiles[0].name
        key = body_key(name, knowledge)
        options: dict[str, tuple[float, Body, str]] = {}

        def offer(
            base: float,
            others: list[Body],
            reason: str,
            options: dict[str, tuple[float, Body, str]] = options,
            body: Body = body,
        ) -> None:
            for other in others if len(others) <= most else ():
                known = options.get(other.id)
                if other.id != body.id and (known is None or base > known[0]):
                    options[other.id] = (base, other, reason)

        parts = key.split()
        if set(parts) <= knowledge.words("generic_bodies"):
            continue
        offer(number("linking.called_so"), spoken[key], "another article calls it so")
        if is_acronym(name, knowledge):
            base = number("linking.initials")
            offer(base, initials[name.replace(".", "")], "the initials of its name")
        elif len(parts) > 1:
            alike = [o for o in spelled[_skeletons(parts, knowledge)] if _respelled(parts, o)]
            offer(number("linking.body_respelled"), alike, "another spelling of the name")
        # "Iranian" begins many a name, and is none of them.
        if len(key) > 2 and not (len(parts) == 1 and body.type == "Group"):
            longer = [o for o in begun[key].values() if _begins(body, key, o, knowledge)]
            offer(number("linking.beginning_of_name"), longer, "the beginning of a longer name")
            longer = [o for o in ended[key].values() if _ends(body, key, o, knowledge)]
            offer(number("linking.end_of_name"), longer, "the end of a longer name")
        yield from _choose(body, list(options.values()), clusters, around, knowledge)


def _skeletons(parts: list[str], knowledge: Knowledge) -> str:
    return " ".join(skeleton(part, knowledge) for part in parts)


def _respelled(parts: list[str], other: Body) -> bool:
    """Whether a name of the other differs by the spelling of single words only."""
    return any(
        len(parts) == len(theirs)
        and all(same_spelling(a, b, other.knowledge) for a, b in zip(parts, theirs, strict=True))
        for theirs in (key.split() for key in other.keys)
    )


def _begins(body: Body, key: str, other: Body, knowledge: Knowledge) -> bool:
    """Whether a name is the other's without its end, not that of what the other is part of.

    "Harbour University" is no short form of "Harbour University Press".
    """
    complete = _says_kind(key, knowledge)
    return _shortened(body, other) and any(
        k.startswith(key + " ") and not (complete and _says_kind(k[len(key) :], knowledge))
        for k in other.keys
    )


def _ends(body: Body, key: str, other: Body, knowledge: Knowledge) -> bool:
    """Whether a name is the other's without its beginning, and this names nothing itself."""
    return _shortened(body, other) and any(
        k.endswith(" " + key) and not _says_kind(k[: -len(key)], knowledge, _BODY)
        for k in other.keys
    )


def _shortened(body: Body, other: Body) -> bool:
    """Whether a name may be left incomplete: no initials, nor a single word of anything but a body.

    Words in capitals may be any in a headline.
    """
    name, types = body.profiles[0].name, {body.type, other.type}
    if name.isupper() or not (len(types) == 1 or types <= _ALIKE):
        return False
    return " " in name or types == {"Organization"}


def _says_kind(
    words_of_name: str, knowledge: Knowledge, among: frozenset[str] = _NAMED_KINDS
) -> bool:
    """Whether there is a noun in it that says of what kind the named is."""
    nouns = knowledge.table("entity_nouns")
    kinds = (nouns.get(word, ("",))[0] for word in words_of_name.split())
    return any(kind in among for kind in kinds)


def _choose(
    body: Body,
    options: list[tuple[float, Body, str]],
    clusters: Clusters,
    around: Contexts,
    knowledge: Knowledge,
) -> Iterator[Judgement]:
    number = knowledge.number
    company = number("linking.body_company")
    # Several may by now be one.
    alone = len({clusters.find(other.id) for _, other, _ in options}) == 1
    ranked: list[tuple[float, str, str]] = []
    for base, other, reason in options:
        score = base + company * around.support(body.articles, other.articles, body.own | other.own)
        score += number("linking.only_body") if alone else 0.0
        score -= (
            number("linking.body_kept_apart") if set(body.articles) & set(other.articles) else 0.0
        )
        score -= number("linking.other_type") if body.type != other.type else 0.0
        ranked.append((round(min(1.0, score), 3), other.id, reason))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    for score, chosen, reason in ranked[:1]:
        rivals = [
            rival
            for near, rival, _ in ranked[1:]
            if clusters.find(rival) != clusters.find(chosen)
            and near > score - number("linking.lead")
        ]
        verdict: Verdict = (
            "same" if score >= number("linking.body_same") and not rivals else "unsure"
        )
        if verdict == "same" and not clusters.join(body.id, chosen):
            return
        if score >= number("linking.body_unsure"):
            first, second = sorted((body.id, chosen))
            yield Judgement(first, second, verdict, score, reason)
