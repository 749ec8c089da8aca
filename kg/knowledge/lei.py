"""Names of companies from records of the Global LEI System, as its foundation gives them.

That is a table in the columns of LEI-CDF (the golden copy, or a part of it), or an answer of its
service as JSON. Legal names are often in capitals and end with a legal form, and news writes them
otherwise: "ORLO SCHIFFAHRT AKTIENGESELLSCHAFT" is called "Orlo Schiffahrt".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.knowledge.lexicon import Lexicon, load_lexicon

IRI = "https://rdf.gleif.org/L1/L-"
COLUMNS = frozenset({"LEI", "Entity.LegalName"})
_ID = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_OTHER = re.compile(
    r"Entity\.(?:Transliterated)?OtherEntityNames\.(?:Transliterated)?OtherEntityName\.\d+"
)
# Records that were given by mistake.
_VOID = ("DUPLICATE", "ANNULLED")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class Company:
    """A company by its names; ``ambiguous`` are those of its names that may be ordinary words.

    ``country`` is the code of the country of its legal address ("DE").
    """

    lei: str
    label: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    country: str | None


def of_table(rows: Iterable[Mapping[str, str]]) -> Iterator[Company]:
    """The companies of rows in the columns of LEI-CDF."""
    for row in rows:
        if row.get("Registration.RegistrationStatus") not in _VOID:
            others = [cell for column, cell in row.items() if _OTHER.fullmatch(column)]
            country = row.get("Entity.LegalAddress.Country")
            yield from _company(row["LEI"], row["Entity.LegalName"], others, country)


def of_answer(data: Any) -> Iterator[Company]:
    """The companies of an answer of the service: what stands under its ``data``."""
    for record in data if isinstance(data, list) else [data]:
        told = _inner(record, "attributes")
        entity, registration = _inner(told, "entity"), _inner(told, "registration")
        if registration.get("status") in _VOID:
            continue
        listed = [
            *(entity.get("otherNames") or ()),
            *(entity.get("transliteratedOtherNames") or ()),
        ]
        others = [_name(other) for other in listed]
        country = _inner(entity, "legalAddress").get("country")
        yield from _company(
            str(told.get("lei") or ""), _name(entity.get("legalName")), others, country
        )


def _inner(told: Any, key: str) -> Mapping[str, Any]:
    found = told.get(key) if isinstance(told, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _name(told: Any) -> str:
    found = told.get("name") if isinstance(told, Mapping) else None
    return found if isinstance(found, str) else ""


def _company(lei: str, legal: str, others: Iterable[str], country: str | None) -> Iterator[Company]:
    """A company, if it has an identifier and a name in Latin letters."""
    told = [" ".join(name.split()) for name in (legal, *others)]
    names = [name for name in told if _LATIN.search(name)]
    if not _ID.fullmatch(lei.strip()) or not names:
        return
    label = _cased(names[0])
    found = dict.fromkeys(
        form
        for name in (label, *filter(None, told))
        for form in (name, _cased(name), _without_form(_cased(name)))
    )
    found.pop(label)
    # "Orlo AG" is called "Orlo", but what is called "Delta" is not always "Delta Ltd".
    short = tuple(name for name in found if " " not in name and not name.isupper())
    yield Company(lei.strip(), label, tuple(found), short, country or None)


def _cased(name: str) -> str:
    """A name as news writes it, where it is written in capitals; short words may be initials."""
    if not name.isupper():
        return name
    small, longest = _lexicon().words("name_minor_words"), len("BMW")

    def word(found: re.Match[str]) -> str:
        told = found[0]
        if found.start() and len(told) > 1 and told.lower() in small:
            return told.lower()
        return told if len(told) <= longest else told.capitalize()

    return re.sub(r"[^\W\d_]+", word, name)


def _without_form(name: str) -> str:
    """A name without the legal form at its end; the name itself where nothing else is left."""
    forms = _lexicon().words("legal_forms")
    parts = name.split(" ")
    for first in range(1, len(parts)):
        form = re.sub(r"[.,()]", "", " ".join(parts[first:])).lower().strip("- ")
        if form in forms:
            return " ".join(parts[:first]).rstrip(" ,-")
    return name


@lru_cache(1)
def _lexicon() -> Lexicon:
    return load_lexicon()
