"""Fit how sure facts are (``ontology/certainty.txt``) on annotated articles.

    python tools/fit_certainty.py KIT > ontology/certainty.txt
    python tools/fit_certainty.py KIT dev   # how sure the facts of dev are, and how often right

KIT is the folder of the evaluation kit: its annotated articles (``data/graph/news-train.jsonl``,
Wikinews, CC BY 2.5) and its scorer say which of the facts that kg finds in them are right. All that
kg finds is learned from, also what it does not assert. A logistic regression with an L2 penalty, by
Newton's method. What goes to stderr is measured in ten-fold cross-validation, split by article:
precision and recall over the line, calibration, area under the curve.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg import records
from kg.coref.resolution import Resolution
from kg.facts.certainty import UNJUDGED, features
from kg.knowledge.knowledge import load_knowledge
from kg.linking.link import link
from kg.model import Document, Fact
from kg.pages.segment import segment
from kg.reading.article import read_annotation
from kg.syntax.annotate import Annotation, annotate, load_pipeline

FOLDS, STEPS, RARE = 10, 12, 12
# So often the outcomes of as many facts are drawn, to see what chance alone makes of calibration.
DRAWS = 2000
# L2 penalties: of what is told of the reading in general, and of words, which are many.
PENALTY = {"cue=": 20.0, "rule=": 20.0, "relation=": 30.0, ":": 20.0, "": 3.0}
# Below this probability a fact is told as unsure. A higher line (.5: precision .84 for .94 of the
# right ones) would cost many an event that other kinds of news than Wikinews tell briefly.
LINE = 0.18
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Instance:
    """A fact: its article, whether it is asserted, its features, and whether it is right."""

    article: str
    asserted: bool
    features: dict[str, float]
    right: bool


def instances(kit: Path, split: str) -> Iterator[Instance]:
    """Every fact that kg finds in the annotated articles but statements."""
    sys.path.insert(0, str(kit))
    graph = import_module("kgeval.tasks.graph")
    kit_records, table = (
        import_module("kgeval.records"),
        import_module("kgeval.tables").graph_table(),
    )
    nlp, knowledge = load_pipeline(), load_knowledge()
    path = kit / "data" / "graph" / f"news-{split}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        document = Document(
            gold["id"], gold["text"], single=True, published=gold.get("published"),
            publisher=gold.get("publisher"),
        )  # fmt: skip
        (article,) = segment(document, knowledge)
        ann = annotate(document, article, nlp, knowledge)
        told: dict[str, dict[str, float]] = {}

        def unjudged(
            ann: Annotation,
            facts: Iterable[Fact],
            resolution: Resolution,
            told: dict[str, dict[str, float]] = told,
        ) -> list[Fact]:
            places = {mention.span: mention for mention in resolution.mentions}
            found = list(facts)
            told |= {
                fact.id: features(ann, fact, resolution, places)
                for fact in found
                if fact.relation not in UNJUDGED
            }
            return found

        (extraction,) = link([read_annotation(ann, unjudged)], knowledge)
        rows = list(records.dump(extraction, document.text))
        (predicted,) = kit_records.group_by_document(rows).values()
        edges = [fact for fact in graph.gold_facts(gold) if fact.relation != "Statement"]
        for row in graph.predicted_facts(predicted, graph.gold_names(gold, predicted)):
            if row.relation not in UNJUDGED:
                mark, other = graph.grade(gold, row, edges, table)
                standing = ("asserted", "former")
                asserted = row.status in standing
                right = mark == "right" and (not asserted or other.status in standing)
                yield Instance(gold["id"], asserted, told[row.record["id"]], right)


def fit(data: list[Instance]) -> dict[str, float]:
    """The weights that make what is right likeliest, by Newton's method on the whole batch."""
    articles: dict[str, set[str]] = {}
    for instance in data:
        for name in instance.features:
            articles.setdefault(name, set()).add(instance.article)
    names = sorted(name for name, found in articles.items() if len(found) >= RARE)
    index = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(data), len(names)))
    for number, instance in enumerate(data):
        for name, value in instance.features.items():
            if name in index:
                rows[number, index[name]] = value
    right = np.array([float(i.right) for i in data])
    penalty = np.array([penalty_of(name) for name in names])
    w = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-rows @ w))
        gradient = rows.T @ (p - right) + penalty * w
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(penalty)
        w -= np.linalg.solve(hessian, gradient)
    return {name: round(float(value), 2) for name, value in zip(names, w, strict=True)}


