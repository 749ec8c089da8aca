"""Find names: the tagger's proposals and runs of proper nouns, cut and completed.

What they are names of is told by `nametypes`.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.entities.nametypes import Name, name_types, personal
from kg.entities.nouns import given_names, is_title, noun, titles
from kg.lexicon import words
from kg.linking.gazetteer import load_gazetteer
from kg.syntax.annotate import Annotation

_LABELS = {
    "PERSON": "Person", "ORG": "Organization", "NORP": "Group", "GPE": "Place", "LOC": "Place",
    "FAC": "Place", "EVENT": "Event", "LAW": "Law", "PRODUCT": "Product", "WORK_OF_ART": "Work",
}  # fmt: skip
# Functions in which the first word of a sentence owes its capital to its place.
_MODIFIER = frozenset(["compound", "amod", "nmod", "advmod", "ROOT"])


def find_names(ann: Annotation) -> tuple[Name, ...]:
    """The names of an article in textual order, not overlapping."""
    proposals = _proposals(ann)
    types = name_types(ann, proposals)
    names = [replace(p, type=type) for p, type in zip(proposals, types, strict=True)]
    names = [*names, *_missed(ann, names)]
    names = [_with_title(ann, _demonym(ann, name)) for name in names]
    return tuple(sorted(names, key=lambda n: n.first))


def _demonym(ann: Annotation, name: Name) -> Name:
    """An adjective of nationality as the place it is of: the "Iranian" of "Iranian minister"."""
    token = ann.doc[name.first]
    adjective = token.tag_ in ("JJ", "NNP") and token.dep_ in ("amod", "compound", "nmod")
    if name.type != "Group" or name.last - name.first > 1 or not adjective:
        return name
    known = load_gazetteer().country_of_demonym(token.text)
    return replace(name, type="Place") if known else name


def capitalised(token: Token) -> bool:
    """Whether a word begins with a capital and has a letter."""
    return (token.text[:1].isupper() and token.is_alpha) or (
        token.text[:1].isupper() and any(c.isalpha() for c in token.text)
    )


def _proposals(ann: Annotation) -> list[Name]:
    """The tagger's names, trimmed and completed, and runs of proper nouns that it left out."""
    doc = ann.doc
    taken = [False] * len(doc)
    found = []
    for ent in doc.ents:
        if ent.label_ not in _LABELS:
            for token in ent:
                taken[token.i] = ent.label_ not in ("ORDINAL", "CARDINAL")
            continue
        for first, last in _pieces(ann, ent.start, ent.end, ent.label_):
            if any(taken[first:last]):
                continue
            found.append(Name(first, last, _LABELS[ent.label_]))
            taken[first:last] = [True] * (last - first)
    found = [_completed(ann, name, taken) for name in _joined(ann, found)]
    found += _runs(ann, taken)
    return sorted(found, key=lambda n: n.first)


