"""Who is the source of a reporting expression: its subject, wherever the construction puts it."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.attributions.cues import verb_entry
from kg.knowledge.knowledge import Knowledge

_SUBJECTS = ("nsubj",)
_TIMES = ("DATE", "TIME")


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase: its half-open token range and the token to be resolved for it."""

    first: int
    last: int
    head: int


def noun_phrase(head: Token, before: int | None = None, after: int | None = None) -> Source:
    """The noun phrase of a head with its modifiers, without the punctuation at its end.

    ``before`` and ``after`` are tokens it may not reach.
    """
    first, last = head.left_edge.i, head.right_edge.i + 1
    if after is not None and head.i > after >= first:
        first = after + 1
    if before is not None and head.i < before < last:
        last = before
    while last - 1 > head.i and (
        head.doc[last - 1].is_punct and head.doc[last - 1].text not in (")", '"', "]")
    ):
        last -= 1
    while first < head.i and head.doc[first].is_punct and head.doc[first].text not in ('"', "("):
        first += 1
    return Source(first, last, head.i)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, or a past participle behind its noun."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if perfect and not any(c.dep_ in ("auxpass", "agent") for c in verb.children):
        return False
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")


def agent(verb: Token) -> Token | None:
    """The head of the by-phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((part for part in child.children if part.dep_ == "pobj"), None)
    return None


def _behind_a_phrase(verb: Token) -> Token | None:
    """A subject that the parser took for an apposition: "In a joint statement, *A and B* said".

    It stands between a comma and the verb, which has no other.
    """
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.i > verb.i:
            continue
        for noun in preposition.children:
            for name in noun.children if noun.dep_ == "pobj" else ():
                closed = name.right_edge.i == verb.i - 1 and name.left_edge.nbor(-1).text == ","
                if name.dep_ == "appos" and name.pos_ == "PROPN" and closed:
                    return name
    return None


def _before_participle(verb: Token) -> Token | None:
    """A subject that the parser gave to a participle behind it: "*Ott*, seeded third, said"."""
    for part in verb.lefts:
        if part.dep_ != "advcl" or part.tag_ not in ("VBN", "VBD"):
            continue
        for name in part.lefts:
            comma = "," in (name.right_edge.text, name.right_edge.nbor(1).text)
            apart = comma and verb.nbor(-1).text == ","
            if name.dep_ in ("nsubj", "nsubjpass") and name.left_edge.is_sent_start and apart:
                return name
    return None


def _name_before(verb: Token) -> Token | None:
    """A name right before a verb that the parser took for an adverb of it: "*Swiss Re* said".

    Two days' names in a row or a time are none.
    """
    for name in reversed(list(verb.lefts)):
        if name.dep_ in ("aux", "neg", "advmod") and name.pos_ != "PROPN":
            continue
        loose = name.dep_ in ("advmod", "npadvmod", "dep", "nmod", "amod", "compound", "intj")
        return name if loose and name.pos_ == "PROPN" and name.ent_type_ not in _TIMES else None
    return None


def source_of(verb: Token, knowledge: Knowledge, depth: int | None = None) -> Source | None:
    """The source of an active verb or a predicate: its own subject, or the one it shares.

    ``depth`` is how many verbs it may go up to, all that are allowed if it is not given.
    """
    if depth is None:
        depth = knowledge.whole("attributions.verbs_up")
    if depth == 0:
        return None
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own and not _goes_on_speaking(verb, own[-1], knowledge):
        nearest = own[-1] if _fronted(own) else own[0]
        return _apposed(own, verb) or _subject(nearest, verb, knowledge)
    head, relation = verb.head, verb.dep_
    told = verb.tag_ in ("VBD", "VBZ", "VBP")
    behind = (
        (_behind_a_phrase(verb) or _before_participle(verb) or _name_before(verb)) if told else None
    )
    if behind is not None:
        return noun_phrase(behind, before=verb.i)
    if head == verb:
        return None
    if relation == "pcomp" and head.lower_ == "as":
        return quoted_as(head, knowledge) or shared_subject(head.head, knowledge, depth - 1)
    if relation in ("xcomp", "ccomp") and verb.tag_ not in ("VBD", "VBZ", "VBP"):
        entry = verb_entry(head, knowledge)
        if entry is not None and entry.takes("np-to"):
            obj = next((c for c in head.children if c.dep_ in ("dobj", "dative")), None)
            if obj is not None and head.i < obj.i < verb.i:
                return noun_phrase(obj, before=verb.i)
        return shared_subject(head, knowledge, depth - 1)
    if verb.tag_ == "VBG" and relation in ("advcl", "acl", "conj", "dep", "xcomp"):
        above = reporter_above(verb, knowledge)
        if above is not None:
            return source_of(above, knowledge, depth - 1)
    if relation == "conj":
        above = coordinate_reporter(verb, knowledge)
        if above is not None:
            return source_of(above, knowledge, depth - 1)
    if relation == "conj" and finite_beside_infinitive(verb):
        return shared_subject(finite_above(head), knowledge, depth - 1)
    if relation in ("conj", "advcl", "dep") and head.pos_ in ("VERB", "AUX"):
        return shared_subject(head, knowledge, depth - 1)
    if relation == "acl" and verb.tag_ in ("VBG", "VBN"):
        return _antecedent(head, verb)
    if relation == "acl":
        return _holder(head, depth, knowledge)
    if relation == "pcomp":
        above = head.head
        if above.tag_ == "VBN" and above.dep_ in ("ccomp", "xcomp"):
            above = above.head  # "had him freed by saying": who had him freed says it
        if above.pos_ in ("VERB", "AUX"):
            return shared_subject(above, knowledge, depth - 1)
        if above.pos_ == "NOUN":
            return _holder(above, depth, knowledge)
    return None


def finite_beside_infinitive(verb: Token) -> bool:
    """Whether the parse joined a finite verb to an infinitive: "urged him to go and *spoke* to"."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.lefts)
    finite = verb.tag_ in ("VBD", "VBZ") and verb.dep_ == "conj"
    return finite and not own and verb.head.tag_ == "VB" and _with_to(verb.head)


