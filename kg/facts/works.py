"""Who made what: "Ann Lee's album Harbour", "a film by Bo Dahl", "a study by researchers at Duke".

What is made is the work named behind its noun, or what the noun itself means ("her report"). Its
maker owns it, stands behind "by", is the subject of the verb of making ("wrote the novel
Harbour"), or tells of it ("in a paper, researchers at Duke write").
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.scene import Scene
from kg.mentions.nouns import is_plural, noun_of, singular
from kg.syntax.tokens import Token

_MAKERS = frozenset({"Person", "Organization", "Group"})
_REACH = 6


def find_works(scene: Scene) -> Iterator[Reading]:
    """The makers of works, texts and studies that stand beside them in a noun phrase."""
    words = scene.knowledge.words
    works = words("publications") | words("own_works") | words("studies")
    for token in scene.ann.doc:
        if token.pos_ in ("NOUN", "PROPN") and singular(token) in works:
            yield from _of_noun(scene, token)
    for mention in scene.resolution.mentions:
        if mention.form == "name" and mention.type == "Work":
            yield from _of_name(scene, mention.first, mention.head, mention.last)


def _of_noun(scene: Scene, noun: Token) -> Iterator[Reading]:
    """What belongs to a noun of works: "the report by the Court", "her autobiography"."""
    work = _work_meant(scene, noun)
    if work == noun.i and (scene.name_at(noun.i) is not None or _is_source(noun)):
        return
    makers = [*_by(scene, noun), *_owners(scene, noun, named=work != noun.i)]
    if not makers and singular(noun) in scene.knowledge.words("studies"):
        makers = list(_telling(scene, noun))
    written = list(_writers(scene, noun))
    for maker in makers:
        yield from _made(scene, maker, work, noun.i)
    for listed in _listed(scene, noun):
        for maker in (*makers, *written):
            yield from _made(scene, maker, listed, noun.i)
    if work != noun.i:
        for maker in written:
            yield from _made(scene, maker, work, noun.i)


def _is_source(noun: Token) -> bool:
    """Whether a text is but what somebody said it in: "according to a report by Lee"."""
    if noun.dep_ != "pobj" or any(child.dep_ == "poss" for child in noun.children):
        return False
    return noun.head.lower_ == "to" and noun.head.head.lower_ == "according"


def _of_name(scene: Scene, first: int, head: int, last: int) -> Iterator[Reading]:
    """What stands beside the name of a work: "Ann Lee's Harbour", "Harbour by Ann Lee"."""
    doc = scene.ann.doc
    behind = doc[last + doc[last].is_quote] if last + 1 < len(doc) else doc[last - 1]
    if behind.pos_ == "NOUN" and behind.i >= last:
        return  # "his 'Best Hero' award"
    at = first
    while at > 1 and first - at < _REACH and (_sorts(doc[at - 1]) or doc[at - 1].is_quote):
        at -= 1  # "Lee's second studio album Harbour"
    if at > 1 and doc[at - 1].tag_ in ("POS", "PRP$"):
        yield from _made(scene, doc[at - (1 if doc[at - 1].tag_ == "PRP$" else 2)], head, at - 1)
    if last + 1 < len(doc) and doc[last].lower_ == "by":
        name = scene.name_at(last + 1)
        if name is not None:
            yield from _made(scene, doc[name.head], head, last)


def _by(scene: Scene, noun: Token) -> Iterator[Token]:
    """Who stands behind "by": "a study by Duke", "a paper written by researchers at Duke"."""
    making = scene.knowledge.words("verbs_of_making")
    children = [*noun.children, *(c for v in noun.children for c in v.children)]
    if noun.dep_ == "dobj":  # "released a report by Duke": the parser gives it to the verb
        children += [c for c in noun.head.children if c.i == noun.i + 1]
    for child in children:
        if child.lower_ != "by" or child.i < noun.i:
            continue
        verb = child.head
        own = verb in (noun, noun.head)
        published = not own and verb.lemma_ in scene.knowledge.words("verbs_of_publishing")
        if not own and not (verb.dep_ == "acl" and (verb.lemma_ in making or published)):
            continue
        for target in child.children:
            if target.dep_ == "pobj":
                makers = (target, *target.conjuncts)
                # who publishes somebody's findings is the journal as often
                yield from (t for t in makers if not published or _are_people(scene, t))


def _owners(scene: Scene, noun: Token, named: bool) -> Iterator[Token]:
    """Whose a work is, if that tells who made it: not a broadcaster's show, nor a star's film."""
    words = scene.knowledge.words
    by_anybody = singular(noun) in words("own_works") | (words("studies") if named else frozenset())
    for child in noun.children:
        if child.dep_ == "poss":
            owners = (child, *child.conjuncts)
            yield from (t for t in owners if by_anybody or (named and _is_person(scene, t)))


def _telling(scene: Scene, noun: Token) -> Iterator[Token]:
    """Who tells something in a text of theirs: "in findings published on Monday, Lee writes"."""
    preposition = noun.head
    theirs = all(c.dep_ not in ("det", "poss") or c.lower_ in ("a", "an") for c in noun.children)
    theirs = theirs and all(scene.name_at(c.i) is None for c in noun.lefts)
    if preposition.lower_ != "in" or preposition.dep_ != "prep" or not theirs:
        return
    verb = preposition.head
    if verb.pos_ != "VERB" or preposition.i > verb.i:
        return
    for child in verb.children:
        if child.dep_ == "nsubj":
            told = (child, *child.conjuncts)
            yield from (t for t in told if _are_people(scene, t) or scene.is_person(t.i))


def _writers(scene: Scene, noun: Token) -> Iterator[Token]:
    """The subject of the verb of making whose object a work is: "Lee wrote the novel Harbour"."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in scene.knowledge.words("verbs_of_making"):
        yield from (c for c in verb.children if c.dep_ == "nsubj")


