"""Open propositions: every clause as subject, predicate phrase and objects.

In the line of ClausIE (Del Corro & Gemulla 2013) and MinIE (Gashteovski et al. 2017): a clause of
any type gives its whole proposition and, where adjuncts follow an object, a shorter one for each
adjunct; conjuncts are told one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate import Annotation
from kg.clauses import Clause
from kg.confidence import confidence
from kg.model import Phrase, Triple
from kg.phrases import Draft, Words, core, modifiers, pieces, trimmed, whole
from kg.subjects import antecedent, is_predicate
from kg.tree import Tree


def find_propositions(ann: Annotation, clauses: tuple[Clause, ...]) -> tuple[Triple, ...]:
    """The open triples of an article, n-ary, with a calibrated confidence each."""
    found: dict[tuple[object, ...], Triple] = {}
    for draft in drafts(ann.tree, clauses):
        triple = Triple(
            ann.article.document,
            _phrase(ann, draft.subject),
            _phrase(ann, draft.predicate, draft.inserted),
            tuple(_phrase(ann, words) for words in draft.objects),
            confidence(draft),
        )
        key = (triple.subject, triple.predicate, triple.objects)
        if key not in found or found[key].confidence < triple.confidence:
            found[key] = triple
    return tuple(found.values())


def drafts(tree: Tree, clauses: tuple[Clause, ...]) -> Iterator[Draft]:
    """The propositions of the clauses, in their order."""
    for clause in clauses:
        if clause.kind == "noun":
            yield from nominal(tree, clause)
        else:
            yield from verbal(tree, clause)


def _phrase(ann: Annotation, words: Words, inserted: str = "") -> Phrase:
    spans = []
    first = last = -2
    for token in words:
        if token == last + 1:
            last = token
            continue
        if first >= 0:
            spans.append(ann.span(first, last + 1))
        first = last = token
    if first >= 0:
        spans.append(ann.span(first, last + 1))
    text = " ".join(part for part in (inserted, *map(ann.surface, spans)) if part)
    return Phrase(text, tuple(spans))


def verbal(tree: Tree, clause: Clause) -> Iterator[Draft]:
    """The propositions of a verb or copula."""
    verb = clause.trigger
    if tree.dep[verb] == "xcomp" and clause.governor is not None and merged(tree, verb):
        return
    if tree.dep[verb] == "amod":
        return
    deep = "obj" if clause.passive else "subj"
    subjects = [whole(tree, s.head) for s in clause.fillers(deep)]
    if not subjects and tree.of(verb, "expl"):
        subjects = [(c,) for c in tree.of(verb, "expl")]
    predicate, last = verb_phrase(tree, verb)
    for option in arguments(tree, verb, last, clause):
        for subject in subjects:
            for form, head, objects in tellings(option):
                yield Draft(form, verb, subject, (*predicate, *head), objects)


def merged(tree: Tree, verb: int) -> bool:
    """Whether an infinitive is told with the verb above it: "is expected to meet"."""
    above = tree.head[verb]
    if not is_predicate(tree, above):
        return tree.dep[above] == "acomp" and is_predicate(tree, tree.head[above])
    return not tree.of(above, "dobj", "dative")


def verb_phrase(tree: Tree, verb: int) -> tuple[Words, int]:
    """The words of the predicate through merged infinitives, and its last verb or adjective."""
    words = list(verb_group(tree, verb))
    for child in tree.of(verb, "acomp"):
        if tree.of(child, "prep", "xcomp"):
            words += core_adjective(tree, child)
            for below in tree.of(child, "xcomp"):
                rest, last = verb_phrase(tree, below)
                return (*words, *rest), last
            return tuple(words), child
    for child in tree.of(verb, "xcomp"):
        if tree.pos[child] in ("VERB", "AUX") and merged(tree, child) and child > verb:
            rest, last = verb_phrase(tree, child)
            return (*words, *rest), last
    return tuple(words), verb


def core_adjective(tree: Tree, head: int) -> Words:
    """An adjective with the adverbs before it."""
    return tuple(
        sorted([head, *(c for c in tree.children[head] if c < head and tree.dep[c] == "advmod")])
    )


def verb_group(tree: Tree, verb: int) -> Words:
    """The verb with auxiliaries, negation, particle and the adverbs between them."""
    auxiliaries = tree.of(verb, "aux", "auxpass", "neg")
    if not auxiliaries and tree.dep[verb] == "conj":
        above = tree.head[verb]
        if tree.tag[above] == tree.tag[verb] and tree.tag[verb] in ("VB", "VBN", "VBG"):
            auxiliaries = [
                i for i in verb_group(tree, above) if tree.dep[i] in ("aux", "auxpass", "neg")
            ]
    found = [verb, *auxiliaries, *tree.of(verb, "prt")]
    subject = max((c for c in tree.of(verb, "nsubj", "nsubjpass") if c < verb), default=-1)
    found += (
        c
        for c in tree.of(verb, "advmod")
        if subject < c < verb and not tree.children[c] and tree.tag[c] != "WRB"
        and all(tree.dep[i] != "punct" for i in range(c, verb))
    )  # fmt: skip
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Option:
    """Arguments of a clause in order, one choice of conjuncts: object phrases, then adjuncts.

    Each is a list of pieces.
    """

    objects: tuple[tuple[Words, ...], ...]
    adjuncts: tuple[tuple[Words, ...], ...]


def arguments(tree: Tree, verb: int, last: int, clause: Clause) -> Iterator[Option]:
    """The choices of arguments for a clause whose predicate phrase ends in ``last``."""
    slots: list[list[tuple[Words, ...]]] = []
    adjuncts: list[tuple[int, list[tuple[Words, ...]]]] = []
    holders = [verb] if verb == last else [verb, last]
    for holder in holders:
        for child in tree.children[holder]:
            dep = tree.dep[child]
            if dep in ("dobj", "attr", "oprd") or (dep == "dative" and tree.pos[child] != "ADP"):
                slots.append(phrase_options(tree, antecedent(tree, child)))
            elif dep == "acomp" and not (tree.of(child, "prep", "xcomp")):
                slots.append([(whole(tree, c),) for c in tree.conjuncts(child)])
            elif dep == "ccomp" or (dep == "xcomp" and tree.of(holder, "dobj", "dative")):
                words = range(tree.left[child], tree.right[child])
                slots.append([(trimmed(tree, words),)])
            elif dep in ("prep", "agent", "dative"):
                adjuncts.append((child, [tuple(p) for p in pieces(tree, child)]))
            elif dep in ("npadvmod", "tmod") or (
                dep == "advcl" and tree.of(child, "mark", "advmod")
            ):
                words = range(tree.left[child], tree.right[child])
                adjuncts.append((child, [(trimmed(tree, words),)]))
    if not slots:
        slots += (
            phrase_options(tree, s.head)
            for s in clause.fillers("obj")
            if not clause.passive and not s.direct
        )
    adjuncts.sort(key=lambda a: (a[0] < verb, a[0]))
    for index, choices in enumerate([*slots, *(a for _, a in adjuncts)]):
        first = [s[0] for s in (*slots, *(a for _, a in adjuncts)) if s]
        for number, choice in enumerate(choices):
            if number == 0 and index > 0:
                continue
            chosen = [*first[:index], choice, *first[index + 1 :]]
            yield Option(tuple(chosen[: len(slots)]), tuple(chosen[len(slots) :]))
    if not slots and not adjuncts:
        yield Option((), ())


def phrase_options(tree: Tree, head: int) -> list[tuple[Words, ...]]:
    """A noun phrase in pieces, once for each conjunct and each path of modifiers."""
    found = []
    for token in tree.conjuncts(head):
        rests = [tuple(p) for m in modifiers(tree, token) for p in pieces(tree, m)]
        found += [(core(tree, token), *rest) for rest in rests or [()]]
    return found


def tellings(option: Option) -> Iterator[tuple[str, Words, tuple[Words, ...]]]:
    """Each way to tell the arguments: form, words that go to the predicate, and the objects."""
    flat = [piece for part in (*option.objects, *option.adjuncts) for piece in part]
    if not flat:
        yield "bare", (), ()
        return
    if option.objects:
        yield "full", (), tuple(flat)
        base = [part[0] for part in option.objects]
        for adjunct in option.adjuncts[1:]:
            yield "path", (), (*base, *adjunct)
        return
    yield "full", (), tuple(flat)
    for adjunct in option.adjuncts[1:]:
        yield "path", (), adjunct


def nominal(tree: Tree, clause: Clause) -> Iterator[Draft]:
    """The propositions in a noun phrase: appositions and possessors."""
    for slot in clause.fillers("appos"):
        yield Draft(
            "appos",
            clause.trigger,
            whole(tree, clause.trigger),
            (),
            (whole(tree, slot.head),),
            "is",
        )
