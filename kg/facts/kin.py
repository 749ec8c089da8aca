"""Kinship from noun phrases: "his son Ali", "Ali, the son of Hassan Dar", "her husband".

A noun of kinship joins the one called so with the one whose relative it is. The first is named
behind the noun ("her brothers, Ali and Omar"), before it ("Ali, her brother"), by the clause
("her brother is Ali") or by what the phrase is known to mean; the other possesses the noun, stands
behind "of", or is the subject of the clause ("she is survived by two sons, Ali and Omar").
"""

import re
from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.kin_names import BETWEEN, called_so, person_from
from kg.facts.scene import Scene
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import is_plural, singular
from kg.syntax.tokens import Token


def find_kin(scene: Scene) -> Iterator[Reading]:
    """The kinship an article states between people whom it names."""
    family: dict[str, tuple[int, ...]] = {}
    kin = scene.knowledge.table("kin")
    for token in scene.ann.doc:
        if token.pos_ in ("NOUN", "PROPN") and (kind := kin_noun(scene, token)):
            before = family.get(kin[kind][0], ())
            others = tuple(_whose(scene, token)) or _as_before(scene, token, before)
            family[kin[kind][0]] = others or before
            yield from _kin(scene, token, others)
            yield from _among(scene, token)
        elif token.lower_ in scene.knowledge.words("couples"):
            yield from _couple(scene, token)


def kin_noun(scene: Scene, token: Token) -> str:
    """The noun of kinship that a token is or heads, with its prefix or suffix; "" for none."""
    doc, kin = scene.ann.doc, scene.knowledge.table("kin")
    noun = singular(token)
    if suffix := _suffix(scene, token, noun):
        noun = f"{noun}{suffix}"
    elif token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 1].whitespace_ == "":
        joined = f"{doc[token.i - 2].lower_}-{noun}"
        noun = joined if joined in kin else noun
    return noun if noun in kin else ""


def _suffix(scene: Scene, token: Token, noun: str) -> str:
    """What stands behind a noun of kinship and belongs to it: "-in-law", in one token or more."""
    if noun not in scene.knowledge.words("kin_by_marriage"):
        return ""
    doc = scene.ann.doc
    for suffix in sorted(scene.knowledge.words("suffixes_of_kin")):
        parts = re.findall(r"\w+|-", suffix)
        tail = [t.lower_ for t in doc[token.i + 1 : token.i + 1 + len(parts)]]
        if tail == parts or tail[:1] == [suffix]:
            return suffix
    return ""


def _kin(scene: Scene, noun: Token, others: tuple[int, ...]) -> Iterator[Reading]:
    kind = kin_noun(scene, noun)
    if not others:
        return
    relation = scene.knowledge.table("kin")[kind][0]
    shared = _with_whom(scene, noun) if relation == "childOf" else ()
    for called in called_so(scene, noun, kind):
        for other in dict.fromkeys((*others, *shared)):
            if not _same(scene, called, other):
                yield from _reading(scene, noun, kind, called, other)
        if relation == "spouseOf":
            yield from _born_to(scene, noun, called)


def _as_before(scene: Scene, noun: Token, family: tuple[int, ...]) -> tuple[int, ...]:
    """Whose kin was told of last, for "another son, Carl"."""
    more = scene.knowledge.words("further_kin")
    return family if any(c.lower_ in more for c in noun.children) else ()


def _with_whom(scene: Scene, noun: Token) -> tuple[int, ...]:
    """The other parent: "a son with Ann Lee", "his wife Ann Lee, their two sons"."""
    words = scene.knowledge.words
    verb = noun.head if noun.dep_ == "dobj" and noun.head.lemma_ == "have" else noun
    for child in (*noun.children, *verb.children):
        if child.dep_ == "prep" and child.lower_ in words("with_parents") and child.i > noun.i:
            people = [_meant(scene, c) for c in child.children if c.dep_ == "pobj"]
            return tuple(person for person in people if person is not None)
    if not any(c.lower_ in words("pronouns_of_groups") for c in noun.children):
        return ()
    for token in reversed(scene.ann.doc[noun.sent.start : noun.i]):
        kind = kin_noun(scene, token) if token.pos_ in ("NOUN", "PROPN") else ""
        if kind and scene.knowledge.table("kin")[kind][0] == "spouseOf":
            return called_so(scene, token, kind)[:1]
    return ()


