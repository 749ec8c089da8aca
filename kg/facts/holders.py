"""Who holds a role: the first of four readings of its phrase that the text offers.

The name behind it ("Finnish President Anna Berg"), the name it stands in apposition to ("Berg, the
Pentagon spokeswoman"), the subject it is predicated of ("Berg became chairman of the club"), or
whoever the phrase itself is known to mean ("the Finnish president").
"""

from kg.facts.roles import Role
from kg.facts.scene import PLACES, Scene
from kg.knowledge.knowledge import Knowledge
from kg.mentions.phrases import past_aside
from kg.model import Mention
from kg.syntax.subjects import surface
from kg.syntax.tokens import Token
from kg.syntax.voice import is_passive

Holders = tuple[tuple[int, ...], str, int | None]
_JOINTS = frozenset((",", "and", "&"))
_NOBODY: Holders = ((), "", None)


def holders_of(scene: Scene, roles: tuple[Role, ...], i: int) -> Holders:
    """The head tokens of those who hold a role, the rule, and the token that qualifies it."""
    role = roles[i]
    token = scene.ann.doc[role.head]
    behind = i + 1
    while behind < len(roles) and roles[behind].first == roles[behind - 1].end:
        behind += 1  # "the chairman Senator Ann Lee": titles in a row
    following = roles[behind].begin if behind < len(roles) else len(scene.ann.doc)
    if people := _names_after(scene, role, following):
        return people, "title", None
    if people := _name_before(scene, role):
        return people, "apposition", None
    if people := _names_as(scene, role):
        return people, "as", None
    if people := _said_to_be(scene, role):
        return people, "name", None
    if (found := _predicated(scene, token)) is not None:
        return found
    if (found := _given_up(scene, token)) is not None:
        return found
    definite = role.owner is not None or role.names or scene.ann.doc[role.first].lower_ == "the"
    # "A spokesman for the club", whom the article names later
    telling = definite or any(scene.is_named(c.head) for c in role.complements)
    if telling and not role.plural and scene.is_named(role.head) and not _is_whoever(scene, token):
        entities = scene.resolution.entities_at(role.head)
        if entities[0].type == ("Organization" if role.kind == "part" else "Person"):
            return (role.head,), "description", None
    return _NOBODY


def _is_whoever(scene: Scene, noun: Token) -> bool:
    """Whether a title means whoever holds it: "the deputies *elect* the premier".

    How one comes by a post, told in the simple present, is a rule.
    """
    verb = noun.head
    helping = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    passive = noun.dep_ == "nsubjpass" and len(helping) == 1
    told = helping[0] if passive else verb if noun.dep_ == "dobj" and not helping else None
    making = verb.lemma_ in scene.knowledge.words("verbs_of_posts")
    return making and told is not None and told.tag_ in ("VBZ", "VBP")


def _is_holder(scene: Scene, role: Role, token: int) -> bool:
    """Whether the name at a token can hold the role."""
    mention = scene.name_at(token)
    if mention is None:
        return False
    entity = scene.resolution.entity(mention.entity)
    kind = entity.type if entity else mention.type
    if role.kind == "part":
        return kind == "Organization"
    either = kind == "Organization" and role.noun in scene.knowledge.words("nouns_of_either")
    return (kind == "Person" or either) and (mention.head > role.head or mention.last <= role.begin)


def _names_after(scene: Scene, role: Role, following: int) -> tuple[int, ...]:
    """The names that follow a title, directly or after its complements.

    None beyond the next role at ``following``: it is that one's ("Foreign Minister Spokesman ...").
    """
    doc, block = scene.ann.doc, scene.ann.block_of
    most = scene.knowledge.whole("facts.words_to_holder")
    introducing = scene.knowledge.words("introducing_people")
    ends = list(dict.fromkeys((role.end, role.last, *(c.last for c in role.complements))))
    for end in ends:
        at = past_aside(doc, end, scene.knowledge)
        apart = at < len(doc) and doc[at].text in (",", ":", '"')
        while apart and at + 1 < len(doc) and doc[at].text in (",", ":", '"'):
            at += 1
        if role.plural and at + 1 < len(doc) and doc[at].lower_ in introducing:
            at, apart = at + 1, False
        if role.kind == "part" and at + 1 < len(doc) and doc[at].lower_ == "the":
            at += 1
        steps = 0
        while at < len(doc) and block[at] == block[role.head] and steps < most:
            mention = scene.name_at(at)
            if mention is not None and mention.form == "name":
                break
            if at == following or not doc[at].text[:1].isupper() or doc[at].is_sent_start:
                break
            at, steps = at + 1, steps + 1
        if apart and (around := _place_apart(scene, at)) is not None:
            at = around  # "a resident of Arby, Norland, Ann Lee"
        if at >= len(doc) or block[at] != block[role.head] or not _is_holder(scene, role, at):
            continue
        people, last = _names_from(scene, role, at)
        if apart and not _apposition_after(scene, role, last):
            continue
        # "chair of the judges Ann Lee": one name is not the judges'
        many = role.plural and doc[role.head].dep_ == "pobj" and len(people) == 1
        return () if many and doc[role.head].head.lower_ == "of" else people
    return ()


