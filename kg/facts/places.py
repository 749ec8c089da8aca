"""Places within places: "Leeds, West Yorkshire", "the Ural region of Russia", "Oslo's old town".

A container is told from the next name of a list by its level: a town lies in a county, a county in
a country (`levels`), and by where the gazetteer knows it to lie.
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.levels import ANY, SITE, entries, is_site, level_of, levels, type_of
from kg.facts.place_phrases import Phrase, leading, may_contain, meant, phrase_at
from kg.facts.scene import Scene
from kg.mentions.nouns import singular
from kg.model import Mention

_LISTING = frozenset({",", "and", "or", "&", "/"})
_LOOSE = frozenset({"DT", "JJ", "JJS", "RBS", "RB", "VBN", "NN", "HYPH", "CD", ":"})


def find_places(scene: Scene) -> Iterator[Reading]:
    """Which places an article says to lie in which, one reading for each time it says so."""
    yield from _facilities(scene)
    yield from _stated(scene)
    begin = 0
    for mention in sorted(scene.resolution.mentions, key=lambda m: (m.first, -m.last)):
        if mention.form != "name" or mention.first < begin:
            continue
        if scene.name_at(mention.first) != mention:
            continue
        phrase = leading(scene, mention)
        if phrase is None or not is_site(scene, phrase.name):
            continue
        begin = phrase.name.last
        if phrase.within is not None:
            around = _bare(scene, phrase.within)
            if type_of(scene, phrase.name) != "Place" and scene.kind_of(around.head) == "Country":
                continue  # a body of a country: `seats`
            heads = scene.names_from(phrase.name.first)[0] if phrase.plural else (phrase.head,)
            for inner in (_bare(scene, head) for head in heads):
                if _fits(scene, inner, around):
                    yield _located(scene, inner, around.head, "place.of")
        yield from _capitals(scene, phrase)
        found = _behind(scene, phrase)
        if found is not None:
            yield _located(scene, phrase, *found)


def _facilities(scene: Scene) -> Iterator[Reading]:
    """Where a building or site without a name is: "the Bern hospital in Oslo", "a hotel in Oslo".

    Not of several, or of all of a kind: "buildings in Oslo".
    """
    doc, inside = scene.ann.doc, scene.knowledge.words("prepositions_of_containers")
    for mention in scene.resolution.mentions:
        at = mention.head + 1
        if mention.form != "nominal" or scene.name_at(mention.head) or at + 1 >= len(doc):
            continue
        noun = singular(doc[mention.head])
        streets = scene.knowledge.words("streets")
        site = level_of(noun, scene.knowledge) == SITE and noun not in streets
        single = doc[mention.first].tag_ == "DT" and doc[mention.head].tag_ == "NN"
        definite = (
            single
            or doc[mention.first].lower_ == "the"
            or any(doc[i].tag_ == "NNP" for i in range(mention.first, mention.head))
        )
        # "died at a hospital *in Graz*": the parser may as well hang it on the verb
        owners = (mention.head, doc[mention.head].head.i, doc[mention.head].head.head.i)
        behind = doc[at].lower_ in inside and doc[at].head.i in owners
        if not (site and definite and behind and scene.resolution.entity(mention.entity)):
            continue
        around = phrase_at(scene, at + 1)
        if around is not None and type_of(scene, around.name) == "Place":
            inner = Phrase(mention, mention.first, at, noun)
            yield _located(scene, inner, around.head, "place.facility", at)


def _stated(scene: Scene) -> Iterator[Reading]:
    """Where a clause says that a place lies: "Graz is located in the state of Styria"."""
    words = scene.knowledge.words
    verbs, inside = words("verbs_of_lying"), words("prepositions_of_containers")
    participles = words("participles_of_lying")
    for token in scene.ann.doc:
        if token.lemma_ not in verbs and token.lower_ not in participles:
            continue
        verb = token.head if token.dep_ == "acomp" else token
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        name = scene.name_at(subject.i) if subject is not None else None
        for preposition in (c for c in token.children if c.dep_ == "prep" and c.lower_ in inside):
            around = phrase_at(scene, preposition.i + 1)
            if name is None or around is None or not around.noun:
                continue
            inner = Phrase(name, name.first, name.last)
            if type_of(scene, name) == "Place" and _fits(scene, inner, around):
                yield _located(scene, inner, around.head, "place.stated")


def _capitals(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The country of "the capital, Sanaa", where the article names it before."""
    if phrase.noun not in scene.knowledge.words("capitals") or phrase.within is not None:
        return
    for mention in sorted(scene.resolution.mentions, key=lambda m: -m.first):
        if mention.form != "name" or mention.last > phrase.first:
            continue
        around = _bare(scene, mention.head)
        if scene.kind_of(mention.head) == "Country" and _known_within(scene, phrase, around):
            yield _located(scene, phrase, mention.head, "place.capital")
            return