def _meant(scene: Scene, token: Token) -> int | None:
    """The person that a phrase names: "Ann Lee", "her husband, the cellist Tom Reed"."""
    if scene.is_person(token.i):
        return token.i
    kind = kin_noun(scene, token)
    called = called_so(scene, token, kind) if kind else ()
    return called[0] if called else None


def _born_to(scene: Scene, noun: Token, called: int) -> Iterator[Reading]:
    """Who was born to a parent and "his wife, Ann Lee": her child, too."""
    doc, at = scene.ann.doc, noun.i - 1
    if at < 2 or doc[at].tag_ != "PRP$" or doc[at - 1].lower_ != "and":
        return
    other = scene.name_at(at - 2)
    at = other.first if other is not None else 0
    while at > noun.sent.start and doc[at - 1].tag_ in BETWEEN:
        at -= 1
    if at <= noun.sent.start or doc[at - 1].lower_ != "to":
        return
    bearing, before = scene.knowledge.words("bearing"), reversed(doc[noun.sent.start : at])
    born = next((t for t in before if t.lower_ in bearing), None)
    for child in born.children if born is not None else ():
        if child.dep_ == "nsubjpass" and _is_somebody(scene, child.i):
            ends, cue = (child.i, called), scene.ann.span(at - 1, at)
            yield tie(scene, "childOf", ends, "kin.born", "facts.kin", cue=cue, told_at=noun.i)


def _couple(scene: Scene, noun: Token) -> Iterator[Reading]:
    """A couple and the two names behind: "a couple from Arby, Ann and Bo Dahl,"."""
    doc, at = scene.ann.doc, noun.i + 1
    if at + 1 < len(doc) and doc[at].lower_ in scene.knowledge.words("prepositions_of_homes"):
        place = scene.name_at(at + 1)
        at = place.last if place is not None else at
    at += at < len(doc) and doc[at].text == ","
    people, _ = scene.names_from(at) if at < len(doc) else ((), at)
    if len(people) == 2 and all(scene.is_person(person) for person in people):
        ends, cue = (people[0], people[1]), scene.ann.span(noun.i, noun.i + 1)
        yield tie(scene, "spouseOf", ends, "kin.couple", "facts.couple", cue=cue, told_at=noun.i)


def _reading(scene: Scene, noun: Token, kind: str, called: int, other: int) -> Iterator[Reading]:
    relation, direction, *temporal = scene.knowledge.table("kin")[kind]
    ends = (called, other) if direction == "of" else (other, called)
    if not (_is_somebody(scene, called) and _are_people(scene, other)):
        return
    former = bool(temporal) or _former(scene, noun)
    yield tie(
        scene,
        relation,
        ends,
        "kin",
        "facts.kin",
        cue=scene.ann.span(noun.i, noun.i + 1),
        told_at=noun.i,
        details={"temporal": "former"} if former else {},
    )


def _among(scene: Scene, noun: Token) -> Iterator[Reading]:
    """Kin of one another: "the brothers Ali and Omar Dar", "twins Ali and Omar"."""
    kind = kin_noun(scene, noun)
    relation = scene.knowledge.table("kin")[kind][0]
    mutual = relation == "siblingOf" or kind in scene.knowledge.words("mutual_kin")
    if not mutual or not is_plural(noun) or _whose(scene, noun):
        return
    people, _ = scene.names_from(noun.i + 1)
    if len(people) == 2 and all(scene.is_person(person) for person in people):
        yield from _reading(scene, noun, kind, people[0], people[1])


