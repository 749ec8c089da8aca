"""Who a verb is about: subjects of its own, shared, controlled or raised."""

from kg.syntax.relatives import antecedent
from kg.syntax.tree import Tree
from kg.syntax.voice import SUBJECTS, is_finite, is_passive, is_predicate, is_severed


def members(tree: Tree, head: int) -> list[int]:
    """The phrases conjoined at a head, without the titles that stand before a name.

    Of "nobody but Ann" only those who are excepted.
    """
    parts = excepted(tree, head) or tree.conjuncts(head)
    return [t for t in parts if t == parts[-1] or not _is_title(tree, t, parts[-1])]


def excepted(tree: Tree, head: int) -> list[int]:
    """Whom a phrase that means nobody leaves: "nobody but *Ann*", "no aide other than *Ann*"."""
    words = tree.knowledge.words
    void = tree.lower[head] in words("empty_pronouns") or any(
        tree.lower[c] in words("empty_determiners") for c in tree.of(head, "det")
    )
    for child in tree.children[head] if void else ():
        if child > head and tree.lower[child] in words("excepting_words"):
            inner = [child, *tree.of(child, "prep")]
            below = [noun for above in inner for noun in tree.of(above, "pobj")]
            below = below or [noun for noun in tree.of(head, "conj") if noun > child]
            return [noun for first in below for noun in tree.conjuncts(first)]
    return []


def _is_title(tree: Tree, token: int, last: int) -> bool:
    """Whether a noun is one of the titles before a name: "*singer*, actor and writer Ann Lee"."""
    bare = tree.tag[token] == "NN" and not tree.of(token, "det", "poss", "nummod", "prep")
    before = [c for c in tree.of(last, "compound", "nmod", "amod") if tree.tag[c] == "NN"]
    noun, table = tree.lower[token], tree.knowledge.table
    described = table("entity_nouns").get(noun, ("",))[0] == "Person" or noun in table("posts")
    return bare and described and tree.pos[last] == "PROPN" and bool(before)


def subjects(tree: Tree, verb: int) -> tuple[int | None, list[tuple[int, int | None]]]:
    """The surface subjects of a verb, conjoined ones apart, with a relative pronoun if any.

    The first value is None if they are its own, else the token they were taken from: the verb or
    noun that controls it.
    """
    own = tree.of(verb, *SUBJECTS)
    found: list[tuple[int, int | None]] = []
    if own:
        for child in own:
            for token in members(tree, child):
                meant = antecedent(tree, token)
                found.append((meant, token if meant != token else None))
        return None, found
    if tree.tag[verb] == "NNS":
        return None, [(child, None) for child in tree.of(verb, "compound") if child == verb - 1]
    if tree.of(verb, "csubj", "csubjpass"):
        return None, [(child, None) for child in tree.of(verb, "csubj", "csubjpass")]
    if tree.of(verb, "expl"):
        return None, []
    governor, taken = inherited(tree, verb)
    return governor, [(token, None) for token in taken]


def surface(tree: Tree, verb: int) -> list[int]:
    """The tokens of the surface subjects of a verb."""
    return [token for token, _ in subjects(tree, verb)[1]]


