"""What makes a mention the likely antecedent of a pronoun: features and their learned weights.

A log-linear ranking model in the line of Denis and Baldridge (2008), "Specialized models and
ranking for coreference resolution", over classical features of salience (Lappin and Leass 1994:
recency, grammatical function, parallelism) and of binding. Its weights are fitted by
``tools/fit_pronouns.py`` and kept in ``ontology/pronouns.txt``, one table for each kind of pronoun.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_FUNCTIONS = {
    "nsubj": "subj", "nsubjpass": "subj", "csubj": "subj", "dobj": "obj", "obj": "obj",
    "attr": "attr", "dative": "obj", "iobj": "obj", "poss": "poss", "pobj": "prep",
    "ROOT": "root",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """Where a mention stands: what its features are made of.

    ``verb`` is the token of its clause's predicate, ``above`` the predicates over that one.
    """

    token: int
    first: int
    last: int
    sentence: int
    paragraph: int
    function: str
    verb: int
    above: tuple[int, ...]
    quoted: int
    form: str
    main: bool = False
    bracketed: bool = False
    name_parts: int = 0
    nested: bool = False


def site(
    ann: Annotation, head: int, first: int, last: int, form: str, sentence: int, parts: int
) -> Site:
    """The place of a mention in its sentence."""
    token = ann.doc[head]
    inner = token
    if token.dep_ == "cc":
        token = token.head
    function, anchor = function_of(token, ann.knowledge)
    verbs = tuple(t.i for t in _predicates(anchor, ann.knowledge))
    quotes = ann.quote_at(head)
    return Site(
        head, first, last, sentence, ann.block_of[head], function,
        verbs[0] if verbs else anchor.i, verbs[1:], quotes.span.start if quotes else -1, form,
        bool(verbs) and doc_root(anchor, verbs[0]), first > 0 and ann.doc[first - 1].text == "(",
        parts, inner.dep_ in ("compound", "poss", "nmod", "amod"),
    )  # fmt: skip


def doc_root(token: Token, verb: int) -> bool:
    """Whether a verb is the main one of the token's sentence, or conjoined to it."""
    found = token.doc[verb]
    while found.dep_ == "conj":
        found = found.head
    return found.dep_ == "ROOT"


def function_of(token: Token, knowledge: Knowledge) -> tuple[str, Token]:
    """The grammatical function of a phrase's head, and the token that has it.

    A conjunct and an apposition have that of what they are joined to.
    """
    seen, most = 0, knowledge.whole("coref.joined_deep")
    while token.dep_ in ("conj", "appos") and seen < most:
        token = token.head
        seen += 1
    if token.dep_ == "pobj":
        if token.head.dep_ == "agent":
            return "agent", token
        return ("prep" if token.head.head.pos_ in ("VERB", "AUX") else "of"), token
    return _FUNCTIONS.get(token.dep_, "other"), token


def _predicates(token: Token, knowledge: Knowledge) -> Iterator[Token]:
    """The verbs over a token, innermost first; the root, which is its own head, comes twice."""
    for _ in range(knowledge.whole("coref.heads_above")):
        head = token.head
        if head.pos_ in ("VERB", "AUX"):
            yield head
        if head == token:
            return
        token = head


def role(pronoun: Token, knowledge: Knowledge) -> str:
    """What a pronoun's place asks of what it means: to speak or think, or to own such a thing."""
    if pronoun.dep_ in ("nsubj", "nsubjpass"):
        verb = pronoun.head.lemma_
        if verb == "be":
            return "be"
        if pronoun.dep_ == "nsubjpass":
            return "passive"
        return "minded" if verb in knowledge.words("person_verbs") else "acting"
    if pronoun.dep_ == "poss":
        owned = noun_of(pronoun.head, knowledge)
        return f"{owned.type}'s" if owned else "thing's"
    return "object" if pronoun.dep_ == "dobj" else ""


def features(
    pronoun: Site, own: Token, candidate: Site, rank: int, facts: dict[str, bool | int]
) -> Iterator[str]:
    """The features of a pronoun and a candidate antecedent.

    ``rank`` is the number of other entities mentioned between them; ``facts`` are what is known of
    the candidate's entity: ``gender``, ``count``, ``topic``, ``speaker`` and so on.
    """
    gap = pronoun.sentence - candidate.sentence
    if candidate.token > pronoun.token:
        yield "after"
    distance = min(gap, 6)
    yield f"sentences={distance}"
    yield f"rank={min(rank, 6)}"
    near = "same" if gap == 0 else "before" if gap == 1 else "far"
    yield f"{pronoun.function}<{candidate.function}:{near}"
    yield f"function={candidate.function}"
    yield f"form={candidate.form}"
    if candidate.form == "name":
        yield f"parts={min(candidate.name_parts, 3)}"
    if candidate.function == pronoun.function:
        yield f"parallel:{near}"
    if candidate.nested:
        yield f"nested:{near}"
    if candidate.main and candidate.function == "subj":
        yield f"main:{near}"
        yield f"main:{pronoun.function}"
    if candidate.bracketed:
        yield "bracketed"
    yield f"words={min(abs(pronoun.token - candidate.token), 63).bit_length()}"
    yield f"{own.tag_}:{candidate.function}:rank={min(rank, 1)}"
    if gap == 0:
        if candidate.verb == pronoun.verb:
            yield f"clause:{pronoun.function}<{candidate.function}"
        elif candidate.verb in pronoun.above:
            depth = pronoun.above.index(candidate.verb)
            yield f"matrix:{candidate.function}:{min(depth, 1)}"
        elif pronoun.verb in candidate.above:
            yield f"embedded:{candidate.function}"
        else:
            yield f"beside:{candidate.function}"
    if candidate.paragraph != pronoun.paragraph:
        yield "paragraph"
    if (candidate.quoted >= 0) != (pronoun.quoted >= 0):
        yield "quote:in" if pronoun.quoted >= 0 else "quote:out"
    elif candidate.quoted != pronoun.quoted:
        yield "quote:other"
    for name, value in facts.items():
        if value is True:
            yield name
        elif value is not False:
            yield f"{name}={min(int(value), 5)}"
    yield f"function={candidate.function}:rank={min(rank, 2)}"