def _place_apart(scene: Scene, at: int) -> int | None:
    """Where what follows a place between commas begins."""
    place = scene.name_at(at)
    if place is None or scene.kind_of(place.head) not in PLACES:
        return None
    doc = scene.ann.doc
    closed = place.last + 1 < len(doc) and doc[place.last].text == ","
    return place.last + 1 if closed else None


def _apposition_after(scene: Scene, role: Role, end: int) -> bool:
    """Whether the name after "the chief negotiator," is its apposition: set off again after it."""
    doc = scene.ann.doc
    first = doc[role.first]
    # "a banker, Ann Lee,", "two astronauts, Ann Lee and Bo Dahl,"
    told: bool = first.tag_ in ("DT", "CD") or doc[role.first - 1].tag_ == "CD"
    definite = role.owner is not None or bool(role.names) or told
    closed = end >= len(doc) or doc[end].text in (",", ".", ";", ")", "-", "–")
    # "A native of Oslo, Ann Lee studied law."
    fronted = bool(first.is_sent_start) and doc[end - 1].dep_ in ("nsubj", "nsubjpass")
    return definite and (closed or fronted)


def _said_to_be(scene: Scene, role: Role) -> tuple[int, ...]:
    """The name that somebody is said to have: "a chef named Ann Lee", "was identified as Lee"."""
    doc, noun = scene.ann.doc, scene.ann.doc[role.head]
    naming = scene.knowledge.words("verbs_naming_holders")
    verbs = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    if noun.dep_ == "nsubjpass":
        verbs.append(noun.head)
    for verb in verbs:
        at = verb.i + 1
        while at < len(doc) and (doc[at].lower_ == "as" or doc[at].tag_ in ("RB", "DT")):
            at += 1
        if verb.lemma_ in naming and at < len(doc) and _is_holder(scene, role, at):
            people, _ = _names_from(scene, role, at)
            return people
    return ()


def _names_from(scene: Scene, role: Role, at: int) -> tuple[tuple[int, ...], int]:
    """The name at a token, after a plural role those joined to it too, and where they end."""
    doc, people, end = scene.ann.doc, list[int](), at
    while at < len(doc) and _is_holder(scene, role, at):
        mention = scene.name_at(at)
        assert mention is not None
        people.append(mention.head)
        end = mention.last
        if not role.plural:
            break
        at = end = _past_home(scene, end)
        while at + 1 < len(doc) and doc[at].lower_ in (",", "and", "&"):
            at += 1
        if at == end:
            break
    return tuple(people), end


def _past_home(scene: Scene, at: int) -> int:
    """Where "of Norland" or "of the Institute" after a name ends, if that is there."""
    doc = scene.ann.doc
    if at + 2 >= len(doc) or doc[at].lower_ not in scene.knowledge.words("prepositions_of_homes"):
        return at
    place = scene.name_at(at + 1 + (doc[at + 1].tag_ == "DT"))
    kinds = (*PLACES, "Organization")
    return place.last if place is not None and scene.kind_of(place.head) in kinds else at


def _name_before(scene: Scene, role: Role) -> tuple[int, ...]:
    """The name that a role phrase stands in apposition to: "Kirby, the Pentagon spokesman"."""
    doc = scene.ann.doc
    at = role.first - 1
    if at < 1 or scene.ann.block_of[at] != scene.ann.block_of[role.head]:
        return ()
    if doc[at].text in (",", "(", "–", "—", "-", "--"):
        at -= 1
        if at > 1 and doc[at].like_num and doc[at - 1].text == ",":
            at -= 2
        if doc[at].text == ")":
            while at > 0 and doc[at].text != "(":
                at -= 1
            at -= 1
        at = _before_home(scene, at)
        if at >= 0 and scene.name_at(at) is not None and _is_holder(scene, role, at):
            mention = scene.name_at(at)
            assert mention is not None
            return _joined_before(scene, role, mention)
    token = doc[role.head]
    if token.dep_ == "appos" and _is_holder(scene, role, token.head.i) and token.head.i < token.i:
        mention = scene.name_at(token.head.i)
        assert mention is not None
        return (mention.head,)
    return ()


def _joined_before(scene: Scene, role: Role, name: Mention) -> tuple[int, ...]:
    """The name that ends before an apposition; before a plural one all that are joined to it."""
    doc, people = scene.ann.doc, [name.head]
    at = name.first - 1
    while role.plural and at > 0 and doc[at].lower_ in _JOINTS:
        while at > 0 and doc[at].lower_ in _JOINTS:
            at -= 1
        before = scene.name_at(_before_home(scene, at))
        if before is None or not _is_holder(scene, role, before.head):
            break
        people.insert(0, before.head)
        at = before.first - 1
    return tuple(people)


