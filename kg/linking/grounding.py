"""Find the gazetteer's entry of an entity, and what names of bodies have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.lexicon import words
from kg.linking.gazetteer import Entry, Gazetteer, key
from kg.linking.profiles import Profile

# Which types of entity an entry of a type may be what the tagger called so.
_MAY_BE = {
    "Place": frozenset({"Place"}),
    "Organization": frozenset({"Organization", "Group", "Product", "Work", "Thing"}),
    "Agreement": frozenset({"Agreement", "Law", "Document", "Event", "Thing", "Work"}),
}

# What a description begins with that need not mean the same thing in two articles.
_INDEFINITE = frozenset(
    ["a", "an", "another", "some", "any", "each", "its", "their", "his", "her", "our", "my", "new"]
)


def ground(profiles: Sequence[Profile], gazetteer: Gazetteer) -> list[Profile]:
    """The profiles with ``known`` set where the gazetteer has their entity."""
    by_article = defaultdict[str, list[Profile]](list)
    for profile in profiles:
        by_article[profile.entity.article].append(profile)
    grounded = []
    bodies = _bodies(gazetteer)
    for members in by_article.values():
        homes = main_countries(members, gazetteer)[:2]
        for profile in members:
            known = _entry(profile, homes, gazetteer)
            if known is None and profile.entity.type == "Organization":
                known = bodies.get(generic_body(profile.name, gazetteer) or ("", None))
            grounded.append(replace(profile, known=known))
    return sorted(grounded, key=lambda profile: profile.id)


def _bodies(gazetteer: Gazetteer) -> dict[tuple[str, str | None], Entry]:
    """The entries by what their names share with other names of a state's body."""
    found: dict[tuple[str, str | None], Entry] = {}
    for entry in gazetteer:
        if entry.type == "Organization":
            for name in entry.names:
                body = generic_body(name, gazetteer)
                if body and body[1]:
                    found.setdefault(body, entry)
    return found


def main_countries(profiles: Sequence[Profile], gazetteer: Gazetteer) -> list[str]:
    """The countries an article is about, most named first."""
    counts = Counter[str]()
    for profile in profiles:
        for country in sorted(_country_of(profile, gazetteer)):
            counts[country] += max(1, profile.mentions)
    return sorted(counts, key=lambda country: (-counts[country], country))


def _country_of(profile: Profile, gazetteer: Gazetteer) -> frozenset[str]:
    if profile.entity.type == "Person":
        return profile.countries
    found = gazetteer.lookup(profile.name)
    if not found:
        demonym = gazetteer.country_of_demonym(profile.name)
        return frozenset([demonym.id]) if demonym else profile.countries
    entry = found[0]
    if entry.kind in ("Country", "Territory"):
        return frozenset([entry.id])
    return frozenset([entry.country] if entry.country and len(found) == 1 else [])


def _entry(profile: Profile, homes: Sequence[str], gazetteer: Gazetteer) -> Entry | None:
    """The entry of one of the entity's names; one that needs evidence must have it."""
    for name in dict.fromkeys((profile.name, *profile.names)):
        found = list(gazetteer.lookup(name))
        # "Democrats" are the party's, but "Iranians" are no country.
        found += [e for e in gazetteer.demonym(name) if e.type != "Place" and e not in found]
        at_home = [e for home in homes[:1] for e in found if home in (e.id, e.country)]
        fitting = [e for e in (*at_home, *found) if _fits(e, name, profile, homes)]
        if fitting:
            return fitting[0]
    return None


def _fits(entry: Entry, name: str, profile: Profile, homes: Sequence[str]) -> bool:
    type = profile.entity.type
    alike = type == entry.type or type in _MAY_BE.get(entry.type, ())
    wanted = key(name)
    if any(wanted == key(other) for other in entry.homographs):
        ours = entry.country is None or entry.country in {*homes, *profile.countries}
        # "Social Democrats" may be anywhere, and taken for people; their country tells.
        alike = alike or (type == "Person" and name in entry.demonyms and " " in name)
        return alike and (ours or entry.kind in ("Country", "City"))
    if alike:
        return True
    # The tagger takes many a known name for something else; but towns name clubs, courts, deals.
    if entry.type == "Place":
        return entry.kind == "Country" and type in ("Organization", "Thing", "Product")
    return True