def _located(
    scene: Scene, phrase: Phrase, within: int, rule: str, said: int | None = None
) -> Reading:
    """The reading; ``said`` is the token that tells it, if not the later of the two names."""
    last = max(scene.span_of(phrase.head), scene.span_of(within))
    last = scene.ann.span(said, said + 1) if said is not None else last
    place = type_of(scene, phrase.name) == "Place"
    relation, ends = "locatedIn" if place else "basedIn", (phrase.head, within)
    return tie(scene, relation, ends, rule, "facts.place", cue=last, told_at=phrase.head)


def _bare(scene: Scene, token: int) -> Phrase:
    mention = scene.name_at(token) or scene.resolution.at(token)
    assert mention is not None
    return Phrase(mention, mention.first, mention.last)


def _behind(scene: Scene, phrase: Phrase) -> tuple[int, str] | None:
    """The place that what follows a phrase says it lies in, and the rule."""
    doc, block = scene.ann.doc, scene.ann.block_of
    at, inside = phrase.last, scene.knowledge.words("prepositions_of_containers")
    if at + 2 < len(doc) and doc[at].text == "(":
        reach = min(at + scene.knowledge.whole("facts.words_in_brackets"), len(doc))
        close = next((i for i in range(at, reach) if doc[i].text == ")"), None)
        at = close + 1 if close is not None else at
    if at + 1 >= len(doc) or block[at + 1] != block[phrase.head]:
        return None
    joint = doc[at].lower_
    if joint == "," and doc[at + 1].lower_ in inside:
        at, joint = at + 1, doc[at + 1].lower_
    if joint == ",":
        if (found := _apposed(scene, phrase, at + 1)) is not None:
            return found
        around = phrase_at(scene, at + 1)
        if around is not None and _is_next(scene, phrase, around, at):
            return around.head, "place.comma"
    elif joint in inside or (joint == "of" and phrase.noun and phrase.last > phrase.name.last):
        around = phrase_at(scene, at + 1)
        place = type_of(scene, phrase.name) == "Place"  # of bodies: `seats`
        if place and around is not None and doc[at].head.i < at and _fits(scene, phrase, around):
            return around.head, "place.in"
    return None