def _with_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def finite_above(verb: Token) -> Token:
    """The verb over an infinitive, and over those that this one is joined to or depends on."""
    while verb.tag_ == "VB" and verb.dep_ in ("xcomp", "conj", "ccomp", "advcl"):
        verb = verb.head
    return verb


def _fronted(subjects: list[Token]) -> bool:
    """Whether the first of two subjects belongs below: "which the ministry has said was late"."""
    return len(subjects) > 1 and subjects[0].tag_ in ("WDT", "WP")


def _apposed(subjects: list[Token], verb: Token) -> Source | None:
    """A name behind its description that the parse took for a second subject: "her rival Ann"."""
    if len(subjects) < 2 or subjects[1].i > verb.i or subjects[1].pos_ != "PROPN":
        return None
    first, name = subjects[0], subjects[1]
    if first.right_edge.i + 1 != name.left_edge.i or first.pos_ != "NOUN":
        return None
    head = name if first.right_edge == first else first
    return Source(first.left_edge.i, noun_phrase(name, before=verb.i).last, head.i)


def quoted_as(link: Token, knowledge: Knowledge) -> Source | None:
    """Whom somebody quotes: "cited Holt as saying", "Holt was quoted as saying"."""
    verb = link.head
    entry = verb_entry(verb, knowledge)
    if entry is None or entry.kind != "cited":
        return None
    roles = ("nsubjpass",) if is_passive(verb) else ("dobj",)
    for child in verb.children:
        if child.dep_ in roles and child.i < link.i:
            return noun_phrase(child, before=link.i)
    if is_passive(verb) and verb.dep_ == "acl":
        return _antecedent(verb.head, verb)
    return None


def behind_comma(verb: Token) -> bool:
    """Whether a verb follows a comma, or an adverb behind one: ", further saying".

    A quotation mark may stand behind the comma.
    """
    at = verb.i - 1
    if at > 0 and verb.doc[at].pos_ == "ADV":
        at -= 1
    if at > 0 and verb.doc[at].is_quote:
        at -= 1
    return at >= 0 and verb.doc[at].text == ","


