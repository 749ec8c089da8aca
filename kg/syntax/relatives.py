"""Relative clauses: what their pronouns stand for, and the places that they leave open."""

from kg.syntax.tree import Tree
from kg.syntax.voice import SUBJECTS, is_passive

_WH = frozenset(("WDT", "WP", "WP$", "WRB"))


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
    return _agreeing(tree, clause, meant) if token in tree.of(clause, *SUBJECTS) else meant


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
    subjects = tree.of(verb, *SUBJECTS)
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
