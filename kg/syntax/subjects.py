"""Who a verb is about: subjects of its own, shared, controlled, raised or relative."""

from kg.syntax.tree import Tree

# Where a past participle without auxiliary is passive.
_PARTICIPIAL = frozenset(
    ("acl", "acomp", "advcl", "amod", "ccomp", "dep", "relcl", "ROOT", "xcomp")
)
_SUBJECTS = ("nsubj", "nsubjpass")
_WH = frozenset(("WDT", "WP", "WP$", "WRB"))


def is_predicate(tree: Tree, token: int) -> bool:
    """Whether the token is a main verb or copula."""
    if tree.pos[token] == "VERB":
        return tree.dep[token] not in ("aux", "auxpass", "prep", "agent")
    if tree.tag[token] == "NNS" and tree.dep[token] == "ROOT":
        # "Parliament votes for a pause", "Daily interviews Ann Lee": a headline's verb
        return bool(tree.of(token, "nsubj", "dobj"))
    return tree.pos[token] == "AUX" and tree.dep[token] not in ("aux", "auxpass")


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the surface subject of the verb is its deep object."""
    if tree.tag[verb] not in ("VBN", "VBD"):
        return False
    if tree.of(verb, "auxpass", "nsubjpass", "csubjpass"):
        return True
    if any(is_severed(tree, clause) for clause in tree.of(verb, "ccomp")):
        return True
    if object_behind(tree, verb) is not None:
        return False
    if tree.tag[verb] == "VBD" and tree.dep[verb] not in ("acl", "conj"):
        return False
    if tree.of(verb, "nsubj") and not tree.of(verb, "aux") and _is_curt(tree, verb):
        return True
    if tree.of(verb, "aux", "nsubj"):
        return False
    if tree.dep[verb] == "conj":
        above = tree.first_conjunct(verb)
        # "bought by a rival and *sold* to its managers": the tagger cannot tell
        bare = tree.dep[above] in ("acl", "advcl") and not tree.of(verb, "dobj")
        like = tree.tag[verb] == "VBN" or bare
        return like and is_predicate(tree, above) and is_passive(tree, above)
    if tree.tag[verb] == "VBD":
        # "a study by Lee *published* on Monday": what is finite modifies no noun
        reduced = tree.dep[verb] == "acl" and not tree.of(verb, "dobj", "prt")
        never_alone = tree.lemma[verb] in tree.knowledge.words("always_with_object")
        return bool(tree.of(verb, "agent")) or (reduced and never_alone)
    return tree.dep[verb] in _PARTICIPIAL and not is_finite_after_all(tree, verb)


def is_finite_after_all(tree: Tree, verb: int) -> bool:
    """Whether a participle behind a noun is the verb of a clause: "since a landslide *killed* 31".

    The verb takes one object, which a passive would have for its subject, and has it; or it tells
    how a contest ended, of a name: "Okada, the second seed, *lost* to Fisch".
    """
    words, above = tree.knowledge.words, named_by(tree, tree.head[verb])
    if tree.dep[verb] != "acl" or tree.of(verb, "agent"):
        return False
    if tree.lemma[verb] in words("verbs_of_contests") and tree.pos[above] == "PROPN":
        with_whom = [p for p in tree.of(verb, "prep") if tree.lower[p] in ("to", "against", "with")]
        return bool(tree.of(verb, "dobj") or with_whom)
    one = tree.lemma[verb] in words("verbs_of_one_object") and bool(tree.of(verb, "dobj"))
    return one and above == verb - 1


def named_by(tree: Tree, token: int) -> int:
    """The name that a phrase is an apposition of: "*Okada*, the second seed"; else the phrase."""
    above = tree.head[token]
    return above if tree.dep[token] == "appos" and tree.pos[above] == "PROPN" else token


def object_behind(tree: Tree, verb: int) -> int | None:
    """The object of a sentence's verb that was taken for a modifier of it.

    "The club *sacked* coach Ann Lee and ...": no modifier has a subject of its own.
    """
    if tree.dep[verb] != "amod" or not tree.of(verb, "nsubj") or tree.of(verb, "aux", "auxpass"):
        return None
    above = tree.head[verb]
    while tree.dep[above] == "compound":
        above = tree.head[above]
    sentence = tree.dep[above] == "ROOT" and above > verb and tree.lower[verb - 1] != "-"
    return above if sentence else None


def _is_curt(tree: Tree, verb: int) -> bool:
    """Whether a headline leaves the auxiliary of a passive out: "two farms hit by floods".

    Some verbs need no agent for it, because they never stand without an object: "Reed jailed".
    """
    known = tree.knowledge.words("always_with_object")
    whole = " ".join((tree.lemma[verb], *(tree.lower[p] for p in tree.of(verb, "prt"))))
    if tree.of(verb, "dobj", "ccomp", "xcomp", "oprd") or (
        tree.of(verb, "prt") and whole not in known
    ):
        return False
    above = tree.head[verb]
    # "the hut was burned and two guards *shot*": the tagger cannot tell
    joined = tree.dep[verb] == "conj" and bool(tree.of(above, "auxpass"))
    return bool(tree.of(verb, "agent")) or ((tree.tag[verb] == "VBN" or joined) and whole in known)


def antecedent(tree: Tree, token: int) -> int:
    """What a relative pronoun stands for; any other token stands for itself."""
    if tree.tag[token] not in _WH or tree.lower[token] not in tree.knowledge.words(
        "relative_pronouns"
    ):
        return token
    clause = relative_clause(tree, token)
    if clause is None:
        return token
    meant = tree.head[clause]
    return _agreeing(tree, clause, meant) if token in tree.of(clause, *_SUBJECTS) else meant


def _agreeing(tree: Tree, clause: int, meant: int) -> int:
    """The noun that a relative clause is about by the number of its verb.

    "*Lodges* in Norway, which *breed* lions": not the last noun before it, but the one above.
    """
    noun, words = tree.head[tree.head[meant]], tree.knowledge.words
    verbs = (clause, *tree.of(clause, "aux", "auxpass"))
    many = any(tree.tag[v] == "VBP" or tree.lower[v] in words("plural_verbs") for v in verbs)
    one = any(tree.tag[v] == "VBZ" or tree.lower[v] in words("singular_verbs") for v in verbs)
    joined = tree.of(meant, "conj") or tree.of(noun, "conj") or tree.dep[noun] == "conj"
    if tree.dep[meant] != "pobj" or joined or many == one:
        return meant
    agrees = (tree.tag[meant] in ("NNS", "NNPS")) == many
    return noun if not agrees and tree.tag[noun] == ("NNS" if many else "NN") else meant


def relative_clause(tree: Tree, token: int) -> int | None:
    """The head of the relative clause the token stands in, if any, not across other clauses."""
    for above in tree.ancestors(token):
        if tree.dep[above] == "relcl":
            return above
        if tree.dep[above] in ("advcl", "acl", "csubj", "ROOT"):
            return None
    return None


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
    own = tree.of(verb, *_SUBJECTS)
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
        while tree.dep[above] == "conj" and not tree.of(above, *_SUBJECTS, "expl"):
            above = tree.head[above]
        return above, surface(tree, above) if is_predicate(tree, above) else []
    if dep in ("xcomp", "ccomp") and (dep == "xcomp" or not _finite(tree, verb)):
        return above, _controller(tree, above)
    if dep == "advcl" and verbal and (cause := _cause(tree, verb, above)) is not None:
        return cause, surface(tree, cause)
    if dep == "advcl" and _is_gerund_of_agent(tree, verb, above):
        return above, [verb - 1]
    if dep == "advcl" and not _finite(tree, verb):
        return above, surface(tree, above) if verbal else _bearer(tree, above)
    if dep == "pcomp":
        return _of_preposition(tree, tree.head[verb])
    if dep == "acl" or (dep == "relcl" and not _finite(tree, verb)):
        return above, _of_noun(tree, verb, above)
    if dep == "acomp" and verbal:
        return above, surface(tree, above)
    if dep == "amod" and tree.tag[verb] in ("VBN", "VBG"):
        return above, [above]
    if dep == "dep" and verbal:
        return above, surface(tree, above)
    return None, []


def _is_gerund_of_agent(tree: Tree, verb: int, above: int) -> bool:
    """Whether a gerund is what the name right before it does: "delayed by *Lee joining* late"."""
    named = tree.tag[verb] == "VBG" and tree.pos[verb - 1] == "PROPN"
    return named and any(verb - 1 in tree.of(by, "pobj") for by in tree.of(above, "agent"))


def is_severed(tree: Tree, verb: int) -> bool:
    """Whether a finite verb hangs on the participle that stands between it and its subject.

    "Reed, *wanted* for theft, *was arrested*": the parser takes the participle for the main verb,
    though what that reported would have a subject of its own.
    """
    above, begin = tree.head[verb], tree.left[verb]
    if tree.dep[verb] != "ccomp" or not above < begin or not _finite(tree, verb):
        return False
    own = tree.of(verb, *_SUBJECTS, "csubj", "csubjpass", "expl", "mark")
    before = tree.first(above, "nsubj")
    return (
        not own
        and before is not None
        and tree.right[before] <= above
        and tree.tag[above] in ("VBD", "VBN")
        and not tree.of(above, "aux")
        and tree.lower[above - 1] == tree.lower[begin - 1] == ","
    )


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
            cut = finite > begin and tree.lower[finite - 1] == "," and _finite(tree, finite)
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
        if ends and is_predicate(tree, inner) and _finite(tree, inner):
            return inner if tree.dep[inner] in ("advcl", "ccomp", "acl") else None
    return None


def _finite(tree: Tree, verb: int) -> bool:
    if tree.tag[verb] in ("VBD", "VBP", "VBZ"):
        return True
    return any(tree.tag[a] in ("MD", "VBD", "VBP", "VBZ") for a in tree.of(verb, "aux", "auxpass"))


def _controller(tree: Tree, above: int) -> list[int]:
    """Who does the infinitive or participle that complements ``above``."""
    if is_predicate(tree, above):
        if not is_passive(tree, above) and tree.lemma[above] not in tree.knowledge.words(
            "subject_control"
        ):
            objects = [*tree.of(above, "dobj"), *tree.of(above, "dative")]
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


def relative_slots(tree: Tree, verb: int) -> list[tuple[str, int, int | None]]:
    """The slots that a relative clause leaves open for its antecedent: label, head, marker.

    ``where``; the object of a stranded preposition; the object where no pronoun shows the place
    ("the deal they signed"). Relative pronouns that fill a slot are no matter of this function.
    """
    if tree.dep[verb] != "relcl":
        return []
    above = tree.head[verb]
    for child in tree.of(verb, "advmod"):
        if tree.lower[child] == "where":
            return [("where", above, child)]
    span = range(tree.left[verb], tree.right[verb])
    pronouns = [i for i in span if tree.tag[i] in _WH and relative_clause(tree, i) in (verb, None)]
    if pronouns:
        return []
    for child in tree.of(verb, "prep"):
        if not tree.children[child] and tree.pos[child] == "ADP":
            return [(tree.lower[child], above, child)]
    if is_passive(tree, verb) or tree.of(verb, "dobj", "attr", "ccomp", "acomp"):
        return []
    subjects = tree.of(verb, *_SUBJECTS)
    return [("obj", above, None)] if subjects and not _is_sentence(tree, verb, above) else []


def _is_sentence(tree: Tree, verb: int, above: int) -> bool:
    """Whether what looks like a relative clause is the sentence: "*The ferry* Velda"."""
    end = tree.right[above] - 1
    return (
        tree.dep[above] == "ROOT"
        and tree.tag[above] == "NN"
        and tree.lower[end] == "."
        and any(
            tree.left[s] == above + 1 and tree.pos[s] == "PROPN" for s in tree.of(verb, "nsubj")
        )
    )
