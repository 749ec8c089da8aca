"""Open propositions: every clause as subject, predicate phrase and objects.

In the line of ClausIE (Del Corro & Gemulla 2013) and MinIE (Gashteovski et al. 2017): a clause of
any type gives its whole proposition and, where adjuncts follow an object, a shorter one for each
adjunct; conjuncts are told one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Phrase, Triple
from kg.propositions.confidence import Draft, confidence
from kg.propositions.phrases import Words, clause_words, phrase_options, pieces, whole
from kg.propositions.predicates import Predicate, is_merged, predicate_of
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause, quoted_sentences
from kg.syntax.relatives import antecedent
from kg.syntax.tree import Tree

# An argument told in pieces: "the bars", "of a cell window".
Pieces = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a clause: objects, adjuncts that are phrases, adverbial clauses."""

    objects: tuple[Pieces, ...] = ()
    adjuncts: tuple[Pieces, ...] = ()
    clauses: tuple[Pieces, ...] = ()


def find_propositions(ann: Annotation, clauses: tuple[Clause, ...]) -> tuple[Triple, ...]:
    """The open triples of an article, n-ary, with a calibrated confidence each."""
    found: dict[tuple[object, ...], Triple] = {}
    for draft in drafts(ann.tree, clauses, quoted_sentences(ann)):
        triple = triple_of(ann, draft)
        key = (triple.subject, triple.predicate, triple.objects)
        if key not in found or found[key].confidence < triple.confidence:
            found[key] = triple
    return tuple(found.values())


def drafts(tree: Tree, clauses: tuple[Clause, ...], sides: dict[int, int]) -> Iterator[Draft]:
    """The propositions of the clauses, in their order; ``sides`` are the quoted sentences."""
    for clause in clauses:
        if clause.kind == "noun":
            yield from nominal(tree, clause)
        else:
            yield from verbal(tree, clause, sides)


def triple_of(ann: Annotation, draft: Draft) -> Triple:
    """The proposition in the words of the document."""
    return Triple(
        ann.article.document,
        _phrase(ann, draft.subject),
        _phrase(ann, draft.predicate, draft.inserted),
        tuple(_phrase(ann, words) for words in draft.objects),
        confidence(ann.tree, draft),
    )


def _phrase(ann: Annotation, words: Words, inserted: str = "") -> Phrase:
    runs: list[list[int]] = []
    for token in words:
        if runs and token == runs[-1][1]:
            runs[-1][1] = token + 1
        else:
            runs.append([token, token + 1])
    spans = tuple(ann.span(first, last) for first, last in runs)
    text = " ".join(part for part in (inserted, *map(ann.surface, spans)) if part)
    return Phrase(text, spans)


def verbal(tree: Tree, clause: Clause, sides: dict[int, int]) -> Iterator[Draft]:
    """The propositions of a verb or copula."""
    verb = clause.trigger
    if is_merged(tree, verb) or tree.dep[verb] == "amod" or is_purpose(tree, verb):
        return
    predicate = predicate_of(tree, verb)
    told: dict[tuple[Words, ...], tuple[str, bool]] = {}
    for number, choice in enumerate(arguments(tree, predicate, clause, sides)):
        for form, objects in tellings(choice):
            told.setdefault(objects, (form, number > 0))
    for subject in surface_subjects(tree, clause):
        for objects, (form, alternative) in told.items():
            moved, rest = with_preposition(tree, predicate, objects)
            yield Draft(form, verb, subject, moved, rest, alternative=alternative)


def with_preposition(
    tree: Tree, predicate: Predicate, objects: tuple[Words, ...]
) -> tuple[Words, tuple[Words, ...]]:
    """The predicate with the preposition or "that" next to it: "looked after", "said that"."""
    if not objects or len(objects[0]) < 2:
        return predicate.words, objects
    first = objects[0][0]
    if first == max(predicate.words) + 1 and (
        tree.dep[first] in ("prep", "agent", "dative")
        or (tree.lower[first] == "that" and tree.dep[first] == "mark")
    ):
        return (*predicate.words, first), (objects[0][1:], *objects[1:])
    return predicate.words, objects


def is_purpose(tree: Tree, verb: int) -> bool:
    """Whether a clause is an infinitive of purpose, told with the clause above it."""
    return tree.dep[verb] == "advcl" and any(tree.tag[a] == "TO" for a in tree.of(verb, "aux"))


def surface_subjects(tree: Tree, clause: Clause) -> list[Words]:
    """The subject phrases of a clause, or its "there"."""
    labels = ("iobj", "obj") if clause.passive else ("subj",)
    for label in labels:
        slots = tuple(clause.fillers(label))
        if slots:
            return [whole(tree, slot.head, without=clause.trigger) for slot in slots]
    return [(child,) for child in tree.of(clause.trigger, "expl")]