def _same(scene: Scene, one: int, other: int) -> bool:
    mine, theirs = scene.resolution.entities_at(one), scene.resolution.entities_at(other)
    return one == other or any(entity in theirs for entity in mine)


def _is_somebody(scene: Scene, token: int) -> bool:
    """Whether a token means one person, named or not: "her father"."""
    found = scene.resolution.entities_at(token)
    return len(found) == 1 and found[0].type == "Person"


def _are_people(scene: Scene, token: int) -> bool:
    found = scene.resolution.entities_at(token)
    return scene.is_person(token) or (
        len(found) > 1 and all(entity.type == "Person" for entity in found)
    )


def _former(scene: Scene, noun: Token) -> bool:
    words, former = scene.knowledge.table("post_words"), scene.knowledge.words("former_kin")
    return any(words.get(child.lower_, ("",))[0] == "former" for child in noun.children) or any(
        noun.doc[i].lower_ in former for i in range(max(0, noun.i - 2), noun.i)
    )


def _whose(scene: Scene, noun: Token) -> list[int]:
    """Those whose relative it is: possessor, complement with "of", or subject of the clause."""
    ex = noun.i > 1 and noun.doc[noun.i - 1].text == "-"
    found = [c for part in (noun, noun.doc[noun.i - 2] if ex else noun) for c in part.children]
    found = [t for c in found if c.dep_ == "poss" for t in (c, *c.conjuncts) if t.i < noun.i]
    if not found:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                found = [t for p in child.children if p.dep_ == "pobj" for t in (p, *p.conjuncts)]
                named = person_from(scene, child.i + 1)
                if named is not None and not any(_are_people(scene, t.i) for t in found):
                    found = [scene.ann.doc[named]]
    # "Ann Lee, whose father was Bo": hers of whom the clause tells
    found = [t.head.head.head if _tells_of(t) else t for t in found]
    people = [token.i for token in found if _are_people(scene, token.i)]
    if len(people) == 1 and noun.dep_ in ("nsubj", "nsubjpass"):
        # "Ann and Bo's mother": of both, where nothing else stands before them.
        both = scene.names_up_to(people[0] + 1)
        first = noun.doc[both[0]].left_edge if both else noun
        if first.is_sent_start and all(_are_people(scene, p) for p in both):
            people = list(both)
    if not people:
        people = [
            token.i for token in _subjects(noun, scene.knowledge) if _are_people(scene, token.i)
        ]
    return people


def _tells_of(token: Token) -> bool:
    """Whether a relative's possessor is "whose", so that the clause tells of what it hangs on."""
    return token.tag_ == "WP$" and token.head.head.dep_ == "relcl"


def _subjects(noun: Token, knowledge: Knowledge) -> list[Token]:
    """The subject whose family a clause counts: "she is survived by a son", "had two sons"."""
    verb, above = noun, noun.dep_
    while above in ("conj", "appos", "compound", "pobj", "agent") and verb.head != verb:
        verb, above = verb.head, verb.head.dep_
    outlived = [c for c in verb.children if c.dep_ == "nsubjpass"]
    leaving = knowledge.words("verbs_of_leaving_family")
    if outlived and verb.lemma_ in knowledge.words("verbs_of_obituaries"):
        subjects = outlived
    elif above == "dobj" and verb.head.lemma_ in leaving and not _is_owned(noun):
        subjects = [c for c in verb.head.children if c.dep_ == "nsubj"]
    elif noun.dep_ == "dobj" and noun.head.lemma_ == "have":
        subjects = [c for c in noun.head.children if c.dep_ == "nsubj"]
    else:
        return []
    return [t for subject in subjects for t in (subject, *subject.conjuncts)]


def _is_owned(noun: Token) -> bool:
    return any(child.dep_ == "poss" for child in noun.children)
