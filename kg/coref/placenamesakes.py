"""Places of one name in one article: "Birmingham, Alabama" and "Birmingham, England"."""

from collections import defaultdict

from kg.model import Mention
from kg.syntax.annotate import Annotation


def countries_told(ann: Annotation, mentions: tuple[Mention, ...]) -> dict[int, str]:
    """The country of each place whose name is that of places in several countries here.

    One that stands without its country is the one told of last before it, or else the next.
    """
    places = defaultdict[str, list[int]](list)
    for index, mention in enumerate(mentions):
        if mention.form == "name" and mention.type == "Place":
            places[mention.name].append(index)
    by_first = {m.first: m for m in mentions if m.form == "name" and m.type == "Place"}
    found = dict[int, str]()
    for indices in places.values():
        told = {i: c for i in indices if (c := _country(ann, mentions[i], by_first))}
        if len(set(told.values())) < 2:
            continue
        before = next(iter(told.values()))
        for index in indices:
            before = told.get(index, before)
            found[index] = before
    return found


def _country(ann: Annotation, mention: Mention, by_first: dict[int, Mention]) -> str | None:
    """The country that the words behind a place tell: "Lima, Ohio", "Lima in Peru"."""
    doc, at = ann.doc, mention.last
    if at + 1 >= len(doc) or doc[at].lower_ not in (",", "in"):
        return None
    at += 1 + (doc[at + 1].lower_ == "the")
    whole = by_first.get(at)
    entries = ann.knowledge.gazetteer.lookup(whole.name) if whole is not None else ()
    return entries[0].country or entries[0].id if entries else None
