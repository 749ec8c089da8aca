"""Fit the weights of `told` on articles with all statements marked and print the table.

    python tools/fit_told.py news-train.jsonl > ontology/lexicon/reporting-told.txt

Lines of the input are ``{"text": ..., "gold": {"facts": [...]}}``; a gold fact of relation
"Statement" has ``content``, its spans, and ``optional``. A candidate is right when its content is
that of a statement: half of their words together are shared. Those of optional statements count
half. The held-out figures (five folds by article) go to stderr.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from kg.attributions.quotations import proposals
from kg.attributions.spans import to_spans
from kg.attributions.told import features, is_judged
from kg.knowledge.knowledge import load_knowledge
from kg.model import Document
from kg.pages.segment import segment
from kg.syntax.annotate import annotate, load_pipeline

RIDGE = 2.0
FOLDS = 5
RARE = 4


def words_in(starts: list[int], spans: list[tuple[int, int]]) -> frozenset[int]:
    """The starts of the words within spans."""
    return frozenset(s for s in starts if any(a <= s < b for a, b in spans))


def read(path: str) -> list[tuple[int, list[str], float, float]]:
    """Article number, features, target and weight of every candidate in question."""
    nlp, knowledge, rows = load_pipeline(), load_knowledge(), []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        starts = [m.start() for m in re.finditer(r"\w+", item["text"])]
        facts = [f for f in item["gold"]["facts"] if f["relation"] == "Statement" and f["content"]]
        gold = [(words_in(starts, f["content"]), f["optional"]) for f in facts]
        document = Document(str(number), item["text"], single=True)
        for article in segment(document, knowledge):
            ann = annotate(document, article, nlp, knowledge)
            for found in proposals(ann).free:
                if not is_judged(found):
                    continue
                spans = [(s.start, s.end) for s in to_spans(ann, found.content)]
                mine = words_in(starts, spans)
                near = [(len(mine & g) / len(mine | g), not o) for g, o in gold if mine & g]
                share, needed = max(near, default=(0.0, True))
                right = share >= 0.5
                names = list(features(ann, found))
                rows.append((number, names, float(right), 1.0 if needed or not right else 0.5))
    return rows


def fit(matrix: np.ndarray, target: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; ``worth`` weighs the rows."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (worth * (target - chance)) - RIDGE * weights
        curvature = matrix.T @ (matrix * (worth * chance * (1 - chance))[:, None])
        weights += np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), gradient)
    return weights


def main() -> None:
    """Read, cross-validate, fit and print."""
    rows = read(sys.argv[1])
    count = Counter(name for row in rows for name in row[1])
    names = sorted(name for name, n in count.items() if n >= RARE)
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name in row[1]:
            if name in column:
                matrix[i, column[name]] = 1
    target, worth = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    fold = np.array([row[0] % FOLDS for row in rows])
    held = np.zeros(len(rows))
    for k in range(FOLDS):
        rest = fold != k
        weights = fit(matrix[rest], target[rest], worth[rest])
        held[~rest] = 1 / (1 + np.exp(-matrix[~rest] @ weights))
    whole = worth == 1
    for line in np.arange(0.2, 0.8, 0.1):
        kept = held >= line
        right = (target * whole)[kept].sum()
        print(
            f"from {line:.1f}: precision {right / (kept & whole).sum():.3f}"
            f" recall {right / (target * whole).sum():.3f}",
            file=sys.stderr,
        )
    print("# Weights of the features of `told`; tools/fit_told.py, on Wikinews (CC BY 2.5).")
    for name, weight in zip(names, fit(matrix, target, worth), strict=True):
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
