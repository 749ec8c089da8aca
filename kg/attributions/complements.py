"""What a reporting verb takes for its content: a clause, an object, or the words around it."""

from kg.attributions.chains import (
    behind_comma,
    coordinate_reporter,
    finite_beside_infinitive,
    is_infinitive,
)
from kg.attributions.cues import Entry, verb_entry
from kg.attributions.displaced import displaced, low_complement, low_quotation, read_as_object
from kg.attributions.othervoices import another_speaks
from kg.attributions.parentheses import around_tag
from kg.attributions.sources import agent, quoted_as
from kg.attributions.spans import subtree_tokens
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")


def complement(
    ann: Annotation, verb: Token, entry: Entry, passive: bool
) -> tuple[str, set[int], set[int]] | None:
    """The rule, the content and further cue tokens of a verb's complement."""
    children = list(verb.children)
    right = [child for child in children if child.i > verb.i]
    subject = next((c for c in children if c.dep_ in ("nsubj", "nsubjpass")), None)
    clause = next((c for c in right if c.dep_ == "ccomp"), None)
    whole = next((c for c in children if c.dep_ == "csubjpass" and c.i < verb.i), None)
    if whole is not None and agent(verb) is not None and entry.takes("that"):
        return "clause", subtree_tokens(whole), set()
    infinitive = next((c for c in right if c.dep_ == "xcomp"), None)
    if not passive and (asked := _asked_for(right, entry)) is not None:
        return asked
    obj = next((c for c in right if c.dep_ in ("dobj", "oprd", "attr")), None)
    if entry.takes("seem") and subject is not None and (infinitive or clause):
        predicate = infinitive or clause
        assert predicate is not None
        return "seem", subtree_tokens(subject) | subtree_tokens(predicate), set()
    if passive:
        found = _passive(verb, entry, right, subject, clause or _later(right), infinitive)
        impersonal = subject is not None and subject.lower_ == "it" and entry.takes("that")
        alone = all(c.is_punct for c in right)
        return found or (around_tag(ann, verb) if impersonal and alone else None)
    if (described := _described(verb, entry)) is not None:
        return described
    if clause is not None and _reduced(verb, clause):
        return None
    if clause is not None and entry.takes("that", "quote", "np-to", "wh"):
        content = _clause(ann, verb, clause)
        if obj is not None and obj.dep_ != "dobj":
            content |= subtree_tokens(obj)
        return "clause", content, set()
    if entry.takes("that") and (read := read_as_object(ann, verb, obj)):
        return "clause", read, set()
    if infinitive is not None:
        gerund = infinitive.tag_ == "VBG" and not entry.takes("ing") and entry.act == "speech"
        if gerund and entry.takes("that") and _has_finite(infinitive):
            return "clause", _clause(ann, verb, infinitive), set()
        if obj is not None and entry.takes("np-to"):
            return "object-infinitive", _before_aside(obj) | _infinitive(infinitive), set()
        if is_infinitive(infinitive) and entry.takes("to"):
            return "infinitive", _clause(ann, verb, infinitive) & _infinitive(infinitive), set()
        if infinitive.tag_ == "VBG" and entry.takes("ing"):
            return "gerund", _clause(ann, verb, infinitive), set()
        if entry.takes("np-to") and not is_infinitive(infinitive):
            return "small-clause", subtree_tokens(infinitive), set()
    for child in right:
        if child.dep_ == "prep" and child.lower_ in entry.after:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and not _is_manner(child, inner, ann.knowledge):
                content = subtree_tokens(inner)
                if infinitive is not None and entry.takes("to"):
                    content |= _infinitive(infinitive)
                for later in right:
                    if later.i > inner.i and later.lower_ in entry.beyond and not entry.takes("np"):
                        content |= subtree_tokens(later)
                return "preposition", content, {child.i}
    knowledge = ann.knowledge
    attended = obj is not None and obj.lemma_ in knowledge.words("reporting-audiences")
    addressed = attended and verb.lemma_ in knowledge.words("addressing_verbs")
    timed = obj is not None and obj.ent_type_ == "TIME"
    if obj is not None and entry.takes("np") and not addressed and not timed:
        content = subtree_tokens(obj)
        low = low_complement(verb, obj, entry)
        if low is not None:
            content |= set(range(obj.i, low.right_edge.i + 1))
        content |= low_quotation(verb, obj, entry)
        for child in right:
            if child.i > obj.i and _belongs(child, entry, knowledge):
                content |= subtree_tokens(child)
        return "object", content, set()
    if entry.takes("quote", "that"):
        return around_tag(ann, verb) or _cited(ann, verb) or displaced(right)
    return None