def _joined(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names with given name and surname put together that the tagger took for two.

    It does so when the surname is a place's: "Lena" and "Paris" for "Lena Paris".
    """
    gazetteer = load_gazetteer()
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
    return told >= (1 if ann.doc[given.first].text in given_names() else 2)


def _pieces(ann: Annotation, first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    """The names inside a tagged span: without determiners, titles, possessives, joined by "and"."""
    doc = ann.doc
    cuts = [first - 1]
    for i in range(first, last):
        joins = doc[i].lower_ in ("and", ",", "/", ";", "–", "—") and label in (
            "PERSON",
            "GPE",
            "NORP",
        )
        if joins or doc[i].is_quote or ann.block_of[i] != ann.block_of[first]:
            cuts.append(i)
    cuts.append(last)
    for begin, end in itertools.pairwise(cuts):
        piece = _trimmed(ann, begin + 1, end, label)
        if piece is not None:
            yield piece


def _trimmed(ann: Annotation, first: int, last: int, label: str) -> tuple[int, int] | None:
    doc = ann.doc
    while first < last and (
        (
            doc[first].tag_ in ("DT", "PRP$", "CD", "IN", "''", "``", ",", ":", "POS", "WDT")
            and not (
                doc[first].tag_ in ("CD", "DT")
                and capitalised(doc[first])
                and last - first > 1
                and doc[first].lower_ not in ("the", "a", "an")
            )
        )
        or not any(c.isalnum() for c in doc[first].text)
    ):
        first += 1
    while first < last and (
        doc[last - 1].tag_ in ("POS", ",", ".", ":", "''", "``", "HYPH", "IN", "DT", "CC")
        or not any(c.isalnum() for c in doc[last - 1].text)
    ):
        last -= 1
    while last - first > 1 and doc[first].is_lower and doc[first + 1].text in ("-", "–"):
        first += 2
    while last - first > 1 and label in ("ORG", "GPE", "NORP") and doc[last - 1].is_lower:
        last -= 1
    if label == "PERSON":
        while first < last - 1 and (is_title(doc[first]) or doc[first].text.islower()):
            first += 1
        for i in range(first + 1, last):
            # "Kirby said Monday": what follows a lower-case content word is no name part.
            part = doc[i]
            if (
                part.is_lower
                and part.is_alpha
                and part.lower_ not in words("name_particles")
                and not _hyphenated(part)
            ):
                last = i
                break
        if last - first == 1 and doc[first].text in titles():
            return None
    if first >= last or not any(capitalised(t) for t in doc[first:last]):
        return None
    if last - first == 1 and (
        common(doc[first])
        or (doc[first].text in titles() and last < len(doc) and is_title(doc[last]))
    ):
        return None
    if last - first == 1 and (
        doc[first].text in words("calendar_names")
        or (doc[first].is_stop and not doc[first].is_upper)
    ):
        return None
    return first, last


def _hyphenated(token: Token) -> bool:
    """Whether a small word is the second half of a given name: the "chul" of "Park Min-chul"."""
    if token.i < 2 or token.tag_ != "NNP":
        return False
    hyphen, first = token.nbor(-1), token.nbor(-2)
    joined = not hyphen.whitespace_ and not first.whitespace_
    return hyphen.text == "-" and joined and capitalised(first)


def common(token: Token) -> bool:
    """Whether a capitalised word alone is a description ("the Council", "our Group")."""
    found = noun(token.text)
    return (
        found is not None
        and found.type != "Person"
        and not token.is_upper
        and token.lower_ not in words("institutions")
    )


def _completed(ann: Annotation, name: Name, taken: list[bool]) -> Name:
    """The name with neighbouring proper nouns that belong to it."""
    doc, first, last = ann.doc, name.first, name.last
    if name.type not in ("Person", "Organization"):
        return name
    while (
        first > 0
        and not taken[first - 1]
        and ann.block_of[first - 1] == ann.block_of[name.first]
        and name.type == "Person"
        and doc[first - 1].tag_ in ("NNP", "NNPS")
        and capitalised(doc[first - 1])
        and not is_title(doc[first - 1])
        and noun(doc[first - 1].text) is None
        and not doc[first - 1].is_sent_start
        and doc[first - 1].text not in words("calendar_names")
    ):
        first -= 1
        taken[first] = True
    while (
        last < len(doc)
        and not taken[last]
        and ann.block_of[last] == ann.block_of[name.first]
        and doc[last].tag_ in ("NNP", "NNPS")
        and capitalised(doc[last])
        and not is_title(doc[last])
        and doc[last].text not in words("calendar_names")
        and doc[last].head.i in range(first, last + 2)
    ):
        taken[last] = True
        last += 1
    return replace(name, first=first, last=last)


def _runs(ann: Annotation, taken: list[bool]) -> list[Name]:
    """Runs of capitalised proper nouns that the tagger left out."""
    doc, found = ann.doc, []
    headline = ann.title_case_blocks
    lower_elsewhere = {t.lower_ for t in doc if t.text.islower()}
    i = 0
    while i < len(doc):
        token = doc[i]
        if (
            taken[i]
            or token.tag_ not in ("NNP", "NNPS")
            or not capitalised(token)
            or ann.block_of[i] in headline
        ):
            i += 1
            continue
        last = i + 1
        while last < len(doc) and not taken[last] and ann.block_of[last] == ann.block_of[i]:
            joined = doc[last].tag_ in ("NNP", "NNPS") and capitalised(doc[last])
            particle = (
                (doc[last].lower_ in words("name_particles") or doc[last].text in "-'")
                and last + 1 < len(doc)
                and capitalised(doc[last + 1])
                and not taken[last + 1]
                and doc[last + 1].tag_ in ("NNP", "NNPS")
            )
            if not joined and not particle:
                break
            last += 1
        first, end = i, last
        while first < end and (is_title(doc[first]) or doc[first].text in words("calendar_names")):
            first += 1
        while first < end and (doc[end - 1].text in words("calendar_names")):
            end -= 1
        single = end - first == 1
        if first < end and not (
            single
            and (
                doc[first].lower_ in lower_elsewhere
                or common(doc[first])
                or doc[first].is_stop
                or (doc[first].is_sent_start and doc[first].dep_ in _MODIFIER)
            )
        ):
            found.append(Name(first, end, "Thing"))
            taken[first:end] = [True] * (end - first)
        i = last
    return found


def _missed(ann: Annotation, names: list[Name]) -> list[Name]:
    """Occurrences of known names, and of the surnames of known people, that were left out."""
    doc = ann.doc
    taken = [False] * len(doc)
    for name in names:
        taken[name.first : name.last] = [True] * (name.last - name.first)
    known: dict[tuple[str, ...], str] = {}
    for name in names:
        parts = tuple(t.text for t in doc[name.first : name.last])
        known.setdefault(parts, name.type)
        if name.type == "Person" and len(parts) > 1 and len(parts[-1]) > 2:
            known.setdefault(parts[-1:], "Person")
    gazetteer = load_gazetteer()
    for token in doc:
        if token.is_upper and len(token) > 2 and not gazetteer.ambiguous(token.text):
            for entry in gazetteer.lookup(token.text)[:1]:
                known.setdefault((token.text,), entry.type)
    lengths: dict[str, set[int]] = defaultdict(set)
    for parts in known:
        lengths[parts[0]].add(len(parts))
    texts = [t.text for t in doc]
    found, i = [], 0
    while i < len(doc):
        size = 1
        for length in sorted(lengths.get(texts[i], ()), reverse=True):
            parts = tuple(texts[i : i + length])
            if (
                len(parts) == length
                and parts in known
                and not any(taken[i : i + length])
                and capitalised(doc[i])
                and ann.block_of[i] == ann.block_of[i + length - 1]
                and not (
                    length == 1
                    and (doc[i].is_stop or len(doc[i]) < 3 or doc[i].pos_ in ("VERB", "ADJ", "ADV"))
                )
            ):
                found.append(Name(i, i + length, known[parts]))
                size = length
                break
        i += size
    return found


def _with_title(ann: Annotation, name: Name) -> Name:
    """The name with the title words directly in front of it."""
    if name.type != "Person":
        return name
    doc, first = ann.doc, name.first
    block = ann.block_of[name.first]
    while first > 0 and ann.block_of[first - 1] == block:
        token = doc[first - 1]
        if is_title(token) or _role_word(token, name):
            first -= 1
        elif (
            token.lower_ in ("of", "-", "and")
            and first > 1
            and first < name.first
            and is_title(doc[first - 2])
            and token.lower_ != "and"
        ):
            first -= 2
        else:
            break
    return replace(name, title=(first, name.first)) if first < name.first else name


def _role_word(token: Token, name: Name) -> bool:
    """Whether a lower-case noun before a name describes its bearer ("spokesman John Kirby")."""
    found = noun(token.text)
    return (
        found is not None
        and found.type == "Person"
        and name.first <= token.head.i < name.last
        and token.dep_ in ("compound", "nmod", "amod")
    )