def _apposed(scene: Scene, phrase: Phrase, at: int) -> tuple[int, str] | None:
    """Said of a place behind it: "a port city in Bangladesh", "Niger's capital"."""
    doc, kinds = scene.ann.doc, scene.knowledge.table("place_kinds")
    within: int | None = None
    begin, reach = at, at + scene.knowledge.whole("facts.words_to_said_of_place")
    inside = scene.knowledge.words("prepositions_of_containers") | {"of"}
    while at < len(doc) and at < reach:
        token, mention = doc[at], scene.name_at(at)
        if mention is not None and mention.first == at:
            if not may_contain(scene, mention):
                return None
            within, at = mention.head, mention.last
            continue
        if singular(token) in kinds and token.tag_ in ("NN", "NNS") and at > begin:
            after = doc[at + 1].lower_ if at + 1 < len(doc) else ""
            if at + 1 < len(doc) and (singular(doc[at + 1]) in kinds or doc[at + 1].tag_ == "POS"):
                at += 1
                continue
            told = Phrase(phrase.name, phrase.first, phrase.last, singular(token))
            if within is not None:
                around = _bare(scene, within) if scene.name_at(at + 1) is None else None
            else:
                around = phrase_at(scene, at + 2) if after in inside else None
            if around is not None and _fits(scene, told, around):
                return around.head, "place.apposition"
            return None
        if token.tag_ == "POS" and within is None and scene.name_at(at - 1) is None:
            within = meant(scene, at - 1)
        elif token.tag_ not in _LOOSE and token.tag_ != "POS":
            return None
        at += 1
    return None


def _is_next(scene: Scene, phrase: Phrase, around: Phrase, comma: int) -> bool:
    """Whether the name after a comma is a container rather than the next of a list or a subject."""
    doc = scene.ann.doc
    mine = levels(scene, around.name)
    if not mine or mine == ANY or not _fits(scene, phrase, around):
        return False
    if type_of(scene, phrase.name) != "Place" and max(mine) < 4:
        return False  # "the University of Norland, Arby": a campus
    if _known_within(scene, phrase, around):
        return True
    surely = bool(levels(scene, phrase.name))
    subject = doc[around.head].dep_ in ("nsubj", "nsubjpass", "poss")
    owner = around.last < len(doc) and doc[around.last].tag_ == "POS"
    if (subject or owner) and not (surely and phrase.name.last == comma):
        return False
    for beside in (_next_of(scene, around.last), _last_of(scene, phrase.first)):
        if beside is not None:
            others = levels(scene, beside)
            if others & mine or (not others and max(mine) <= 2):
                return False
    return True


def _next_of(scene: Scene, at: int) -> Mention | None:
    """The name that a comma or conjunction at a token joins to what stands before."""
    doc, begin = scene.ann.doc, at
    while at + 1 < len(doc) and doc[at].lower_ in _LISTING and at < begin + 2:
        at += 1
    name = scene.name_at(at) if at > begin else None
    return name if name is not None and type_of(scene, name) == "Place" else None


def _last_of(scene: Scene, at: int) -> Mention | None:
    """The name that a comma or conjunction before a token joins to what follows."""
    doc, begin = scene.ann.doc, at
    while at > 0 and doc[at - 1].lower_ in _LISTING and at > begin - 2:
        at -= 1
    name = scene.name_at(at - 1) if 0 < at < begin else None
    return name if name is not None and type_of(scene, name) == "Place" else None


def _fits(scene: Scene, phrase: Phrase, around: Phrase) -> bool:
    """Whether the one can lie in the other, by their levels and what is known of them."""
    if scene.resolution.entities_at(phrase.head) == scene.resolution.entities_at(around.head):
        return False
    if not may_contain(scene, around.name):
        return False
    kinds = scene.knowledge.table("place_kinds")
    outer = levels(scene, around.name) or level_of(around.noun, scene.knowledge)
    inner = levels(scene, phrase.name) or level_of(phrase.noun, scene.knowledge)
    if not outer:
        return around.noun in kinds or inner == SITE
    if not any(o > i for o in outer for i in inner or {0}):
        return False
    countries = {entry.country for entry in entries(scene, phrase.name) if entry.country}
    states = {e.id for e in entries(scene, around.name) if e.kind == "Country"}
    return not (states and countries and _only_states(scene, around)) or bool(states & countries)


def _only_states(scene: Scene, phrase: Phrase) -> bool:
    return all(entry.kind == "Country" for entry in entries(scene, phrase.name))


def _known_within(scene: Scene, phrase: Phrase, around: Phrase) -> bool:
    outer = {entry.id for entry in entries(scene, around.name)}
    return any(entry.country in outer for entry in entries(scene, phrase.name))
