"""Whether two personal names can be one person's.

A name is compared by its parts: folded to plain lower-case letters, hyphens parting, particles
(``al-``, ``-e``, ``van``) dropped. Two spellings of one part are recognised by what
transliterations of Arabic, Persian, Turkish and Russian leave of it, or by Jaro-Winkler
similarity (Winkler 1990).
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from kg.knowledge.derived import derived
from kg.knowledge.folding import fold
from kg.knowledge.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How well two names agree (0 to 1), and in what way."""

    score: float
    reason: str


@derived
def parts_of(name: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The comparable parts of a name, particles left out unless nothing else is there."""
    plain = re.sub(r"[.](?=\w)", ". ", fold(name)).replace("'", "")
    found = [part for part in re.split(r"[\W_]+", plain) if part]
    kept = [
        part
        for index, part in enumerate(found)
        # "An Wang", "Al Gore": what begins a short name may be a given name.
        if part not in knowledge.words("name_particles")
        or (index == 0 and len(found) == 2 and "-" not in name)
    ]
    return tuple(kept or found)


@derived
def skeleton(part: str, knowledge: Knowledge) -> str:
    """What transliterations of one word have in common, mostly its consonants."""
    for pattern, plain in knowledge.table("transliterations").items():
        part = re.sub(pattern, "".join(plain), part)
    return part


@derived
def family_first(part: str, knowledge: Knowledge) -> bool:
    """Whether that is a family name which stands first."""
    return part.capitalize() in knowledge.words("family_name_first")


def without_numeral(parts: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """The parts of a name but the number or generation at its end ("III", "Jr.")."""
    last = knowledge.words("generations") | knowledge.words("numerals_of_names")
    return parts[:-1] if len(parts) > 2 and parts[-1] in last else parts


def generation(parts: tuple[str, ...], knowledge: Knowledge) -> str:
    """The generation at the end of a name ("jr"), else nothing."""
    told = len(parts) > 2 and parts[-1] in knowledge.words("generations")
    return parts[-1] if told else ""


def surnames(parts: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """The parts by which a person of that name is called for short."""
    parts = without_numeral(parts, knowledge)
    if len(parts) > 1 and family_first(parts[0], knowledge):
        return (parts[0], parts[-1])
    return parts[-1:]


@derived
def same_part(one: str, two: str, knowledge: Knowledge) -> float:
    """How sure it is that two parts are one word: 1 equal, less for spellings, 0 no."""
    if one == two:
        return 1.0
    length = min(len(one), len(two))
    if length < knowledge.whole("linking.spelling_letters"):
        return 0.0
    alike = JaroWinkler.similarity(one, two)
    bones = skeleton(one, knowledge)
    near = alike >= knowledge.number("linking.near_letters")
    if (
        bones == skeleton(two, knowledge)
        and len(bones) > 1
        and _initial(one, knowledge) == _initial(two, knowledge)
    ):
        # Short words have too few consonants to be told by them.
        enough = len(bones) >= knowledge.whole("linking.telling_consonants")
        if alike >= knowledge.number("linking.close_letters") or (enough and near):
            return knowledge.number("linking.transliteration")
        return knowledge.number("linking.short_transliteration") if near else 0.0
    slip = alike >= knowledge.number("linking.slip_letters")
    long = length >= knowledge.whole("linking.slip_length")
    return knowledge.number("linking.slip_of_letters") if slip and long else 0.0


def same_spelling(one: str, two: str, knowledge: Knowledge) -> bool:
    """Whether two parts are one word even where nothing else of the name supports it."""
    sure = same_part(one, two, knowledge) >= knowledge.number("linking.slip_of_letters")
    return sure and JaroWinkler.similarity(one, two) >= knowledge.number("linking.close_letters")


def _initial(part: str, knowledge: Knowledge) -> str:
    (first,) = knowledge.table("initial_letters").get(part[0], (part[0],))
    return first


@derived
def same_given(one: str, two: str, knowledge: Knowledge) -> float:
    """The same for given names, which may be initials or short forms."""
    if len(one) == 1 or len(two) == 1:
        return knowledge.number("linking.initial") if one[0] == two[0] else 0.0
    short = knowledge.table("nicknames")
    if two in short.get(one, ()) or one in short.get(two, ()):
        return knowledge.number("linking.nickname")
    if set(short.get(one, ())) & set(short.get(two, ())):
        return knowledge.number("linking.nicknames_of_one")
    # "Ivan" and "Ivana", "Daniel" and "Danielle" are no spellings of one name.
    genders = [_genders(knowledge).get(part) for part in (one, two)]
    if any(genders) and (
        skeleton(one, knowledge) != skeleton(two, knowledge)
        or (all(genders) and len(set(genders)) > 1)
    ):
        return 1.0 if one == two else 0.0
    return same_part(one, two, knowledge)


@derived
def _genders(knowledge: Knowledge) -> dict[str, str]:
    """The gender of common given names, folded."""
    return {fold(name): gender for name, (gender, *_) in knowledge.table("given_names").items()}


@derived
def compare(one: tuple[str, ...], two: tuple[str, ...], knowledge: Knowledge) -> NameMatch | None:
    """How two names of several parts each agree; None if they are different people's.

    The shorter name must be found in the longer in order. Missing given names in the middle and
    initials are common; a missing family name at the end is usual for Persian, Arabic and Spanish
    names of three parts.
    """
    number = knowledge.number
    short, long = (one, two) if (len(one), two) <= (len(two), one) else (two, one)
    if one == two:
        return NameMatch(number("linking.same_name"), "same name")
    if sorted(one) == sorted(two) and (
        family_first(one[0], knowledge) or family_first(two[0], knowledge)
    ):
        return NameMatch(number("linking.other_order"), "same name in another order")
    if "".join(one) == "".join(two):
        return NameMatch(number("linking.written_together"), "same name written together")
    if {one[-1], two[-1]} & knowledge.words("generations") and one[-1] != two[-1]:
        return None
    # "Robert Ames III" is often called without it; popes and kings have it in both names.
    numerals = knowledge.words("numerals_of_names")
    if (one[-1] in numerals) != (two[-1] in numerals) and min(len(one), len(two)) > 1:
        bare = [without_numeral(parts, knowledge) for parts in (one, two)]
        return compare(bare[0], bare[1], knowledge) if bare != [one, two] else None
    middle = [sum(len(part) == 1 for part in name[1:-1]) for name in (short, long)]
    if all(middle) and middle[0] != middle[1]:
        return None
    aligned = _align(short, long, knowledge)
    if aligned is None:
        return None
    score, places = aligned
    if len(short) == len(long):
        return NameMatch(number("linking.respelled") * score, "another spelling of the name")
    if places[-1] == len(long) - 1:
        left_out = number("linking.middle_left_out" if places[0] == 0 else "linking.first_left_out")
        return NameMatch(left_out * score, "a shorter form of the name")
    if places[0] == 0 and len(short) >= 2 and all(len(part) > 1 for part in short):
        return NameMatch(
            number("linking.last_left_out") * score, "the beginning of the longer name"
        )
    return None


def _align(
    short: tuple[str, ...], long: tuple[str, ...], knowledge: Knowledge
) -> tuple[float, list[int]] | None:
    """Where each part of the shorter name stands in the longer, and how sure that is."""
    score, places, start = 1.0, list[int](), 0
    for index, part in enumerate(short):
        family = index == len(short) - 1
        best = 0.0
        for place in range(start, len(long)):
            alike = (
                same_part(part, long[place], knowledge)
                if family or place == len(long) - 1
                else same_given(part, long[place], knowledge)
            )
            if alike:
                best = alike
                break
        if not best:
            # An initial of a middle name may be missing in one that has no middle names.
            if len(part) == 1 and 0 < index < len(short) - 1 and len(long) == 2:
                continue
            return None
        score, start = score * best, place + 1
        places.append(place)
    return (score, places) if len(places) > 1 else None
