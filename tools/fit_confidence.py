"""Fit the weights of `confidence` on CaRB and print the table and its calibration.

    python tools/fit_confidence.py carb-dev.jsonl > ontology/lexicon/confidence.txt

Lines of the input are ``{"text": ..., "gold": {"tuples": [[predicate, subject, argument...]]}}``
with space-separated tokens. The target of a proposition is its agreement with an annotator's, one
to one within a sentence, nothing if it is left over. The held-out calibration (five folds by
sentence) goes to stderr.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from kg.knowledge.knowledge import load_knowledge
from kg.model import Document
from kg.pages.segment import segment
from kg.propositions.confidence import Draft, features
from kg.propositions.propositions import drafts
from kg.syntax.annotate import annotate, load_pipeline
from kg.syntax.clauses import find_clauses

RIDGE = 3.0
FOLDS = 5
RARE = 8


def agreement(gold: list[str], slots: list[list[str]]) -> float:
    """F1 of the words of a proposition and a gold one, slot by slot."""
    wanted = [part.split() for part in gold[:2]] + [" ".join(gold[2:]).split()]
    shared = [sum((Counter(w) & Counter(s)).values()) for w, s in zip(wanted, slots, strict=True)]
    missing = bool(gold[2:]) and not slots[2]
    if missing or not shared[0]:
        return 0.0
    return 2 * sum(shared) / (sum(map(len, slots)) + sum(map(len, wanted)))


def targets(gold: list[list[str]], found: list[list[list[str]]]) -> list[float]:
    """What each proposition earns, matched greedily."""
    scored = ((agreement(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(found))
    rows, earned = set[int](), dict[int, float]()
    for score, i, j in sorted(scored, reverse=True):
        if i not in rows and j not in earned:
            rows.add(i)
            earned[j] = score
    return [earned.get(j, 0.0) for j in range(len(found))]


def slots_of(words: list[str], draft: Draft) -> list[list[str]]:
    """The words of predicate, subject and all objects together."""
    parts = [draft.predicate, draft.subject, [i for part in draft.objects for i in part]]
    slots = [[words[i] for i in part] for part in parts]
    slots[0][:0] = draft.inserted.split()
    return slots


def read(path: str) -> list[tuple[int, list[str], float]]:
    """Sentence number, features and target of every proposition."""
    nlp, knowledge, rows = load_pipeline(), load_knowledge(), []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        document = Document(str(number), item["text"], single=True)
        for article in segment(document, knowledge):
            ann = annotate(document, article, nlp, knowledge)
            words = [token.text for token in ann.doc]
            found = list(dict.fromkeys(drafts(ann.tree, find_clauses(ann), {})))
            earned = targets(item["gold"]["tuples"], [slots_of(words, d) for d in found])
            for draft, value in zip(found, earned, strict=True):
                rows.append((number, list(features(ann.tree, draft)), value))
    return rows


def fit(matrix: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the target may be a fraction."""
    weights = np.zeros(matrix.shape[1])
    penalty = np.full(matrix.shape[1], RIDGE)
    for _ in range(25):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (target - chance) - penalty * weights
        curvature = matrix.T @ (matrix * (chance * (1 - chance))[:, None]) + np.diag(penalty)
        weights += np.linalg.solve(curvature, gradient)
    return weights


def main() -> None:
    """Read, cross-validate, fit and print."""
    rows = read(sys.argv[1])
    count = Counter(name for _, names, _ in rows for name in names)
    names = sorted(name for name, n in count.items() if n >= RARE)
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, (_, present, _) in enumerate(rows):
        for name in present:
            if name in column:
                matrix[i, column[name]] = 1
    target = np.array([value for _, _, value in rows])
    fold = np.array([number % FOLDS for number, _, _ in rows])
    held = np.zeros(len(rows))
    for k in range(FOLDS):
        weights = fit(matrix[fold != k], target[fold != k])
        held[fold == k] = 1 / (1 + np.exp(-matrix[fold == k] @ weights))
    for low in np.arange(0, 1, 0.1):
        inside = (held >= low) & (held < low + 0.1)
        if inside.any():
            mean, truth = held[inside].mean(), target[inside].mean()
            print(
                f"{low:.1f}  n={inside.sum():5d}  said {mean:.3f}  is {truth:.3f}", file=sys.stderr
            )
    print(
        "# Weights of the features of an open proposition; tools/fit_confidence.py, on CaRB (MIT)."
    )
    for name, weight in zip(names, fit(matrix, target), strict=True):
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
