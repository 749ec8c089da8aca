"""How likely an open proposition is right."""

from kg.phrases import Draft
from kg.tree import Tree

_BY_FORM = {"full": 0.8, "path": 0.4, "appos": 0.5, "bare": 0.3, "clausal": 0.4}


def confidence(tree: Tree, draft: Draft) -> float:
    """The share of propositions of that form that annotators agree with."""
    return _BY_FORM[draft.form]
