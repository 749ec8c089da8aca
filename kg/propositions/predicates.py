"""The words of a predicate: "is expected to meet", "were able to reinforce", "has been held"."""

from dataclasses import dataclass

from kg.propositions.phrases import Words
from kg.syntax.tree import Tree
from kg.syntax.voice import is_predicate


@dataclass(frozen=True, slots=True)
class Predicate:
    """``holders`` are the verbs and adjectives of the phrase whose arguments are its own."""

    words: Words
    holders: tuple[int, ...]


def predicate_of(tree: Tree, verb: int) -> Predicate:
    """The predicate that begins with a verb, through the infinitives that complete it."""
    words, holders = _onward(tree, verb)
    first = tree.first_conjunct(verb)
    if first != verb and is_merged(tree, first):
        words = (*_before(tree, first), *words)
    return Predicate(words, holders)


def is_merged(tree: Tree, verb: int) -> bool:
    """Whether an infinitive is told with the verb above it: "is expected to meet"."""
    above = tree.head[verb]
    if tree.dep[verb] != "xcomp" or verb < above or tree.pos[verb] not in ("VERB", "AUX"):
        return False
    if not is_predicate(tree, above):
        return tree.dep[above] == "acomp" and is_predicate(tree, tree.head[above])
    return not tree.of(above, "dobj", "dative", "attr")


def _onward(tree: Tree, verb: int) -> tuple[Words, tuple[int, ...]]:
    words = verb_group(tree, verb)
    for child in tree.of(verb, "acomp"):
        completed = any(is_merged(tree, c) and c > child for c in tree.of(verb, "xcomp"))
        if completed or tree.of(child, "prep", "xcomp"):
            words = (*words, *_adjective(tree, child))
            for below in tree.of(child, "xcomp"):
                if is_merged(tree, below):
                    rest, holders = _onward(tree, below)
                    return (*words, *rest), (verb, child, *holders)
            if not completed:
                return words, (verb, child)
    for child in tree.of(verb, "xcomp"):
        if is_merged(tree, child):
            rest, holders = _onward(tree, child)
            return (*words, *rest), (verb, *holders)
    return words, (verb,)


def _before(tree: Tree, merged: int) -> Words:
    """The words of the predicate above a merged infinitive."""
    above = tree.head[merged]
    if is_predicate(tree, above):
        words = verb_group(tree, above)
        return (*_before(tree, above), *words) if is_merged(tree, above) else words
    return (*verb_group(tree, tree.head[above]), *_adjective(tree, above))


def _adjective(tree: Tree, head: int) -> Words:
    adverbs = [c for c in tree.of(head, "advmod", "neg") if c < head]
    return tuple(sorted((head, *adverbs)))


def verb_group(tree: Tree, verb: int) -> Words:
    """The verb with auxiliaries, negation, particle and the adverbs between them.

    A conjoined verb takes the auxiliaries of the first: "was arrested and *charged*".
    """
    auxiliaries = tree.of(verb, "aux", "auxpass", "neg")
    if not auxiliaries and tree.dep[verb] == "conj":
        above = tree.first_conjunct(verb)
        if tree.tag[above] == tree.tag[verb] and tree.tag[verb] in ("VB", "VBN", "VBG"):
            group = verb_group(tree, above)
            auxiliaries = [i for i in group if tree.dep[i] in ("aux", "auxpass", "neg")]
    found = [verb, *auxiliaries, *tree.of(verb, "prt")]
    subject = max((c for c in tree.of(verb, "nsubj", "nsubjpass") if c < verb), default=-1)
    found += (
        child
        for child in tree.of(verb, "advmod")
        if subject < child < verb
        and not tree.children[child]
        and tree.tag[child] != "WRB"
        and all(tree.dep[i] != "punct" for i in range(child, verb))
    )
    return tuple(sorted(found))