def inherited(tree: Tree, verb: int) -> tuple[int | None, list[int]]:
    """The subjects a verb without one of its own takes from what governs it."""
    above, dep = tree.head[verb], tree.dep[verb]
    if above == verb:
        return None, []
    verbal = is_predicate(tree, above)
    if dep in ("conj", "advcl") and verbal and (own := _of_cut_clause(tree, verb, above)):
        return None, own
    if is_severed(tree, verb):
        return None, surface(tree, above)
    if dep == "conj":
        while tree.dep[above] == "conj" and not tree.of(above, *SUBJECTS, "expl"):
            above = tree.head[above]
        return above, surface(tree, above) if is_predicate(tree, above) else []
    if dep in ("xcomp", "ccomp") and (dep == "xcomp" or not is_finite(tree, verb)):
        return above, _controller(tree, above)
    if dep == "advcl" and verbal and (cause := _cause(tree, verb, above)) is not None:
        return cause, surface(tree, cause)
    if dep == "advcl" and _is_gerund_of_agent(tree, verb, above):
        return above, [verb - 1]
    if dep == "advcl" and not is_finite(tree, verb):
        return above, surface(tree, above) if verbal else _bearer(tree, above)
    if dep == "pcomp":
        return _of_preposition(tree, tree.head[verb])
    if dep == "acl" or (dep == "relcl" and not is_finite(tree, verb)):
        return above, _of_noun(tree, verb, above)
    if dep == "acomp" and verbal:
        return above, surface(tree, above)
    if dep == "amod" and tree.tag[verb] in ("VBN", "VBG"):
        return above, [_bearer_behind(tree, above)]
    if dep == "dep" and verbal:
        return above, surface(tree, above)
    return None, []


def _bearer_behind(tree: Tree, noun: int) -> int:
    """The name behind a noun that says what it is: "the state-owned airline *Falkair*"."""
    name = tree.head[noun]
    before = tree.dep[noun] == "compound" and tree.pos[noun] == "NOUN" and name > noun
    return name if before and tree.pos[name] == "PROPN" else noun


def _is_gerund_of_agent(tree: Tree, verb: int, above: int) -> bool:
    """Whether a gerund is what the name right before it does: "delayed by *Lee joining* late"."""
    named = tree.tag[verb] == "VBG" and tree.pos[verb - 1] == "PROPN"
    return named and any(verb - 1 in tree.of(by, "pobj") for by in tree.of(above, "agent"))


def _of_cut_clause(tree: Tree, verb: int, above: int) -> list[int]:
    """The subject that the parser put under a conjunction that it took for a preposition.

    "He left after *protesters*, enraged by the ban, stormed the hall": the participle and the verb,
    which no "and" joins to the verb above, are the noun's.
    """
    words = tree.knowledge.words("temporal_conjunctions")
    for conjunction in tree.of(above, "prep"):
        noun = tree.first(conjunction, "pobj") if tree.lower[conjunction] in words else None
        begin = None if noun is None else tree.right[noun]
        if noun is None or begin is None or begin + 1 >= len(tree) or tree.lower[begin] != ",":
            continue
        for finite in tree.of(above, "conj"):
            cut = finite > begin and tree.lower[finite - 1] == "," and is_finite(tree, finite)
            told = verb in (finite, begin + 1) and tree.tag[begin + 1] in ("VBN", "VBG")
            if cut and told and not tree.of(above, "cc"):
                return tree.conjuncts(noun)
    return []


def _cause(tree: Tree, verb: int, above: int) -> int | None:
    """The clause that ends before a participle of what came of it, hung on a verb further up.

    "Hundreds marked the day on which a torpedo *sank* the ferry, *killing* 84."
    """
    words = tree.knowledge.words("participles_of_results")
    if tree.lower[verb] not in words or tree.lower[verb - 1] != ",":
        return None
    for inner in range(verb - 1, above, -1):
        ends = tree.right[inner] in (verb - 1, verb)
        if ends and is_predicate(tree, inner) and is_finite(tree, inner):
            return inner if tree.dep[inner] in ("advcl", "ccomp", "acl") else None
    return None


def _controller(tree: Tree, above: int) -> list[int]:
    """Who does the infinitive or participle that complements ``above``."""
    if is_predicate(tree, above):
        if not is_passive(tree, above) and tree.lemma[above] not in tree.knowledge.words(
            "subject_control"
        ):
            objects = [*tree.of(above, "dobj"), *tree.of(above, "dative")]
            if _is_left(tree, above, objects):
                return surface(tree, above)
            for child in objects:
                if tree.pos[child] == "ADP":
                    child = tree.first(child, "pobj") or child
                return [antecedent(tree, token) for token in tree.conjuncts(child)]
            if asked := _asked(tree, above):
                return asked
        return surface(tree, above)
    copula = tree.head[above]
    if tree.dep[above] in ("acomp", "attr", "oprd") and is_predicate(tree, copula):
        if tree.dep[above] == "oprd" and tree.of(copula, "dobj"):
            return [t for c in tree.of(copula, "dobj") for t in tree.conjuncts(c)]
        return surface(tree, copula)
    return _bearer(tree, above)