def arguments(
    tree: Tree, predicate: Predicate, clause: Clause, sides: dict[int, int]
) -> Iterator[Arguments]:
    """The arguments of a clause, once for each choice of conjuncts."""
    verb = clause.trigger
    slots: list[list[Pieces]] = []
    adjuncts: list[tuple[int, list[Pieces]]] = []
    for holder in predicate.holders:
        for child in tree.children[holder]:
            across = sides.get(child) != sides.get(verb) and tree.dep[child] != "ccomp"
            if across or child in predicate.words:
                continue
            if (options := object_options(tree, child)) is not None:
                slots.append(options)
            elif (options := adjunct_options(tree, child)) is not None:
                adjuncts.append((child, options))
    if tree.dep[verb] == "conj" and not tree.of(verb, "nsubj", "nsubjpass"):
        adjuncts += fronted(tree, verb)
    if not slots and not clause.passive:
        slots += (phrase_options(tree, s.head) for s in clause.fillers("obj") if not s.direct)
    adjuncts.sort(key=lambda a: (tree.dep[a[0]] == "advcl", a[0] < verb, a[0]))
    count = len(slots), len(slots) + sum(tree.dep[child] != "advcl" for child, _ in adjuncts)
    choices = [*slots, *(options for _, options in adjuncts)]
    chosen = [options[0] for options in choices]
    for index, options in enumerate(choices):
        for option in options if index == 0 else options[1:]:
            told = [*chosen[:index], option, *chosen[index + 1 :]]
            yield Arguments(*map(tuple, (told[: count[0]], told[slice(*count)], told[count[1] :])))
    if not choices:
        yield Arguments()


def object_options(tree: Tree, child: int) -> list[Pieces] | None:
    """The choices for a child that is an object or complement, else None."""
    dep = tree.dep[child]
    if dep in ("dobj", "attr", "oprd") or (dep == "dative" and tree.pos[child] != "ADP"):
        return phrase_options(tree, antecedent(tree, child))
    if dep == "acomp":
        return [(whole(tree, token),) for token in tree.conjuncts(child)]
    if dep == "xcomp":
        return [(clause_words(tree, child),)]
    if dep == "ccomp":
        apart = any(tree.lower[i] == ";" for i in range(child, tree.head[child]))
        return None if apart else [(clause_words(tree, child),)]
    return None


def adjunct_options(tree: Tree, child: int) -> list[Pieces] | None:
    """The choices for a child that is an adjunct, else None."""
    dep = tree.dep[child]
    if dep in ("prep", "agent", "dative"):
        return [tuple(option) for option in pieces(tree, child)] if tree.children[child] else None
    if dep in ("npadvmod", "tmod"):
        return [(clause_words(tree, child),)]
    if dep == "advcl" and (tree.of(child, "mark", "advmod") or is_purpose(tree, child)):
        return [(clause_words(tree, child),)]
    if dep == "advmod" and tree.children[child] and tree.tag[child] != "WRB":
        return [(clause_words(tree, child),)]
    return None


def fronted(tree: Tree, verb: int) -> list[tuple[int, list[Pieces]]]:
    """The adjuncts before the subject of the first verb, which hold for those conjoined to it."""
    first = verb
    while tree.dep[first] == "conj" and not tree.of(first, "nsubj", "nsubjpass"):
        first = tree.head[first]
    subject = tree.first(first, "nsubj", "nsubjpass")
    found = []
    for child in tree.children[first]:
        if subject is not None and child < subject:
            options = adjunct_options(tree, child)
            if options is not None:
                found.append((child, options))
    return found


def tellings(told: Arguments) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """Each way to tell the arguments, with a name for it.

    ``full``: all but clauses; ``path``: one adjunct after the first without the others;
    ``clausal``: an adverbial clause; ``bare``: nothing.
    """
    flat = tuple(piece for part in (*told.objects, *told.adjuncts) for piece in part)
    yield "full" if flat else "bare", flat
    base = tuple(part[0] for part in told.objects)
    for adjunct in told.adjuncts[1:]:
        yield "path", (*base, *adjunct)
    for clause in told.clauses:
        yield "clausal", (*(base or flat), *clause)


def nominal(tree: Tree, clause: Clause) -> Iterator[Draft]:
    """The propositions in a noun phrase: appositions."""
    for slot in clause.fillers("appos"):
        if tree.pos[slot.head] != "PRON":
            subject, other = whole(tree, clause.trigger), whole(tree, slot.head)
            yield Draft("appos", clause.trigger, subject, (), (other,), "is")