def _is_manner(preposition: Token, noun: Token, knowledge: Knowledge) -> bool:
    """Whether a phrase tells how or when one speaks: "on television", "on condition of secrecy"."""
    if noun.ent_type_ in ("DATE", "TIME"):
        return True
    if preposition.lower_ != "on":
        return False
    led = noun.doc[preposition.i : noun.i + 2].text.lower()
    return led in knowledge.words("complex_prepositions") or (
        noun.lemma_.lower() in knowledge.words("spoken_on")
    )


def _before_aside(noun: Token) -> set[int]:
    """The tokens of a noun phrase up to the comma before what is told of it beside: ", who ..."."""
    asides = [c.left_edge.i for c in noun.rights if c.dep_ in ("relcl", "appos")]
    stop = next((i for i in asides if noun.doc[i - 1].text == ","), None)
    return {i for i in subtree_tokens(noun) if stop is None or i < stop - 1}


def _has_finite(gerund: Token) -> bool:
    """Whether a gerund is the subject of a verb below it: "said *naming it* would be odd"."""
    return any(t.tag_ in ("MD", "VBD", "VBZ", "VBP") and t.i > gerund.i for t in gerund.subtree)


def _reduced(verb: Token, clause: Token) -> bool:
    """Whether a participle was read as the verb, and the verb as its clause without a subject.

    "The damages *claimed* in 2004 exceeded those of 2001".
    """
    begins = clause.left_edge
    finite = begins.tag_ in ("VBD", "VBZ", "VBP", "MD") and verb.tag_ in ("VBD", "VBN")
    between = verb.doc[verb.i + 1 : begins.i]
    phrase = len(between) > 0 and between[0].dep_ in ("prep", "agent") and between[0].head == verb
    return finite and phrase and not any(t.is_quote or t.text == "," for t in between)


def _asked_for(right: list[Token], entry: Entry) -> tuple[str, set[int], set[int]] | None:
    """What one asks to be done: "called for the bill to be dropped".

    The parse takes it for a clause with "for", or for an object of "for" beside an infinitive.
    """
    if "for" not in entry.after:
        return None
    for child in right:
        mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == "for"), None)
        if child.dep_ in ("advcl", "ccomp", "xcomp") and mark is not None and is_infinitive(child):
            return "preposition", _infinitive(child) - {mark.i}, {mark.i}
        done = next((c for c in right if c.dep_ in ("xcomp", "advcl") and c.i > child.i), None)
        if child.dep_ == "prep" and child.lower_ == "for" and done is not None:
            joined = done.left_edge.i == child.right_edge.i + 1 and is_infinitive(done)
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if joined and noun is not None:
                return "preposition", subtree_tokens(noun) | _infinitive(done), {child.i}
    return None


def _later(right: list[Token]) -> Token | None:
    """The clause behind a second participle: "was reported by X, and confirmed by Y, that ..."."""
    for child in right:
        if child.dep_ == "conj" and child.tag_ == "VBN":
            for part in child.children:
                marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in part.children)
                if part.dep_ == "ccomp" and marked:
                    return part
    return None


def _described(verb: Token, entry: Entry) -> tuple[str, set[int], set[int]] | None:
    """What one is called in a relative clause: "whom the coach described as an engine"."""
    if "as" not in entry.beyond:
        return None
    before = [t for child in verb.lefts for t in child.subtree if t.tag_ in ("WP", "WDT")]
    whom = any(t.dep_ != "nsubj" or t.head != verb for t in before)
    naming = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    own = any(c.dep_ in ("dobj", "oprd") and c.i > verb.i for c in verb.children)
    if not whom or own or naming is None:
        return None
    return "object", subtree_tokens(naming), set()


def _belongs(child: Token, entry: Entry, knowledge: Knowledge) -> bool:
    """Whether a phrase behind a content object is part of the content, not time or place."""
    if child.dep_ in ("oprd", "acomp", "attr"):
        return True
    if child.dep_ == "prep":
        return child.lower_ in entry.beyond | knowledge.words("prepositions_of_content")
    return child.dep_ == "ccomp" and "as" in entry.beyond