def _is_left(tree: Tree, verb: int, objects: list[int]) -> bool:
    """Whether a body is left for what comes next: "left Chelsea to join Juventus"."""
    left = tree.lemma[verb] in tree.knowledge.words("verbs_of_leaving_bodies")
    return left and any(tree.pos[o] == "PROPN" and tree.ent[o] != "PERSON" for o in objects)


def _asked(tree: Tree, verb: int) -> list[int]:
    """Whom a verb of asking with a preposition asks: "called *on the council* to convene"."""
    for preposition in tree.of(verb, "prep"):
        if f"{tree.lemma[verb]} {tree.lower[preposition]}" in tree.knowledge.words(
            "object_control"
        ):
            asked = tree.first(preposition, "pobj")
            return [] if asked is None else tree.conjuncts(asked)
    return []


def _bearer(tree: Tree, noun: int) -> list[int]:
    """Whose plan, decision or ability a noun is: its possessor, or the verb's subject."""
    owner = tree.first(noun, "poss")
    if owner is not None:
        return tree.conjuncts(owner)
    for preposition in tree.of(noun, "prep"):
        if tree.lower[preposition] in ("by", "of"):
            child = tree.first(preposition, "pobj")
            if child is not None and tree.lower[preposition] == "by":
                return tree.conjuncts(child)
    above, dep = tree.head[noun], tree.dep[noun]
    while dep == "conj" and not is_predicate(tree, above):
        above, dep = tree.head[above], tree.dep[above]
    if dep in ("dobj", "attr", "oprd", "acomp") and is_predicate(tree, above):
        return surface(tree, above)
    if dep == "pobj":
        return _of_preposition(tree, above)[1]
    return [c for c in tree.of(noun, "compound") if tree.ent[c] in ("ORG", "GPE", "PERSON", "NORP")]


def _of_preposition(tree: Tree, preposition: int) -> tuple[int | None, list[int]]:
    """The subjects of what a prepositional phrase modifies: a verb, or a noun's bearer."""
    above = tree.head[preposition]
    while tree.pos[above] == "ADP" and tree.head[above] != above:
        above = tree.head[above]
    if is_predicate(tree, above):
        of_object = tree.lower[preposition] in tree.knowledge.words("object_prepositions")
        objects = tree.of(above, "dobj") if of_object else []
        return above, [t for o in objects for t in tree.conjuncts(o)] or surface(tree, above)
    if tree.pos[above] in ("NOUN", "PROPN", "PRON"):
        return above, _bearer(tree, above)
    if tree.dep[above] in ("acomp", "advmod", "prep") and is_predicate(tree, tree.head[above]):
        return tree.head[above], surface(tree, tree.head[above])
    return above, []


def _of_noun(tree: Tree, verb: int, noun: int) -> list[int]:
    """The subject of a participle or infinitive that modifies a noun."""
    infinitive = any(tree.tag[a] == "TO" for a in tree.of(verb, "aux"))
    if not infinitive or tree.pos[noun] not in ("NOUN", "PROPN"):
        return [] if is_predicate(tree, noun) else [antecedent(tree, noun)]
    words = tree.knowledge.words("singling_out")
    singled = any(tree.lower[c] in words for c in tree.children[noun])
    if singled and tree.dep[noun] == "attr":  # "was the first to visit Oslo"
        return surface(tree, tree.head[noun])
    if singled or tree.ent[noun] in ("PERSON", "ORG", "GPE"):
        return [noun]
    return _bearer(tree, noun)
