"""How governors qualify an event noun: "refused a meeting", "plans for a strike"."""

from kg.knowledge.knowledge import Knowledge
from kg.qualification.links import END, Link, is_general, signature, verb_above
from kg.qualification.moods import effects_of, is_habitual, is_predicate
from kg.syntax.tokens import Token


def noun_link(noun: Token, head: Token, dep: str, knowledge: Knowledge) -> Link:
    """The link of an event noun to what governs it."""
    if dep in ("compound", "poss", "amod", "nmod"):
        if head.lemma_.lower() in knowledge.table("qualify_nouns"):
            return Link(effects_of("qualify_nouns", head.lemma_.lower(), knowledge), head)
        return END
    if dep in ("nsubj", "nsubjpass"):
        if is_general(noun) and is_habitual(head, knowledge):
            return Link(("possible",))
        if _is_to_be(head, knowledge):
            return Link(("planned",), head)
        if head.lemma_ in knowledge.words("collapsing_verbs"):
            failed = noun.lemma_ in knowledge.words("unfinished_events")
            return Link(("negative",) if failed else (), head)
        stative = head.lemma_ == "be" and any(child.dep_ == "attr" for child in head.children)
        if head.lemma_ in knowledge.words("qualify_occurrence") and not stative:
            return Link(
                effects_of("qualify_verbs", signature(head, knowledge) or "", knowledge), head
            )
        return END
    if dep in ("dobj", "attr", "oprd") and is_predicate(head):
        key = signature(head, knowledge)
        if (effects := _listed(head, knowledge)) is not None:
            return Link(effects, head, ahead_only=True)
        if key is not None and key not in knowledge.words("qualify_light"):
            if _of_clauses_only(key, knowledge) and noun.lemma_ not in knowledge.words(
                "qualify_change"
            ):
                return Link((), head, ahead_only=True)
            return Link(effects_of("qualify_verbs", key, knowledge), head)
        if head.lemma_ in knowledge.words("qualify_light"):
            return Link((), head)
        return Link((), head, ahead_only=dep == "dobj")
    if dep == "pobj":
        return _prepositional_link(noun, head, knowledge)
    return END


def _is_to_be(verb: Token, knowledge: Knowledge) -> bool:
    """Whether an event is or was to come: "talks are to open", "the raid was to be filmed"."""
    if verb.lemma_ != "be":
        return False
    for child in verb.children:
        helpers = {c.lemma_ for c in child.children if c.dep_ in ("aux", "auxpass")}
        if child.dep_ == "xcomp" and "to" in helpers:
            return "have" in helpers or child.lemma_ in knowledge.words("qualify_occurrence")
    return False


def _listed(verb: Token, knowledge: Knowledge) -> tuple[str, ...] | None:
    """What the subject makes of what it consists in: "their demands include an inquiry"."""
    if verb.lemma_ not in knowledge.words("including_verbs"):
        return None
    for subject in verb.children:
        if subject.dep_ == "nsubj" and subject.lemma_ in knowledge.table("qualify_nouns"):
            return effects_of("qualify_nouns", subject.lemma_, knowledge) or None
    return None


def _prepositional_link(noun: Token, preposition: Token, knowledge: Knowledge) -> Link:
    word, governor, words = preposition.lower_, preposition.head, knowledge.words
    if preposition.dep_ in ("prep", "prt", "dative", "agent") and governor.dep_ == "prep":
        word, governor = f"{governor.lower_} {word}", governor.head
    if word in knowledge.words("without"):
        return Link(("negative",), verb_above(preposition), ahead_only=True)
    if word in knowledge.words("pending") or governor.lower_ in knowledge.words("ahead"):
        return Link(("planned",))
    if is_predicate(governor):
        combined = f"{governor.lemma_} {word}"
        if governor.dep_ == "acl" and governor.head.lemma_ in knowledge.words("sought_hints"):
            return Link(("requested",))  # "a reward for information leading to his capture"
        if combined in knowledge.table("qualify_verbs"):
            if _of_clauses_only(combined, knowledge):
                return Link((), governor, ahead_only=True)
            return Link(effects_of("qualify_verbs", combined, knowledge), governor)
        if word in knowledge.words("light_prepositions") and _takes_events(governor, knowledge):
            return Link((), governor)
        way = next((c.lemma_ for c in governor.children if c.dep_ == "dobj"), "")
        if word in ("for", "to") and way in knowledge.table("qualify_nouns"):
            return Link(effects_of("qualify_nouns", way, knowledge), governor)
        if word == "for" and governor.lemma_ in knowledge.words("preparing_verbs"):
            return Link(("planned",), governor, ahead_only=True)
        if word in knowledge.words("accompanying_prepositions"):
            return Link((), governor, ahead_only=True)
        return END
    got_ready = governor.dep_ == "dobj" and governor.head.lemma_ in words("preparing_verbs")
    if word == "for" and got_ready:
        return Link(("planned",), governor.head, ahead_only=True)
    key = governor.lemma_.lower()
    of_noun = word in knowledge.words("prepositions_of_nouns")
    known = key in knowledge.table("qualify_nouns")
    if of_noun and known and not _of_clauses_only(key, knowledge, "qualify_nouns"):
        return Link(effects_of("qualify_nouns", key, knowledge), governor)
    matter = word in knowledge.words("prepositions_of_matters")
    if matter and noun.lemma_.lower() in knowledge.words("qualify_change"):
        return Link(("possible",), governor, ahead_only=True)
    return Link((), governor, ahead_only=True) if governor.pos_ == "NOUN" else END


def _of_clauses_only(key: str, knowledge: Knowledge, name: str = "qualify_verbs") -> bool:
    """Whether a qualifying word takes what nouns name for granted ("discuss the attack")."""
    return "clause" in knowledge.table(name)[key][1:]


def _takes_events(verb: Token, knowledge: Knowledge) -> bool:
    """Whether the event is what the verb's prepositional object does: "took part in talks"."""
    return "prep" in knowledge.table("qualify_light").get(verb.lemma_, ())
