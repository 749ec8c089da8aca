"""English words and numbers to go by stand in ``ontology/``, not in the code of the stages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.knowledge.knowledge import load_knowledge

ROOT = Path(__file__).parents[2]
# The packages that are done; to be all that read or link.
STAGES: tuple[str, ...] = (
    "attributions",
    "coref",
    "facts",
    "knowledge",
    "linking",
    "mentions",
    "pages",
    "propositions",
    "qualification",
    "reading",
    "syntax",
)
# Values of our own that code compares with and that look like words: roles, kinds, effects ...
OWN = frozenset(
    [
        # labels of the parser's dependencies, and tags
        "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass",
        "case", "cc", "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det",
        "dobj", "expl", "iobj", "mark", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod",
        "obj", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "punct",
        "quantmod", "relcl", "tmod", "xcomp", "''",
        # slots of clauses, functions of mentions, kinds of clauses
        "ctx", "subj", "copula", "noun", "verb", "other",
        # further labels of dependencies, and ways to tell a proposition
        "intj", "meta", "prt", "bare", "clausal", "full", "path",
        # names in Turtle and in tables of names, kinds of relations, letters of kinds of frames
        "binary", "edge", "event", "from", "kg", "label", "n", "object", "property", "rdfs", "skos",
        "statement", "subject", "true",
        # a part of a parse
        "tensor",
        # fields of documents, names of codecs
        "ascii", "author", "document", "id", "language", "published", "publisher", "text", "title",
        "url",
        # kinds of pronouns, genders, features of what a pronoun may mean
        "he", "it", "they", "we", "f", "m",
        "again", "continued", "count", "first", "joined", "lead", "named", "plural", "pronouns",
        "reported", "titled",
        # forms of mentions, modes of quotations, kinds of what a noun repeats, an exported name
        "nominal", "direct", "mixed", "capital", "city", "company", "region", "ship", "storm",
        "resolve", "human",
        # kinds of blocks
        "body", "byline", "caption", "dateline", "headline", "subhead",
        # verdicts, decisions of the user, kinds of blocks of names
        "same", "different", "unsure", "rename", "ignore", "type", "accept", "reject",
        "known", "short", "generic", "family",
        "begin", "whole", "parts", "is", "wire",
        # forms of mentions, polarity, marks of events that last
        "name", "negative", "country",
        # roles and details of facts, marks of what statements share, sides that are taken
        "about", "actor", "against", "positive", "patient", "participant", "speaker", "content",
        "place", "title", "act", "phase", "temporal", "words",
        # acts, polarity and modality of what is told, and effects of words on these
        "actual", "evidence", "expected", "intention", "negative", "pass", "planned", "possible",
        "requested", "speech", "thought", "ended", "once", "modality",
        # slots of frames, and a detail of what its own verb makes a claim
        "claimed", "denied", "self", "text",
        # sorts of nouns
        "abstraction", "thing",
        # kinds of acts of speech
        "accused", "announced", "asked", "asserted", "cited", "confirmed", "criticised", "demanded",
        "described", "discussed", "found", "praised", "promised", "recommended", "refused",
        "rejected", "showed",
        # which one of the days of a name is meant, and on which side of the day of writing
        "coming", "following", "future", "last", "next", "past", "previous", "this",
        # units of time, kinds of names of times, and what a word makes of a unit
        "century", "day", "decade", "feast", "fortnight", "hour", "minute", "month", "now", "on",
        "part", "quarter", "season", "then", "week", "weekday", "weekend", "year", "years",
        # bounds of times
        "after", "before", "in", "since", "until",
        # rules of attributions, and complements that reporting words take
        "according", "clause", "displaced", "free", "gerund", "infinitive", "object-infinitive",
        "parenthesis", "preposition", "quote", "seem", "small-clause", "tag", "told",
        # classes of posts and rules that read them
        "state", "government", "minister", "leader", "head", "deputy", "role", "spokesperson",
        "ambassador", "founder", "advisor", "mayor", "magistrate", "member", "lawyer", "employee",
        "profession", "person", "apposition", "description", "predicate",
        # when a post or tie holds, bounds and tenses
        "former", "plain",
        # further roles, forms and features of facts
        "destination", "origin", "instrument", "topic", "pronoun", "constant", "odds", "nothing",
        # modules of the reading, and a system
        "article", "extract", "run", "linux",
    ]
)  # fmt: skip
# A rule of grammar about one function word may name it.
GRAMMAR = frozenset(
    [
        "a", "an", "the", "to", "of", "that", "as", "be", "have", "do", "not", "no", "n't",
        "and", "or", "nor", "between", "by", "for", "in", "than", "if", "with",
        "it", "where", "were", "whose", "such", "s", "'", "'d", "'s",
    ]
)  # fmt: skip
# Counting one, two, none, halves; what a calendar or an index is made of is an int, and stays.
PLAIN = frozenset({0.0, 0.5, 1.0, 2.0})


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """The constants that something is compared with, and the members of sets, tuples and lists."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Set | ast.Tuple | ast.List):
            parts = node.elts
        elif isinstance(node, ast.Dict):
            parts = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "split":
            parts = [node.func.value]
        else:
            continue
        yield from (part for part in parts if isinstance(part, ast.Constant))


def attributes(tree: ast.AST) -> set[ast.Constant]:
    """The names of attributes that a class declares for its objects: ``__slots__ = ("head",)``."""
    return {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__slots__"
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant)
    }


def words(source: str) -> set[str]:
    """The lower-case words among them, but for what only declares attributes."""
    tree = ast.parse(source)
    declared = attributes(tree)
    return {
        word
        for part in literals(tree)
        if isinstance(part.value, str) and part not in declared
        for word in part.value.split()
        if re.fullmatch(r"'?[a-z][a-z']*(-[a-z]+)*", word)
    }


def floats(source: str) -> set[float]:
    """The numbers with a point."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    }


def modules() -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for stage in STAGES
        for path in sorted((ROOT / "kg" / stage).glob("*.py"))
    ]


@pytest.mark.parametrize("module", modules())
def test_no_words_in_the_code(module):
    assert words((ROOT / module).read_text(encoding="utf-8")) - OWN - GRAMMAR == set()


@pytest.mark.parametrize("module", modules())
def test_no_numbers_in_the_code(module):
    assert floats((ROOT / module).read_text(encoding="utf-8")) - PLAIN == set()


def test_the_test_notices():
    assert words('if token.lower_ in ("minister", "x"): pass') == {"minister", "x"}
    assert words('_A = frozenset("chief head".split())') == {"chief", "head"}
    assert words('_A = {"said": 1}') == {"said"}
    assert words('__slots__ = ("head", "said")\n_A = ("said",)') == {"said"}
    assert floats("x = 0.35 + 3") == {0.35}


def test_every_number_is_asked_for():
    code = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "kg").rglob("*.py")))
    idle = [name for name in load_knowledge().numbers if f'"{name}"' not in code]
    assert idle == []


def test_every_small_list_is_asked_for():
    code = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "kg").rglob("*.py")))
    relations = "\n".join(p.read_text("utf-8") for p in (ROOT / "ontology").rglob("*.ttl"))
    names = [
        line.split("\t")[0]
        for path in sorted((ROOT / "ontology" / "sets").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert [n for n in names if f'"{n}"' not in code and f"@{n}" not in relations] == []
