"""Occurrences of names that are of another thing than the name is elsewhere: a team, a town."""

from collections.abc import Mapping, Sequence

from kg.mentions.name import Name
from kg.mentions.nouns import noun_of, singular
from kg.syntax.annotate import Annotation


def where_people_are(
    ann: Annotation, names: Sequence[Name], types: Mapping[int, str]
) -> dict[int, str]:
    """The occurrences of people's names that say where something is: "in Lincoln, Nebraska".

    Of a surname where a known place follows or somebody moves or lives there; of a full name that
    ends like a lake's where something is beside it.
    """
    words, gazetteer, doc = ann.knowledge.words, ann.knowledge.gazetteer, ann.doc
    found = dict[int, str]()
    for index, name in enumerate(names):
        root = doc[name.first : name.last].root
        if types[index] != "Person" or root.dep_ != "pobj" or root.head.i != name.first - 1:
            continue
        before, size = root.head, name.last - name.first
        if size == 1:
            behind = doc[name.last : name.last + 2]
            wider = len(behind) == 2 and behind[0].text == "," and gazetteer.lookup(behind[1].text)
            told = wider and any(e.type == "Place" for e in wider)
            lives = before.head.lemma_ in words("verbs_of_places")
            goes = lives and before.lower_ in words("prepositions_of_places")
            if goes or (told and before.lower_ in words("locative")):
                found[index] = "Place"
        elif before.lower_ in words("beside_places") and (
            doc[name.last - 1].lower_ in words("places_as_surnames")
        ):
            text = doc[name.first : name.last].text
            twice = sum(doc[n.first : n.last].text == text for n in names) > 1
            found |= {index: "Place"} if twice else {}
    return found


def told_otherwise(
    ann: Annotation, names: Sequence[Name], types: Mapping[int, str]
) -> dict[int, str]:
    """The occurrences of known names that the article says are another thing's.

    "Georgia, an Omaha band"; and where "Kyoto Protocol, a filly" wins a race, "the Kyoto Protocol"
    is still the treaty.
    """
    doc, gazetteer, told = ann.doc, ann.knowledge.gazetteer, dict[tuple[str, bool], str]()
    keys = [(doc[n.first : n.last].text, _has_article(ann, n)) for n in names]
    for index, name in enumerate(names):
        entries = gazetteer.lookup(keys[index][0])
        if not entries or types[index] == "Person":
            continue
        for child in doc[name.first : name.last].root.children:
            behind = child.left_edge.i == name.last + 1 and child.pos_ == "NOUN"
            apart = behind and doc[name.last].text == ","
            article = any(c.lower_ in ann.knowledge.words("articles") for c in child.lefts)
            joined = any(c.dep_ in ("conj", "cc") for c in child.children)
            kind = noun_of(child, ann.knowledge)
            type = "Thing" if singular(child) in ann.knowledge.words("animals") else ""
            type = type or (kind.type if kind is not None else "")
            if child.dep_ != "appos" or not apart or not article or joined:
                continue
            if type in ("Organization", "Product", "Work", "Thing") and all(
                e.type not in (type, "Organization") for e in entries
            ):
                told[keys[index]] = type
    return {index: told[k] for index, k in enumerate(keys) if k in told}


def _has_article(ann: Annotation, name: Name) -> bool:
    return name.first > 0 and ann.doc[name.first - 1].lower_ == "the"
