"""Predicate-argument structure: what each verb, copula and event noun takes, normalised.

One `Clause` for each predicate, whatever construction it stands in: passives have their deep
subject as ``by`` and their deep object as ``obj``; subjects are shared with conjoined, controlled,
relative and participial verbs (`subjects`); conjoined arguments are given one slot each; event
nouns inherit the subject of a light verb ("held talks with", "paid a visit to":
`nominalisations`). The frames of the catalogue (`events`) and the open propositions
(`propositions`) read clauses, not raw dependencies.
"""

from dataclasses import replace

from kg.syntax.annotate import Annotation
from kg.syntax.arguments import Clause, Slot
from kg.syntax.nominalisations import noun_clause
from kg.syntax.tree import Tree
from kg.syntax.verbs import verb_clause
from kg.syntax.voice import is_predicate

__all__ = ["Clause", "Slot", "find_clauses"]


def find_clauses(ann: Annotation) -> tuple[Clause, ...]:
    """The clauses of an article in the order of their triggers."""
    tree = ann.tree
    verbs = {
        i: verb_clause(tree, i)
        for i in range(len(tree))
        if is_predicate(tree, i) and not is_misread(tree, i)
    }
    found: list[Clause] = []
    for token in range(len(tree)):
        clause = verbs.get(token)
        if clause is None and (tree.pos[token] in ("NOUN", "PROPN") or is_misread(tree, token)):
            clause = noun_clause(tree, token, verbs)
        if clause is not None:
            found.append(clause)
    sides = quoted_sentences(ann)
    return tuple(within_quotation(clause, sides) for clause in found) if sides else tuple(found)


def is_misread(tree: Tree, token: int) -> bool:
    """Whether the tagger took a plural noun for a verb: "air *strikes* on the town killed four"."""
    if tree.tag[token] != "VBZ" or tree.dep[token] not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return False
    before = {tree.dep[child] for child in tree.children[token] if child < token}
    if tree.dep[token] == "nsubj" and tree.of(token, "nsubj") == [token - 1]:
        # "*Missile strikes* on the port killed eight": a clause would be no such subject.
        return tree.tag[token - 1] == "NN"
    return bool(before & {"compound", "amod", "det", "poss"}) and not before & {"nsubj", "aux"}


def quoted_sentences(ann: Annotation) -> dict[int, int]:
    """The tokens of quotations that are sentences, with the index of the quotation.

    Such a quotation begins like a sentence, ends like one or like a clause before its tag, and has
    a subject; what it says is a whole. Quoted phrases and predicates belong to the words around.
    """
    tree, found = ann.tree, dict[int, int]()
    least = ann.knowledge.whole("syntax.quoted_sentence")
    for index, quote in enumerate(ann.quotes):
        tokens = ann.tokens_in(quote.inner)
        words = ann.surface(quote.inner).strip()
        ended = not quote.closed or words.endswith((".", "!", "?", ",", "…"))
        if ended and len(tokens) >= least and not words[:1].islower():
            subjects = (t for t in tokens if tree.dep[t] in ("nsubj", "nsubjpass"))
            if any(tree.head[t] in tokens for t in subjects):
                found.update(dict.fromkeys(tokens, index))
    return found


def within_quotation(clause: Clause, sides: dict[int, int]) -> Clause:
    """The clause without the slots that lie across the edge of a quoted sentence.

    ``sides`` tells the quotation of each quoted token. Clausal complements may lie across: they
    are what a verb of speech governs.
    """
    here = sides.get(clause.trigger)
    slots = tuple(
        slot
        for slot in clause.slots
        if sides.get(slot.head) == here or slot.label in ("ccomp", "xcomp", "advcl")
    )
    return clause if len(slots) == len(clause.slots) else replace(clause, slots=slots)
