"""Find the gazetteer's entry of an entity."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.knowledge.bodies import generic_body
from kg.knowledge.derived import derived
from kg.knowledge.folding import key
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.linking.profiles import Profile

# Which types of entity an entry of a type may be what the tagger called so.
_MAY_BE = {
    "Place": frozenset({"Place"}),
    "Organization": frozenset({"Organization", "Group", "Product", "Work", "Thing"}),
    "Agreement": frozenset({"Agreement", "Law", "Document", "Event", "Thing", "Work"}),
}


def ground(profiles: Sequence[Profile], knowledge: Knowledge) -> list[Profile]:
    """The profiles with ``known`` set where the gazetteer has their entity."""
    by_article = defaultdict[str, list[Profile]](list)
    for profile in profiles:
        by_article[profile.entity.article].append(profile)
    grounded = []
    bodies = _bodies(knowledge)
    for members in by_article.values():
        homes = main_countries(members, knowledge)[:2]
        for profile in members:
            known = _entry(profile, homes, knowledge)
            if known is None and profile.entity.type == "Organization":
                known = bodies.get(generic_body(profile.name, knowledge) or ("", None))
            grounded.append(replace(profile, known=known))
    return sorted(grounded, key=lambda profile: profile.id)


@derived
def _bodies(knowledge: Knowledge) -> dict[tuple[str, str | None], Entry]:
    """The entries by what their names share with other names of a state's body."""
    found: dict[tuple[str, str | None], Entry] = {}
    for entry in knowledge.gazetteer:
        if entry.type == "Organization":
            for name in entry.names:
                body = generic_body(name, knowledge)
                if body and body[1]:
                    found.setdefault(body, entry)
    return found


def main_countries(profiles: Sequence[Profile], knowledge: Knowledge) -> list[str]:
    """The countries an article is about, most named first."""
    counts = Counter[str]()
    for profile in profiles:
        for country in sorted(_country_of(profile, knowledge)):
            counts[country] += max(1, profile.mentions)
    return sorted(counts, key=lambda country: (-counts[country], country))


def _country_of(profile: Profile, knowledge: Knowledge) -> frozenset[str]:
    if profile.entity.type == "Person":
        return profile.countries
    found = knowledge.gazetteer.lookup(profile.name)
    if not found:
        demonym = knowledge.gazetteer.country_of_demonym(profile.name)
        return frozenset([demonym.id]) if demonym else profile.countries
    entry = found[0]
    wanted = key(profile.name)
    if entry.type == "Organization" and any(wanted == key(h) for h in entry.homographs):
        return profile.countries  # every state has a Senate, which tells no country
    if entry.kind in ("Country", "Territory"):
        return frozenset([entry.id])
    return frozenset([entry.country] if entry.country and len(found) == 1 else [])


def _entry(profile: Profile, homes: Sequence[str], knowledge: Knowledge) -> Entry | None:
    """The entry of one of the entity's names; one that needs evidence must have it."""
    for name in dict.fromkeys((profile.name, *profile.names)):
        found = list(knowledge.gazetteer.lookup(name))
        # "Democrats" are the party's, but "Iranians" are no country.
        found += [
            e for e in knowledge.gazetteer.demonym(name) if e.type != "Place" and e not in found
        ]
        at_home = [e for home in homes[:1] for e in found if home in (e.id, e.country)]
        fitting = [
            e
            for e in (*at_home, *found)
            if _fits(e, name, profile, homes)
            and not _own_acronym(e, name, profile, knowledge)
            and not _of_another_state(e, name, profile, homes, knowledge)
        ]
        if fitting:
            return fitting[0]
    return None


def _own_acronym(entry: Entry, name: str, profile: Profile, knowledge: Knowledge) -> bool:
    """Whether initials are the article's own for another body: "Coastal Safety Council (CSC)".

    Its long name shares no word with those of the entry.
    """
    if not name.isupper() or profile.name == name or len(profile.name.split()) < len(name) - 1:
        return False
    small = knowledge.words("name_minor_words")
    ours = {w for w in key(profile.name).split() if w not in small}
    initials = "".join(w[0] for w in key(profile.name).split() if w not in small)
    known = {w for other in entry.names for w in key(other).split()} - {key(name)}
    return initials == key(name) and not ours & known


def _of_another_state(
    entry: Entry, name: str, profile: Profile, homes: Sequence[str], knowledge: Knowledge
) -> bool:
    """Whether a body of a name that many states have one of is another state's than the entry.

    It is told to belong elsewhere, has a longer name that is none of the entry's, or the article
    tells of other countries alone: "Puerto Rico's Senate", "the Georgia Senate".
    """
    wanted = key(name)
    if entry.type != "Organization" or not any(wanted == key(h) for h in entry.homographs):
        return False
    if profile.countries and entry.country not in profile.countries:
        return True
    body = generic_body(profile.name, knowledge)
    own = {key(other) for other in entry.names}
    inside = wanted.split() != key(profile.name).split() and wanted in key(profile.name)
    longer = inside and key(profile.name) not in own
    if longer and not (body and body[1] == entry.country):
        return True
    return bool(homes) and entry.country not in homes and entry.country not in profile.countries


def _fits(entry: Entry, name: str, profile: Profile, homes: Sequence[str]) -> bool:
    type = profile.entity.type
    alike = type == entry.type or type in _MAY_BE.get(entry.type, ())
    wanted = key(name)
    if any(wanted == key(other) for other in entry.homographs):
        ours = entry.country is None or entry.country in {*homes, *profile.countries}
        ours |= entry.type == "Organization" and not homes  # no other country is told
        # "Social Democrats" may be anywhere, and taken for people; their country tells.
        alike = alike or (type == "Person" and name in entry.demonyms and " " in name)
        return alike and (ours or entry.kind in ("Country", "City"))
    if alike:
        return True
    # The tagger takes many a known name for something else; but towns name clubs, courts, deals.
    if entry.type == "Place":
        return entry.kind == "Country" and type in ("Organization", "Thing", "Product")
    return True


def homes(profiles: Sequence[Profile], knowledge: Knowledge) -> Mapping[str, str | None]:
    """The main country of each article."""
    by_article = defaultdict[str, list[Profile]](list)
    for profile in profiles:
        by_article[profile.entity.article].append(profile)
    return {
        article: next(iter(main_countries(found, knowledge)), None)
        for article, found in by_article.items()
    }