def _before_home(scene: Scene, at: int) -> int:
    """The token before "of Norland" after a name, if that ends at a token; else the token."""
    place = scene.name_at(at) if at > 0 else None
    if place is None or place.first < 2 or scene.kind_of(place.head) not in PLACES:
        return at
    homes = scene.knowledge.words("prepositions_of_homes")
    return place.first - 2 if scene.ann.doc[place.first - 1].lower_ in homes else at


def _names_as(scene: Scene, role: Role) -> tuple[int, ...]:
    """The names of "Norland, Estmark and Westia, as the guarantors of the truce"."""
    doc, at = scene.ann.doc, role.first - 1
    if not role.plural or at < 2 or doc[at].lower_ != "as" or doc[at - 1].text != ",":
        return ()
    return scene.names_up_to(at - 1)


def _predicated(scene: Scene, token: Token) -> Holders | None:
    """The subject that a role is predicated of: "is", "became", "serves as", "was named"."""
    verb = _predicating_verb(token, scene.knowledge)
    if verb is None:
        return None
    subject = _subject(verb, token, scene.knowledge)
    if subject is None:
        return None
    entities = scene.resolution.entities_at(subject.i)
    if not entities or any(entity.type not in ("Person", "Organization") for entity in entities):
        return None
    if not scene.is_named(subject.i):
        return None
    joined = [subject.i, *(c.i for c in subject.conjuncts if scene.is_person(c.i))]
    plural = token.tag_ in ("NNS", "NNPS")
    return tuple(joined) if plural else (subject.i,), "predicate", verb.i


def _predicating_verb(token: Token, knowledge: Knowledge) -> Token | None:
    head = token.head
    if token.dep_ == "conj":
        return _predicating_verb(head, knowledge)
    if token.dep_ == "oprd":
        return head
    if token.dep_ == "attr" and head.lemma_ in knowledge.words("copulas_of_posts"):
        return head
    if token.dep_ == "dobj" and head.lemma_ in knowledge.words("becoming_verbs"):
        return head
    if token.dep_ == "pobj" and head.lower_ == "as":
        above = head.head.head if head.head.pos_ == "NOUN" else head.head
        if _is_of_term(above, knowledge):
            return above
        return head.head if head.head.lemma_ in knowledge.words("verbs_of_posts") else None
    return None


def _is_of_term(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a verb tells that somebody has a term in a post: "won a second term as mayor"."""
    return verb.lemma_ in knowledge.words("verbs_of_terms") and any(
        c.dep_ == "dobj" and c.lemma_ in knowledge.words("terms_in_posts") for c in verb.children
    )


def _given_up(scene: Scene, token: Token) -> Holders | None:
    """Who gives a post up or loses it: "resigned *as minister*", "was dismissed as director".

    Whoever only may, or will, has it still.
    """
    verb, words = token.head.head, scene.knowledge.words
    if token.dep_ != "pobj" or token.head.lower_ != "as" or token.head.dep_ != "prep":
        return None
    lemma = " ".join((verb.lemma_, *(c.lower_ for c in verb.children if c.dep_ == "prt")))
    if lemma in words("verbs_of_giving_up"):
        people = surface(scene.ann.tree, verb.i)
    elif lemma in words("verbs_of_removal"):
        passive = is_passive(scene.ann.tree, verb.i)
        people = surface(scene.ann.tree, verb.i) if passive else scene.ann.tree.of(verb.i, "dobj")
    else:
        return None
    holders = tuple(p for p in people if scene.is_person(p))
    return (holders, "given_up", verb.i) if holders and scene.is_named(holders[0]) else None


def _subject(verb: Token, role: Token, knowledge: Knowledge) -> Token | None:
    """The deep subject of a predicate nominal."""
    held_by_subject = knowledge.words("copulas_of_posts") | knowledge.words("verbs_of_serving")
    if _is_of_term(verb, knowledge):
        held_by_subject = held_by_subject | {verb.lemma_}
    held_by_object = verb.lemma_ in knowledge.words("verbs_of_posts")
    for child in verb.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "nsubj" and verb.lemma_ in held_by_subject):
            return _antecedent(child, verb, knowledge)
        if child.dep_ == "dobj" and child != role and held_by_object:
            return child
        if child.dep_ == "ccomp" and child.pos_ == "PROPN":
            return child
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl"):
        return _subject(verb.head, role, knowledge)
    return None


def _antecedent(subject: Token, verb: Token, knowledge: Knowledge) -> Token:
    if subject.lower_ in knowledge.words("subject_relatives") and verb.dep_ == "relcl":
        return verb.head
    return subject
