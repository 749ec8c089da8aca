"""Nationalities that a hyphen joins: each is a name, "a Swiss-German painter" is of both."""

from kg.mentions.name import Name
from kg.syntax.annotate import Annotation

_HYPHENS = ("-", "–")


def joined_nations(ann: Annotation, taken: list[bool]) -> list[Name]:
    """The nationalities joined by a hyphen that the tagger left out: "a Swiss-German painter"."""
    found = list[Name]()
    for hyphen in ann.doc[1:-1]:
        if hyphen.text in _HYPHENS and between_nations(ann, hyphen.i):
            around = (hyphen.i - 1, hyphen.i + 1)
            found += [Name(i, i + 1, "Group") for i in around if not taken[i]]
            taken[hyphen.i - 1] = taken[hyphen.i + 1] = True
    return found


def between_nations(ann: Annotation, at: int) -> bool:
    """Whether a hyphen joins two nationalities."""
    doc, gazetteer = ann.doc, ann.knowledge.gazetteer
    if doc[at].text not in _HYPHENS or not 0 < at < len(doc) - 1 or doc[at - 1].whitespace_:
        return False
    demonyms = [gazetteer.country_of_demonym(doc[i].text) is not None for i in (at - 1, at + 1)]
    country = any(e.kind == "Country" for e in gazetteer.lookup(doc[at + 1].text))
    return demonyms[0] and (demonyms[1] or country)
