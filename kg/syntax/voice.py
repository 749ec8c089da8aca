"""Verbs as predicates: whether a word is one, whether it is passive, whether it is finite."""

from kg.syntax.tree import Tree

SUBJECTS = ("nsubj", "nsubjpass")
# Where a past participle without auxiliary is passive.
_PARTICIPIAL = frozenset(
    ("acl", "acomp", "advcl", "amod", "ccomp", "dep", "relcl", "ROOT", "xcomp")
)


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


def is_severed(tree: Tree, verb: int) -> bool:
    """Whether a finite verb hangs on the participle that stands between it and its subject.

    "Reed, *wanted* for theft, *was arrested*": the parser takes the participle for the main verb,
    though what that reported would have a subject of its own.
    """
    above, begin = tree.head[verb], tree.left[verb]
    if tree.dep[verb] != "ccomp" or not above < begin or not is_finite(tree, verb):
        return False
    own = tree.of(verb, *SUBJECTS, "csubj", "csubjpass", "expl", "mark")
    before = tree.first(above, "nsubj")
    return (
        not own
        and before is not None
        and tree.right[before] <= above
        and tree.tag[above] in ("VBD", "VBN")
        and not tree.of(above, "aux")
        and tree.lower[above - 1] == tree.lower[begin - 1] == ","
    )


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb has tense, itself or in its auxiliary."""
    if tree.tag[verb] in ("VBD", "VBP", "VBZ"):
        return True
    return any(tree.tag[a] in ("MD", "VBD", "VBP", "VBZ") for a in tree.of(verb, "aux", "auxpass"))
