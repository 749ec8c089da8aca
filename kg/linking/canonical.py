"""Name clusters of entities: readable ids that depend on what is in them and on nothing else."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from kg.knowledge.folding import slug
from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.namematch import parts_of
from kg.linking.profiles import Profile


@dataclass(frozen=True, order=True, slots=True)
class Canonical:
    """An entity across articles.

    ``id`` is readable (``person/ada-quill``); ``name`` is what it is called, ``aliases`` its other
    names; ``same_as`` IRIs of it elsewhere; ``members`` the ids of the articles' entities;
    ``former`` ids it had before a decision renamed or joined it; ``ignored`` by a decision;
    ``decided`` is one whose type is a decision, whatever was read.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    members: tuple[str, ...]
    country: str | None = None
    former: tuple[str, ...] = ()
    ignored: bool = False
    decided: bool = False


def name_clusters(
    clusters: Clusters, profiles: Mapping[str, Profile], knowledge: Knowledge
) -> tuple[Canonical, ...]:
    """The clusters as canonical entities, in order of their ids."""
    wanted = defaultdict[str, list[Canonical]](list)
    for members in clusters.all():
        made = _describe([profiles[member] for member in members], knowledge)
        wanted[made.id].append(made)
    found = []
    for id, homonyms in wanted.items():
        # The one most articles have keeps the plain id; the others get a mark of their content.
        homonyms.sort(key=lambda c: (not c.same_as, -len(c.members), c.members))
        found.append(homonyms[0])
        for other in homonyms[1:]:
            found.append(_renamed(other, f"{id}-{digest(other.members[0])}"))
    return tuple(sorted(found))


def _describe(members: list[Profile], knowledge: Knowledge) -> Canonical:
    ids = tuple(member.id for member in members)
    known = next((member.known for member in members if member.known), None)
    spoken = Counter[str]()
    for member in members:
        spoken.update(dict.fromkeys(member.names, 1))
    if known:
        aliases = set(spoken) - {known.label}
        return Canonical(
            known.id, known.type, known.label, tuple(sorted(aliases)), known.same_as, ids,
            known.country,
        )  # fmt: skip
    types = Counter[str]()
    for member in members:
        types[member.entity.type] += member.mentions
    type = min(types, key=lambda name: (-types[name], name))
    fullest = Counter(member.name for member in members)
    name = min(
        fullest,
        key=lambda n: (
            (type == "Person" and len(parts_of(n, knowledge)) < 2, -fullest[n], -len(n), n)
            if spoken
            else (_is_vague(n, knowledge), n.removeprefix("The ").islower(), len(n), n)
        ),
    )
    countries = sorted({country for member in members for country in member.countries})
    readable = slug(name)
    if not spoken:
        # Nobody else's "officials" are these.
        readable = f"{readable[:40]}-{digest(ids[0])}"
    return Canonical(
        id=f"{type.lower()}/{readable}",
        type=type,
        name=name,
        aliases=tuple(sorted(set(spoken) - {name})),
        same_as=(),
        members=ids,
        country=countries[0] if len(countries) == 1 else None,
    )


def _is_vague(description: str, knowledge: Knowledge) -> bool:
    """Whether a description begins so that it says too little outside its article."""
    first, blank, _ = description.lower().partition(" ")
    return bool(blank) and first in knowledge.words("vague_determiners")


def _renamed(entity: Canonical, id: str) -> Canonical:
    return Canonical(
        id, entity.type, entity.name, entity.aliases, entity.same_as, entity.members,
        entity.country, entity.former, entity.ignored, entity.decided,
    )  # fmt: skip


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return blake2b(text.encode(), digest_size=4).hexdigest()