def penalty_of(name: str) -> float:
    """How much a weight costs: nothing but a little for the constant."""
    if name == "constant":
        return 0.01
    if name[:1].isupper() or name.split(":")[0][-2:] in ("Of", "In", "To", "or", "le"):
        return PENALTY[":"]
    return next(value for start, value in PENALTY.items() if name.startswith(start))


def probabilities(data: list[Instance], weights: dict[str, float]) -> Floats:
    """The probability of each fact."""
    scores = [sum(weights.get(n, 0.0) * v for n, v in i.features.items()) for i in data]
    return 1 / (1 + np.exp(-np.array(scores)))


def report(p: Floats, right: Floats) -> Iterator[str]:
    """Precision and what is kept of the right ones over the line; calibration; area."""
    for line in (0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        over = p >= line
        precision = right[over].mean() if over.any() else 0.0
        kept = right[over].sum() / right.sum()
        yield f"line {line:.2f}: {over.sum()} facts, precision {precision:.3f}, kept {kept:.3f}"
    order = p[right == 1][:, None] > p[right == 0][None, :]
    error = calibration_error(p, right)
    yield f"expected calibration error {error:.3f}, area under the curve {order.mean():.3f}"
    chance = np.random.default_rng(0)
    true = [calibration_error(p, chance.random(len(p)) < p) for _ in range(DRAWS)]
    low, high = np.percentile(true, [5, 95])
    yield f"were each as often right as it says: {np.mean(true):.3f} ({low:.3f} to {high:.3f})"


def calibration_error(p: Floats, right: Floats) -> float:
    """How far the share of right ones is from what is said: in ten bins, by their facts."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs(p[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in set(bins)
        )
    )


def measure(kit: str, split: str) -> None:
    """Report how sure the facts of another split are told to be, and how often they are right."""
    data = [one for one in instances(Path(kit), split) if one.asserted]
    weights = load_knowledge().certainty["fact"]
    right = np.array([float(one.right) for one in data])
    for text in report(probabilities(data, weights), right):
        print(text, file=sys.stderr)


def main(kit: str) -> None:
    """Read the articles, report what cross-validation tells, print the weights of all of them."""
    data = list(instances(Path(kit), "train"))
    fold = np.array([crc32(i.article.encode()) % FOLDS for i in data])
    p = np.zeros(len(data))
    for number in range(FOLDS):
        held = [i for i, f in zip(data, fold, strict=True) if f == number]
        p[fold == number] = probabilities(
            held, fit([i for i, f in zip(data, fold, strict=True) if f != number])
        )
    asserted = np.array([i.asserted for i in data])
    right = np.array([float(i.right) for i in data])
    print(f"{len(data)} facts, {asserted.sum()} of them asserted", file=sys.stderr)
    for text in report(p[asserted], right[asserted]):
        print(text, file=sys.stderr)
    print(
        "# How sure facts are, fitted by tools/fit_certainty.py on annotated Wikinews (CC BY 2.5)."
    )
    print("# kind\tfeature\tweight")
    print(f"line\tfact\t{LINE}")
    for name, weight in fit(data).items():
        if abs(weight) >= 0.03:
            print(f"fact\t{name}\t{weight}")


if __name__ == "__main__":
    measure(*sys.argv[1:]) if len(sys.argv) > 2 else main(*sys.argv[1:])
