"""What names of bodies have in common: "Iranian Foreign Ministry", "Ministry of Defence"."""

import re

from kg.knowledge.derived import derived
from kg.knowledge.folding import key
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.knowledge import Knowledge


@derived
def body_key(name: str, knowledge: Knowledge) -> str:
    """What spellings of an organisation's name share: no "the", no "Inc.", one spelling."""
    plain = re.sub(r"[^\w]+", " ", key(name).replace("&", " and ")).strip()
    for other, (spelling,) in knowledge.table("body_spellings").items():
        plain = plain.replace(other, spelling)
    parts = plain.split()
    while len(parts) > 1 and parts[-1] in knowledge.words("company_suffixes"):
        parts.pop()
    return " ".join(parts)


def generic_body(name: str, knowledge: Knowledge) -> tuple[str, str | None] | None:
    """A name every country has a body of, and the country the name says: None for other names.

    "Iranian Foreign Ministry" is ("foreign ministry", "place/iran"), and so is the "Ministry of
    Foreign Affairs of Iran".
    """
    original = [part for part in re.split(r"[\s\-]+", name) if part.lower() != "the"]
    country, rest = _country_of_body(original, knowledge.gazetteer)
    parts = body_key(" ".join(rest) if country else name, knowledge).split()
    known, most = knowledge.words("generic_bodies"), knowledge.whole("knowledge.generic_words")
    if parts and all(part in known for part in parts) and (country or len(parts) <= most):
        small = knowledge.words("name_minor_words") | knowledge.words("affairs")
        return " ".join(sorted(set(parts) - small)), country
    return None


def only_body(name: str, knowledge: Knowledge) -> tuple[str, str] | None:
    """What a description names that there is one of: "the Chilean government".

    As `generic_body`; or an administration and the surname of its head, "the Lee administration".
    """
    if name.partition(" ")[0].lower() in knowledge.words("open_determiners"):
        return None
    body = generic_body(name, knowledge)
    if body and body[1]:
        one = body[0] in knowledge.words("only_bodies") or (
            " " in body[0] and not knowledge.words("ministries").isdisjoint(body[0].split())
        )
        return (body[0], body[1]) if one else None
    governments = "|".join(map(re.escape, sorted(knowledge.words("led_governments"))))
    led = re.fullmatch(rf"(?:[Tt]he )?([A-Z][\w'’-]+) ({governments})", name)
    return (led[2], led[1].lower()) if led else None


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


def acronym(name: str, knowledge: Knowledge) -> str:
    """The initials of a name's major words, in capitals; empty for names of one or two words."""
    minor = knowledge.words("name_minor_words")
    parts = [part for part in re.split(r"[\s\-]+", name) if part and part.lower() not in minor]
    return "".join(part[0] for part in parts).upper() if len(parts) > 2 else ""


def is_acronym(name: str, knowledge: Knowledge) -> bool:
    """Whether a name looks like initials ("IAEA", "U.N.")."""
    plain = name.replace(".", "")
    longest = knowledge.whole("knowledge.longest_acronym")
    return 2 <= len(plain) <= longest and plain.isupper() and plain.isalpha()