@cache
def body_key(name: str) -> str:
    """What spellings of an organisation's name share: no "the", no "Inc.", one spelling."""
    plain = re.sub(r"[^\w]+", " ", key(name).replace("&", " and ")).strip()
    plain = plain.replace("organisation", "organization").replace("centre", "center")
    parts = plain.split()
    while len(parts) > 1 and parts[-1] in words("company_suffixes"):
        parts.pop()
    return " ".join(parts)


def generic_body(name: str, gazetteer: Gazetteer) -> tuple[str, str | None] | None:
    """A name every country has a body of, and the country the name says: None for other names.

    "Iranian Foreign Ministry" is ("foreign ministry", "place/iran"), and so is the "Ministry of
    Foreign Affairs of Iran".
    """
    original = [part for part in re.split(r"[\s\-]+", name) if part.lower() != "the"]
    country, rest = _country_of_body(original, gazetteer)
    parts = body_key(" ".join(rest) if country else name).split()
    known = words("generic_bodies")
    if parts and all(part in known for part in parts) and (country or len(parts) <= 4):
        # "Ministry of Foreign Affairs" is the Foreign Ministry.
        return " ".join(sorted(set(parts) - words("name_minor_words") - {"affairs"})), country
    return None


def only_body(name: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """What a description names that there is one of: "the Chilean government".

    As `generic_body`; or an administration and the surname of its head, "the Lee administration".
    """
    if name.partition(" ")[0].lower() in _INDEFINITE:
        return None
    body = generic_body(name, gazetteer)
    if body and body[1]:
        one = body[0] in words("only_bodies") or (" " in body[0] and "ministry" in body[0].split())
        return (body[0], body[1]) if one else None
    led = re.fullmatch(r"(?:[Tt]he )?([A-Z][\w'’-]+) administration", name)
    return ("administration", led[1].lower()) if led else None


def _country_of_body(parts: list[str], gazetteer: Gazetteer) -> tuple[str | None, list[str]]:
    """The country in the parts of a body's name, and the parts without it."""

    def state(name: str) -> Entry | None:
        found = (e for e in gazetteer.lookup(name) if e.kind in ("Country", "Territory"))
        return next(found, None)

    for width in (2, 1):
        lead = " ".join(parts[:width]).removesuffix("'s").removesuffix("’s")
        entry = gazetteer.country_of_demonym(lead) or state(lead)
        if entry and len(parts) > width:
            return entry.id, parts[width:]
    # "Government of the Republic of Croatia", "Ministry of Defence of Norway"
    for index in (i for i, part in enumerate(parts) if part == "of" and i):
        if entry := state(" ".join(parts[index + 1 :])):
            return entry.id, parts[:index]
    return None, parts


def acronym(name: str) -> str:
    """The initials of a name's major words, in capitals; empty for names of one or two words."""
    minor = words("name_minor_words")
    parts = [part for part in re.split(r"[\s\-]+", name) if part and part.lower() not in minor]
    return "".join(part[0] for part in parts).upper() if len(parts) > 2 else ""


def is_acronym(name: str) -> bool:
    """Whether a name looks like initials ("IAEA", "U.N.")."""
    plain = name.replace(".", "")
    return 2 <= len(plain) <= 6 and plain.isupper() and plain.isalpha()


def homes(profiles: Sequence[Profile], gazetteer: Gazetteer) -> Mapping[str, str | None]:
    """The main country of each article."""
    by_article = defaultdict[str, list[Profile]](list)
    for profile in profiles:
        by_article[profile.entity.article].append(profile)
    return {
        article: next(iter(main_countries(found, gazetteer)), None)
        for article, found in by_article.items()
    }
