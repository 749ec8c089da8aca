"""What fills the roles of events: which phrase a token heads, and what kind of thing it names."""

from dataclasses import dataclass

from kg.coref.resolution import Resolution
from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.model import Span
from kg.syntax.annotate import Annotation

_STATES = ("Country", "Territory")
_ENTITIES = {
    "PERSON": "Person", "ORG": "Organization", "NORP": "Group", "GPE": "Place", "LOC": "Place",
    "FAC": "Place", "EVENT": "Event", "LAW": "Law", "PRODUCT": "Product", "WORK_OF_ART": "Work",
}  # fmt: skip
_NEVER = frozenset(("DATE", "TIME", "PERCENT", "ORDINAL"))
_WHEN_OR_WHERE = frozenset(("DATE", "TIME", "GPE", "LOC", "FAC", "ORG"))
_EMPTY_TAGS = frozenset(("EX", "WDT", "WP", "WP$", "WRB"))
# What a phrase is shown without: clauses, appositions and conjuncts are arguments of their own.
_OUTSIDE = frozenset(("relcl", "acl", "appos", "conj", "cc", "punct", "preconj", "prep", "advcl"))


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: the head token of its phrase and the span to show for it.

    ``side`` is that of `kg.model.Argument`. ``measured`` is the phrase of what a noun of measure
    or quantifier counts: *villagers* of "thousands of villagers".
    """

    role: str
    head: int
    span: Span
    side: str | None = None
    measured: Span | None = None


def may_fill(ann: Annotation, head: int) -> bool:
    """Whether a token heads anything that can fill a role: no time, no empty word."""
    tree = ann.tree
    part = tree.ent[head] == "ORDINAL" and any(tree.lower[c] == "of" for c in tree.of(head, "prep"))
    return (
        (part or tree.ent[head] not in _NEVER)  # "a fifth of its staff"
        and tree.tag[head] not in _EMPTY_TAGS
        and tree.lower[head] != "that"
        and any(map(str.isalnum, tree.lower[head]))
        and tree.lemma[head] not in ann.knowledge.words("times")
    )


def kind_of(ann: Annotation, resolution: Resolution, head: int) -> str | None:
    """The type of what the phrase with that head names; ``Country`` for states; None: unknown."""
    tree = ann.tree
    if tree.lower[head] in ann.knowledge.words("pronouns_of_people"):
        return "Person"
    mention = resolution.at(head)
    entity = resolution.entity(mention.entity) if mention else None
    if tree.lower[head] in ann.knowledge.words("pronouns_of_groups"):
        # "Ann Lee, who uses they and them"
        return "Person" if entity is not None and entity.type == "Person" else "Group"
    if entity is not None and mention is not None and entity.type != "Thing":
        if entity.type == "Place" and (
            _is_state(mention.name, ann.knowledge) or _is_state(entity.name, ann.knowledge)
        ):
            return "Country"
        return entity.type
    surface = ann.doc[head].text
    national = tree.pos[head] == "ADJ" or tree.ent[head] in ("GPE", "NORP")
    if national and (
        _is_state(surface, ann.knowledge) or ann.knowledge.gazetteer.country_of_demonym(surface)
    ):
        return "Country"
    if mention is not None and mention.type and mention.type != "Thing":
        return mention.type
    if tree.ent[head]:
        return _ENTITIES.get(tree.ent[head])
    if tree.tag[head] in ("VBN", "JJ") and any(
        tree.lower[c] == "the" for c in tree.of(head, "det")
    ):
        return "Group"  # "the wounded", "the poor"
    known = noun_of(ann.doc[head], ann.knowledge) if tree.pos[head] in ("NOUN", "PROPN") else None
    return known.type if known and known.type != "Thing" else None


def sort_of(ann: Annotation, head: int) -> str | None:
    """What sort of thing a common noun names that is nobody: "thing", "abstraction"; else None."""
    tree, knowledge = ann.tree, ann.knowledge
    if tree.pos[head] != "NOUN" or tree.ent[head]:
        return None
    lemma = tree.lemma[head]
    if lemma in knowledge.words("abstractions"):
        return "abstraction"
    return "thing" if lemma in knowledge.words("things") else None


def is_venue(ann: Annotation, head: int) -> bool:
    """Whether the noun is one of places, whatever else it may name: "at the ministry"."""
    return ann.tree.lemma[head] in ann.knowledge.words("place_nouns")


def is_means(ann: Annotation, head: int) -> bool:
    """Whether what stands behind "by" is no agent but how, or by how much: "by *rail*".

    With an article such a thing may do something ("hit by *a bus*"), but no margin does.
    """
    tree, words = ann.tree, ann.knowledge.words
    if tree.pos[head] != "NOUN" or tree.lower[tree.head[head]] != "by":
        return False
    bare = tree.tag[head] == "NN" and not tree.of(head, "det", "poss", "nummod", "amod")
    body = ann.block(head).kind == "body"
    return tree.lemma[head] in words("nouns_of_margins") or (
        bare and body and tree.lemma[head] in words("nouns_of_means")
    )


def measured(ann: Annotation, head: int) -> int:
    """What a noun of measure or quantifier counts: *attacks* for "a number of attacks"."""
    tree = ann.tree
    words = ann.knowledge.words
    if tree.lemma[head] in words("measure_nouns") or tree.lower[head] in words("quantifiers"):
        for preposition in tree.of(head, "prep"):
            if tree.lower[preposition] == "of":
                return next(iter(tree.of(preposition, "pobj")), head)
    return head


def left_of_none(ann: Annotation, head: int) -> int | None:
    """Whom a fact that is denied is told of: *senators* for "none of the senators".

    The head itself where it means somebody; None for "nobody", "nothing", "no one".
    """
    tree, words = ann.tree, ann.knowledge.words
    none = tree.lower[head] in words("empty_pronouns") or (
        tree.lower[head] in words("pronouns_behind_no")
        and any(tree.lower[c] in words("empty_determiners") for c in tree.of(head, "det", "neg"))
    )
    if not none:
        return head
    for preposition in tree.of(head, "prep"):
        if tree.lower[preposition] == "of":
            return next(iter(tree.of(preposition, "pobj")), None)
    return None


@derived
def _is_state(name: str, knowledge: Knowledge) -> bool:
    return any(entry.kind in _STATES for entry in knowledge.gazetteer.lookup(name))


def phrase_span(
    ann: Annotation, resolution: Resolution, head: int, *, titled: bool = False
) -> Span:
    """The noun phrase of a head without what hangs on it; a name is kept whole.

    Of a post (``titled``) with what it is of, capital or not: "Secretary of State". The "no" of a
    denial is no part of it.
    """
    tree = ann.tree
    first, last = head, head + 1
    modifier = tree.dep[head] in ("compound", "nmod", "amod")
    for child in tree.children[head]:
        if tree.tag[child] == "POS" or (modifier and tree.dep[child] == "det"):
            continue
        if tree.dep[child] in _OUTSIDE and (
            tree.lower[child] != "of" or (tree.pos[head] in ("PROPN", "PRON") and not titled)
        ):
            continue
        if modifier and any(tree.lower[i] in ("-", "–", "/") for i in range(child + 1, head)):
            continue  # the other half of a pair: "Iran-Russia talks"
        first, last = min(first, tree.left[child]), max(last, tree.right[child])
    if first < head and tree.lower[first] in ann.knowledge.words("empty_determiners"):
        first += 1
    opened = [i for i in range(head + 1, last) if tree.lower[i] == "("]
    if opened and not any(tree.lower[i] == ")" for i in range(opened[-1], last)):
        last = opened[-1]  # the bracket closes behind what is left out: "the Institute (TI[)]"
    span = ann.span(first, last)
    mention = resolution.at(head)
    if not modifier and mention and mention.form == "name" and span in mention.span:
        return mention.span
    return span


def with_complements(ann: Annotation, head: int, span: Span) -> Span:
    """The span of a deed with what tells which it is: "conspiracy *to commit fraud*".

    So far as it goes on without a break: not when and where, and not the next of a row.
    """
    tree, words = ann.tree, ann.knowledge.words
    last = ann.tokens_in(span).stop
    row = {tree.left[other] for other in tree.conjuncts(head) if other > head}
    while last < len(tree) and last not in row:
        if tree.lower[last] == "(":
            closing = next((i for i in range(last, tree.right[head]) if tree.lower[i] == ")"), None)
            if closing is None:
                break
            last = closing + 1
            continue
        above = {*tree.ancestors(last)}
        told = head in above and (
            tree.lower[last] in words("prepositions_of_deeds") or tree.tag[last] in ("TO", "VB")
        )
        if not told or _is_circumstance(ann, last):
            break
        last = _complement_end(ann, last)
    return (
        Span(span.start, ann.span(last - 1, last).end) if last > ann.tokens_in(span).stop else span
    )


def _complement_end(ann: Annotation, first: int) -> int:
    """Where a complement that begins at a token ends, before a comma, a circumstance or a row."""
    tree = ann.tree
    top = tree.head[first] if tree.tag[first] == "TO" else first
    at = first + 1
    while at < tree.right[top]:
        joined = tree.dep[at] == "cc" and tree.head[at] not in range(first, tree.right[top])
        if tree.lower[at] in (",", ";", ":", "(") or joined or _is_circumstance(ann, at):
            break
        at += 1
    return at


def _is_circumstance(ann: Annotation, preposition: int) -> bool:
    """Whether a phrase says when or where something was: "in 2010", "in the Northern District"."""
    tree = ann.tree
    if tree.lower[preposition] not in ann.knowledge.words("circumstances_of_deeds"):
        return False
    below = tree.of(preposition, "pobj")
    return any(tree.ent[i] in _WHEN_OR_WHERE or tree.pos[i] == "PROPN" for i in below)
