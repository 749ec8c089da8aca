"""Noun phrases: how far they reach, and which are coordinated."""

from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Doc, Token

_STOP = frozenset(
    ["cc", "conj", "appos", "punct", "relcl", "acl", "advcl", "parataxis", "ccomp", "dep"]
)
_MADE = frozenset(["Document", "Work"])
_KEEP_AFTER = frozenset(["prep", "acl", "relcl", "amod", "case", "nummod", "advmod", "poss"])
_PREMODIFIER = frozenset(["amod", "compound", "nmod", "nummod"])


def phrase(ann: Annotation, head: Token) -> tuple[int, int]:
    """The token range of a noun phrase: without coordination, apposition and loose clauses."""
    first, last = head.i, head.i + 1
    lefts = list(head.lefts)
    while lefts:
        child = lefts.pop()
        if child.dep_ in ("cc", "preconj", "mark", "prep", "advcl") or child.is_punct:
            if child.i == first - 1 and (child.text in "-'\"" or _between_adjectives(child, lefts)):
                first = child.i
                continue
            break
        first = child.left_edge.i
    first = _quoted_modifier(ann, first, head)
    made = noun_of(head, ann.knowledge)
    for child in head.rights:
        if child.i != last and child.left_edge.i != last:
            break
        if child.dep_ in _STOP and child.dep_ not in _KEEP_AFTER:
            break
        if made is not None and made.type in _MADE and child.dep_ in ("acl", "relcl"):
            break  # "a study published in Nature by a team at Duke" is no study of Nature
        if not _belongs(head, child, ann.knowledge):
            break
        last = child.right_edge.i + 1
    quotes = [i for i in range(first, last) if ann.doc[i].text == '"']
    if len(quotes) % 2:
        if quotes[-1] < head.i:
            first = quotes[-1] + 1
        else:
            last = quotes[-1]
    while first < head.i and (
        ann.doc[first].is_punct or ann.block_of[first] != ann.block_of[head.i]
    ):
        first += 1
    if last - 1 > head.i and ann.doc[last - 1].tag_ == "POS":
        last -= 1
    while last - 1 > head.i and (
        ann.doc[last - 1].is_punct
        or ann.doc[last - 1].tag_ == "IN"
        or ann.block_of[last - 1] != ann.block_of[head.i]
    ):
        last -= 1
    return first, last


def _between_adjectives(comma: Token, lefts: list[Token]) -> bool:
    """Whether a comma stands between modifiers of one noun: "a quick, good deal"."""
    return (
        comma.text == ","
        and bool(lefts)
        and lefts[-1].dep_ == "amod"
        and lefts[-1].right_edge.i == comma.i - 1
    )


def _quoted_modifier(ann: Annotation, first: int, head: Token) -> int:
    """Where a phrase begins whose noun follows quoted words: "a 'wait and see' policy"."""
    doc = ann.doc
    closing = [i for i in range(max(first - 1, 1), head.i) if doc[i].text == '"']
    if not closing or any(doc[i].dep_ not in _PREMODIFIER for i in range(closing[-1] + 1, head.i)):
        return first
    opening = closing[-1] - 1
    most = ann.knowledge.whole("mentions.quoted_modifier")
    while opening > 0 and doc[opening].text != '"' and closing[-1] - opening <= most:
        opening -= 1
    before = doc[opening - 1] if opening > 0 and doc[opening].text == '"' else None
    if before is None or before.tag_ not in ("DT", "PRP$") or before.sent != head.sent:
        return first
    return min(first, before.i)


def _belongs(head: Token, child: Token, knowledge: Knowledge) -> bool:
    """Whether what follows a noun can belong to it.

    A preposition without an object does not, nor does a day ("officials on Monday"), nor "to"
    after an agreement, which the parser attaches to the nearest noun: "a call on the members of
    the pact to their conscience".
    """
    if child.dep_ == "npadvmod" and child.ent_type_ in ("DATE", "TIME"):
        return False
    if child.dep_ != "prep":
        return True
    if any(part.dep_ == "pobj" and part.ent_type_ in ("DATE", "TIME") for part in child.children):
        return child.lower_ not in knowledge.words("before_days")
    if child.i == child.right_edge.i:
        return False
    kind = noun_of(head, knowledge)
    return not (child.lower_ == "to" and kind is not None and kind.type == "Agreement")


def past_aside(doc: Doc, at: int, knowledge: Knowledge) -> int:
    """What follows words in brackets that begin at a token: "MP *(member of parliament)* Ann Lee".

    The token itself if none do, or if they are too many for an aside.
    """
    if at >= len(doc) or doc[at].text != "(":
        return at
    end = min(at + knowledge.whole("mentions.words_in_aside"), len(doc))
    return next((i + 1 for i in range(at, end) if doc[i].text == ")"), at)


def conjuncts(token: Token) -> list[Token]:
    """The coordinated heads a token is one of, in order; itself alone if it is not coordinated."""
    while token.dep_ == "conj":
        token = token.head
    found, queue = [token], [token]
    while queue:
        joined = [c for c in queue.pop().rights if c.dep_ == "conj"]
        found += joined
        queue += joined
    return sorted(found, key=lambda t: t.i)
