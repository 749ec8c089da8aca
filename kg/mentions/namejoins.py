"""Names put together again that the tagger parted."""

from dataclasses import replace

from kg.mentions.name import Name
from kg.mentions.namecontext import personal
from kg.mentions.namespans import capitalised
from kg.mentions.nouns import is_given_name, noun
from kg.syntax.annotate import Annotation


def joined(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names with given name and surname put together that the tagger took for two.

    It does so when the surname is a place's: "Lena" and "Paris" for "Lena Paris".
    """
    gazetteer = ann.knowledge.gazetteer
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: n.first):
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.last == name.first
            and name.last - name.first == before.last - before.first == 1
            and ann.block_of[before.first] == ann.block_of[name.first]
            and ann.doc[before.first].head.i == name.first
            and not gazetteer.lookup(ann.doc[before.first].text)
            and not gazetteer.demonym(ann.doc[before.first].text)
            and _bears(ann, before, name)
        ):
            kept[-1] = Name(before.first, name.last, "Person")
        else:
            kept.append(name)
    return kept


def _bears(ann: Annotation, given: Name, surname: Name) -> bool:
    """Whether a word and the name after it are a person's, by what the article tells of them."""
    word = ann.doc[surname.first].text
    bare = [Name(t.i, t.i + 1, "Person") for t in ann.doc if t.text == word]
    told = sum(personal(ann, name) for name in bare)
    if is_given_name(ann.doc[given.first].text, ann.knowledge):
        return told >= ann.knowledge.number("mentions.told_with_given_name")
    return told >= ann.knowledge.number("mentions.told_without_given_name")


def connected(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names put together that one law's name was parted into: "Fairness in Pay Act".

    The second part has the noun, the first is never there without what follows it.
    """
    doc, kept = ann.doc, list[Name]()
    for name in found:
        before = kept[-1] if kept else None
        head = noun(doc[name.last - 1].text, ann.knowledge)
        if (
            before is not None
            and before.last + 1 == name.first
            and doc[before.last].lower_ in ann.knowledge.words("inside_laws")
            and doc[before.last].head.i in range(before.first, before.last)
            and head is not None
            and head.type == "Law"
            and ann.block_of[before.first] == ann.block_of[name.first]
            and not ann.knowledge.gazetteer.lookup(doc[before.first : before.last].text)
            and not _otherwise(ann, before)
        ):
            kept[-1] = Name(before.first, name.last, "Law")
        else:
            kept.append(name)
    return kept


def _otherwise(ann: Annotation, name: Name) -> bool:
    """Whether the words of a name also stand before something else in the article."""
    doc, size = ann.doc, name.last - name.first
    wanted = [t.text for t in doc[name.first : name.last + 1]]
    return any(
        [t.text for t in doc[i : i + size]] == wanted[:-1] and doc[i + size].text != wanted[-1]
        for i in range(len(doc) - size)
    )


def partners(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names, with those put together that "&" joins: "Harbor & Inland Shipping".

    Two given names are two people, as are two full names.
    """
    doc, kept = ann.doc, list(found)
    for sign in (t for t in doc if t.text == "&"):
        left, right = sign.i - 1, sign.i + 1
        if left < 0 or right == len(doc) or ann.block_of[left] != ann.block_of[right]:
            continue
        beside = [n for n in kept if n.first <= right and n.last >= sign.i]
        if (
            not capitalised(doc[left], ann.knowledge)
            or not capitalised(doc[right], ann.knowledge)
            or any(n.first < sign.i < n.last for n in beside)
            or any(n.type == "Person" and n.last - n.first > 1 for n in beside)
            or (
                is_given_name(doc[left].text, ann.knowledge)
                and is_given_name(doc[right].text, ann.knowledge)
            )
        ):
            continue
        kept = [n for n in kept if n not in beside]
        first = min((n.first for n in beside), default=left)
        last = max((n.last for n in beside), default=right + 1)
        kept.append(Name(min(first, left), max(last, right + 1), "Organization"))
    return sorted(kept, key=lambda n: n.first)


def firms(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names with a firm's put together from its partners': "Dahl, Nora and Co"."""
    doc, kept = ann.doc, list(found)
    for end in doc:
        if end.lower_ not in ann.knowledge.words("ends_of_firms") or not end.text[:1].isupper():
            continue
        at, block = end.i, ann.block_of[end.i]
        joints = 0
        while at > 1 and ann.block_of[at - 1] == block:
            joint = doc[at - 1].lower_ in ("and", "&") or (joints and doc[at - 1].text == ",")
            if joint and capitalised(doc[at - 2], ann.knowledge):
                at, joints = at - 2, joints + 1
            elif joints and capitalised(doc[at - 1], ann.knowledge) and doc[at - 1].is_alpha:
                at -= 1
            else:
                break
        if joints:
            kept = [n for n in kept if n.last <= at or n.first > end.i]
            kept.append(Name(at, end.i + 1, "Organization"))
    return sorted(kept, key=lambda n: n.first)


def registered(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names of a list with the family name first: "REED, Ann; REED, Bob; and Ott, Cy Jon"."""
    doc, kept = ann.doc, list[Name]()
    for name in found:
        before = kept[-1] if kept else None
        comma = before is not None and name.first == before.last + 1
        if comma and before and doc[before.last].text == "," and _entry(ann, before, name):
            kept[-1] = Name(before.first, name.last, "Person")
        else:
            kept.append(name)
    return kept


def _entry(ann: Annotation, family: Name, given: Name) -> bool:
    """Whether two names are one entry of a list that semicolons part."""
    doc = ann.doc
    sentence = doc[family.first].sent
    if sum(t.text == ";" for t in sentence) < 2:
        return False
    start = family.first - 1
    opens = doc[start].text == ";" or doc[start].lower_ == "and" or doc[start + 1].is_upper
    closed = given.last < len(doc) and doc[given.last].text in (";", ".")
    return opens and closed


def numbered(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names with the number of those who joined them: "P5+1" is not the P5."""
    doc, kept = ann.doc, list[Name]()
    for name in found:
        rest = doc[name.last : name.last + 2]
        glued = not doc[name.last - 1].whitespace_ and not (rest and rest[0].whitespace_)
        more = len(rest) == 2 and rest[0].text == "+" and rest[1].is_digit
        whole = replace(name, last=name.last + 2, type="Organization")
        kept.append(whole if glued and more else name)
    return kept


def opened(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names with the word in front that tells what they are of: "Tropical Storm Ada"."""
    kept = list[Name]()
    for name in found:
        type = _opener(ann, name.first)
        if type is not None:
            name = replace(name, type=type)
        elif name.first and (type := _opener(ann, name.first - 1)) and _alike(ann, name):
            name = replace(name, first=name.first - 1, type=type)
        if type == "Event" and name.first:
            before = ann.doc[name.first - 1]
            if before.is_title and before.lower_ in ann.knowledge.words("storm_grades"):
                name = replace(name, first=name.first - 1)
        while kept and kept[-1].last > name.first:
            kept.pop()
        kept.append(name)
    return kept


def _opener(ann: Annotation, at: int) -> str | None:
    """The type that a capitalised word tells of the name it begins."""
    token = ann.doc[at]
    told = ann.knowledge.table("name_openers").get(token.lower_)
    follows = at + 1 < len(ann.doc) and ann.block_of[at + 1] == ann.block_of[at]
    if not told or not token.text[:1].isupper() or not follows:
        return None
    return told[0] if capitalised(ann.doc[at + 1], ann.knowledge) else None


def _alike(ann: Annotation, name: Name) -> bool:
    """Whether a name goes on in one phrase with the word before it."""
    before = ann.doc[name.first - 1]
    return before.head.i in range(name.first, name.last) or before.head == ann.doc[name.first].head


def with_particles(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names put together that were parted at a particle or a hyphen: "Ann van der" "Vel"."""
    doc, kept = ann.doc, list[Name]()
    particles = ann.knowledge.words("name_particles")
    for name in found:
        before = kept[-1] if kept else None
        if before is None or before.last > name.first or name.first - before.last > 3:
            kept.append(name)
            continue
        between = doc[before.last : name.first]
        small = [doc[before.last - 1], *between]
        joined = (
            (small[-1].lower_ in particles and not small[-1].text[:1].isupper())
            and all(t.lower_ in particles and t.tag_ != "IN" for t in between)
            and (before.type == "Person" or name.type == "Person")
            and before.last - before.first < 5
        ) or (
            doc[before.last - 1].text == "-"
            and not between
            and not doc[before.last - 1].whitespace_
        )
        if joined and ann.block_of[before.first] == ann.block_of[name.first]:
            kept[-1] = Name(before.first, name.last, "Person")
        else:
            kept.append(name)
    return [_without_end(ann, n) for n in kept if _without_end(ann, n).last > n.first]


def _without_end(ann: Annotation, name: Name) -> Name:
    """A person's name, with what follows a particle at its end."""
    doc, last = ann.doc, name.last
    particles = ann.knowledge.words("name_particles")
    while (
        name.type == "Person"
        and last < len(doc)
        and doc[last - 1].lower_ in particles
        and doc[last - 1].is_lower
        and (capitalised(doc[last], ann.knowledge) or doc[last].lower_ in particles)
    ):
        last += 1
    return replace(name, last=last)