def _passive(
    verb: Token,
    entry: Entry,
    right: list[Token],
    subject: Token | None,
    clause: Token | None,
    infinitive: Token | None,
) -> tuple[str, set[int], set[int]] | None:
    complement = clause or infinitive
    if entry.takes("addr") and complement is not None:
        return "told", _infinitive(complement), set()
    content = set[int]()
    if subject is not None and subject.lower_ != "it":
        content |= subtree_tokens(subject)
    elif verb.dep_ == "acl" and verb.head.i < verb.i:
        content |= set(range(verb.head.left_edge.i, verb.i))
    if complement is not None:
        content |= _infinitive(complement)
    for child in right:
        if child.dep_ == "prep" and child.lower_ in (entry.beyond | entry.after):
            content |= subtree_tokens(child)
        if child.dep_ in ("oprd", "attr"):
            content |= subtree_tokens(child)
    further = any(c.dep_ == "prep" and c.lower_ in (entry.beyond | entry.after) for c in right)
    if complement is None and not further and (agent(verb) is None or not entry.takes("np")):
        return None  # nobody speaks, or the verb has another sense: "was held by rebels"
    return ("complement" if complement is not None else "object"), content, set()


def _infinitive(verb: Token) -> set[int]:
    """The tokens of a complement; of an infinitive without the finite verb that was joined to it.

    "The mayor urged them to leave and *spoke* to the owner": that is no more what was urged.
    """
    tokens = subtree_tokens(verb)
    for part in verb.subtree:
        if part.head in (verb, *verb.conjuncts) and finite_beside_infinitive(part):
            first = min((c.i for c in part.head.rights if c.dep_ == "cc"), default=part.left_edge.i)
            tokens -= set(range(min(first, part.left_edge.i), part.right_edge.i + 1))
    return tokens


def _clause(ann: Annotation, verb: Token, clause: Token) -> set[int]:
    """The tokens of a complement clause, cut where a further reporting participle follows."""
    tokens = subtree_tokens(clause)
    for part in clause.subtree:
        if part.i > verb.i and part.tag_ == "VBG" and behind_comma(part):
            entry = verb_entry(part, ann.knowledge)
            speaks = entry is not None and entry.act in ("speech", "thought")
            if speaks and verb_entry(verb, ann.knowledge) is not None:
                first = part.i if ann.doc[part.i - 1].text == "," else part.i - 1
                tokens -= {i for i in subtree_tokens(part) if part != clause or i >= first}
        elif (cut := another_speaks(ann, verb, clause, part)) is not None:
            tokens -= set(range(cut, part.right_edge.i + 1))
        elif part == clause and (cut := _tag_behind(ann, verb, clause)) is not None:
            tokens -= set(range(cut, clause.right_edge.i + 1))
        elif part.i > verb.i and coordinate_reporter(part, ann.knowledge) == verb:
            tokens -= set(range(part.i, part.right_edge.i + 1))
            further = ann.knowledge.words("words_of_going_on")
            tokens -= {i for i in (part.i - 1, part.i - 2) if ann.doc[i].lower_ in further}
    return tokens


def _tag_behind(ann: Annotation, verb: Token, clause: Token) -> int | None:
    """Where the tag of all that a verb reports begins: "Police said it was safe, *AP reported*"."""
    entry = verb_entry(clause, ann.knowledge)
    subject = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
    if entry is None or entry.act != "speech" or subject is None or subject.left_edge.i < 1:
        return None
    inner = any(c.dep_ == "ccomp" and verb.i < c.i < subject.i for c in clause.lefts)
    comma = subject.left_edge.i - 1
    rest = ann.doc[clause.i + 1 : clause.sent.end]
    timed = all(t.is_punct or t.ent_type_ in ("DATE", "TIME") or t.pos_ == "ADP" for t in rest)
    return comma if inner and ann.doc[comma].text == "," and timed else None


def _cited(ann: Annotation, verb: Token) -> tuple[str, set[int], set[int]] | None:
    """The words before "..., the Post quoted Holt as saying"."""
    link = verb.head
    if verb.dep_ != "pcomp" or link.lower_ != "as" or quoted_as(link, ann.knowledge) is None:
        return None
    sent = verb.sent
    first = min((c.left_edge.i for c in link.head.lefts if c.dep_ in _SUBJECTS), default=0)
    rest = ann.doc[verb.i + 1 : sent.end]
    if (
        first <= sent.start + 1
        or ann.doc[first - 1].text != ","
        or not all(t.is_punct for t in rest)
    ):
        return None
    return "tag", set(range(sent.start, first - 1)), {link.i, link.head.i}