def _goes_on_speaking(verb: Token, subject: Token, knowledge: Knowledge) -> bool:
    """Whether what the parse took for a participle's subject is what was said before it.

    "She said the tax "costs millions," further *saying* ...": not so "with the mayor, Ann, saying".
    """
    if verb.tag_ != "VBG" or subject.i > verb.i or verb.head.dep_ == "prep":
        return False
    above = reporter_above(verb, knowledge)
    return above is not None and subject.right_edge.i < verb.i and above.i < subject.left_edge.i


def reporter_above(verb: Token, knowledge: Knowledge) -> Token | None:
    """The outermost verb of speech over a participle that the parse put inside its content.

    In "she said it was late, adding that ..." the participle is often hung on "was".
    """
    entry = verb_entry(verb, knowledge)
    if entry is None or entry.act not in ("speech", "thought") or not behind_comma(verb):
        return None
    if verb.tag_ != "VBG":
        return None
    found = None
    for above in verb.ancestors:
        over = verb_entry(above, knowledge)
        if over is not None and over.act == "speech" and above.i < verb.i:
            found = above
    return found


def coordinate_reporter(verb: Token, knowledge: Knowledge) -> Token | None:
    """The reporting verb that "and said" goes on with, where the parse hung it on the content."""
    entry = verb_entry(verb, knowledge)
    if verb.dep_ != "conj" or entry is None or entry.act != "speech" or verb.tag_ == "VB":
        return None
    if not entry.takes("that") or any(child.dep_ == "nsubj" for child in verb.children):
        return None
    for above in verb.ancestors:
        over = verb_entry(above, knowledge)
        if over is not None and over.act == "speech" and over.takes("that"):
            return above if above.tag_ == verb.tag_ and above != verb.head else None
    return None


def shared_subject(verb: Token, knowledge: Knowledge, depth: int | None = None) -> Source | None:
    """The subject of a verb or adjective, of a passive too, from which a dependent inherits."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return _subject(child, verb, knowledge)
    if verb.pos_ == "ADJ" and verb.dep_ in ("acomp", "xcomp", "attr"):
        return source_of(verb.head, knowledge, depth)
    return source_of(verb, knowledge, depth)


def _subject(subject: Token, verb: Token, knowledge: Knowledge) -> Source | None:
    """The source a subject gives; a relative pronoun stands for its antecedent."""
    if subject.lower_ in knowledge.words("expletives") and subject.dep_ == "expl":
        return None
    relative = subject.lower_ in knowledge.words("relative_pronouns")
    if relative and subject.tag_ in ("WP", "WDT", "IN", "DT"):
        clause = verb
        while clause.dep_ in ("conj", "xcomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return Source(subject.i, subject.i + 1, clause.head.i)
    if subject.i < verb.i:
        return noun_phrase(subject, before=verb.i)
    return noun_phrase(subject, after=verb.i)


def _antecedent(noun: Token, verb: Token) -> Source | None:
    """The noun a participle stands behind ("a letter saying ...")."""
    if noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.i > verb.i:
        return None
    return noun_phrase(noun, before=verb.i)


def _holder(noun: Token, depth: int, knowledge: Knowledge) -> Source | None:
    """Whose thing a noun is ("his plan to ..."): its possessor, or the subject of its verb."""
    found = possessor(noun, knowledge)
    if found is not None:
        return found
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return shared_subject(noun.head, knowledge, depth - 1)
    return None


def possessor(noun: Token, knowledge: Knowledge) -> Source | None:
    """The possessor of a noun, or whom it is by or from."""
    for child in noun.children:
        if child.dep_ == "poss":
            phrase = noun_phrase(child, before=noun.i)
            last = phrase.last
            if noun.doc[last - 1].tag_ == "POS" and last - 1 > phrase.first:
                last -= 1
            return Source(phrase.first, last, phrase.head)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in knowledge.words("prepositions_of_authors"):
            obj = next((part for part in child.children if part.dep_ == "pobj"), None)
            if obj is not None:
                return noun_phrase(obj)
    for child in noun.children:
        named = child.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")
        if named and child.i == noun.i - 1 and child.dep_ in ("compound", "amod", "nmod"):
            return Source(child.i, child.i + 1, child.i)
    return None