def _listed(scene: Scene, noun: Token) -> Iterator[int]:
    """The works named as some of those that a plural means: "songs such as Harbour and Tide"."""
    doc = scene.ann.doc
    if not is_plural(noun):
        return
    introducing = scene.knowledge.words("introducing_works")
    end = min(noun.i + _REACH, len(doc))
    at = next((i for i in range(noun.i + 1, end) if doc[i].lower_ in introducing), None)
    if at is None or any(doc[i].pos_ in ("VERB", "AUX") for i in range(noun.i + 1, at - 1)):
        return
    first = at + 1
    while first < len(doc) and (
        doc[first].is_quote or doc[first].text == "as" or _sorts(doc[first])
    ):
        first += 1
    name = scene.name_at(first) if first < len(doc) else None
    while name is not None and name.type in ("Work", "Thing"):
        yield name.head
        at = name.last
        while at < len(doc) and (doc[at].is_quote or doc[at].lower_ in (",", "and", "&")):
            at += 1
        name = scene.name_at(at) if name.last < at < len(doc) else None


def _sorts(token: Token) -> bool:
    """Whether a word only says what the next name is: "the memoirs"."""
    return token.tag_ in ("DT", "JJ", "CD") or (token.tag_ in ("NN", "NNS") and token.is_lower)


def _work_meant(scene: Scene, noun: Token) -> int:
    """The head of the work's name behind its noun or before "is", else the noun."""
    doc, at = scene.ann.doc, noun.i + 1
    if noun.dep_ == "attr":
        return next((t.i for t in noun.head.children if t.dep_ == "nsubj"), noun.i)
    while at < len(doc) and (doc[at].is_quote or doc[at].text == ","):
        at += 1
    name = scene.name_at(at) if at < len(doc) else None
    near = name is not None and name.first == at and at - noun.i < _REACH
    return name.head if name is not None and near and name.type in ("Work", "Thing") else noun.i


def _is_person(scene: Scene, token: Token) -> bool:
    return scene.is_person(token.i) or token.tag_ == "PRP$"


def _are_people(scene: Scene, token: Token) -> bool:
    """Whether a phrase means people or a body of some: "researchers", "a team of scientists"."""
    described = noun_of(token, scene.knowledge)
    people = described is not None and described.type in ("Person", "Group")
    several = people and (is_plural(token) or token.tag_ == "NN")
    return several or singular(token) in scene.knowledge.words("groups_of_researchers")


def _made(scene: Scene, maker: Token, work: int, cue: int) -> Iterator[Reading]:
    found = scene.resolution.entities_at(maker.i)
    known = scene.is_named(maker.i) or maker.tag_ == "PRP$" or _are_people(scene, maker)
    if len(found) != 1 or found[0].type not in _MAKERS or not known:
        return
    if not scene.resolution.entities_at(work) or scene.resolution.entities_at(work) == found:
        return
    words = scene.ann.span(cue, cue + 1)
    yield tie(scene, "authorOf", (maker.i, work), "work", "facts.work", cue=words, told_at=work)
