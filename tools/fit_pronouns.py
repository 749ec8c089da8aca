"""Fit the weights of the pronoun ranking on GAP (Apache-2.0) and GUM (CC BY 4.0).

    python tools/fit_pronouns.py gap.jsonl gum.jsonl > ontology/pronouns.txt

Each line of the files is a document: ``text`` and ``gold``, with ``pronoun`` and two ``names``
(``span``, ``referent``) or with ``chains`` of mentions (``span``, ``form``). A log-linear model per
kind of pronoun: the probability of all right candidates together is maximised, with an L2 penalty.
Accuracy in five-fold cross-validation, split by document, goes to stderr.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from spacy.language import Language

from kg.attributions.quotations import find_attributions
from kg.entities.coref import run
from kg.entities.discourse import Chain, Discourse
from kg.entities.mentions import find_mentions
from kg.entities.pronouns import KINDS, absence, candidates, resolve_pronoun
from kg.model import Document
from kg.pages.segment import segment
from kg.syntax.annotate import annotate, load_pipeline

FOLDS, STEPS, RATE = 5, 400, 0.1
# GUM is news and talk, what kg reads; GAP is ten times larger.
WEIGHT = {"gap": 1.0, "gum": 2.0}
PENALTY = {"he": 2.0, "it": 2.0, "they": 2.0}


@dataclass
class Instance:
    """A pronoun: the features of its candidates, and which of them are right."""

    document: str
    kind: str
    source: str
    rows: list[tuple[str, ...]]
    right: list[bool]


def instances(lines: Iterable[str], nlp: Language) -> Iterable[Instance]:
    """The pronouns of a file with their candidates, resolved in textual order."""
    for line in lines:
        record = json.loads(line)
        document = Document(record["id"], record["text"], single=True)
        for article in segment(document):
            ann = annotate(document, article, nlp)
            yield from _read(ann, record)


def _read(ann, record) -> list[Instance]:
    gold, found = record["gold"], []
    chain_at = {
        tuple(item["span"]): number
        for number, chain in enumerate(gold.get("chains", ()))
        for item in chain
    }

    def overlaps(span, other):
        return span.start < other[1] and other[0] < span.end

    def gold_chain(mention):
        """The gold chain whose span is most like the mention's, if half is shared."""
        key = (mention.span.start, mention.span.end)
        if key in chain_at:
            return chain_at[key]
        best, share = None, 0.5
        for span, number in chain_at.items():
            common = min(span[1], key[1]) - max(span[0], key[0])
            if common > 0:
                ratio = common / (span[1] - span[0] + key[1] - key[0] - common)
                if ratio > share:
                    best, share = number, ratio
        return best

    def choose(discourse: Discourse, index: int) -> Chain | None:
        mention = discourse.mentions[index]
        kind = KINDS[ann.doc[mention.head].lower_]
        options = list(candidates(discourse, index))
        rows = [option.features for option in options]
        if "pronoun" in gold:
            if [mention.span.start, mention.span.end] == gold["pronoun"]:
                hits = [
                    _names(discourse, option.chain, gold["names"], overlaps) for option in options
                ]
                if any(name["referent"] for name in gold["names"]):
                    right = [any(n["referent"] for n in hit) for hit in hits]
                else:
                    right = [not hit for hit in hits]
                if any(right) and not all(right):
                    found.append(Instance(record["id"], kind, "gap", rows, right))
        else:
            key = (mention.span.start, mention.span.end)
            if key in chain_at:
                right = [
                    gold_chain(discourse.mentions[option.mention]) == chain_at[key]
                    for option in options
                ]
            else:
                right = [False] * len(rows)
            if kind != "he":
                rows.append(tuple(absence(discourse, index)))
                right.append(not any(right))
            if any(right) and not all(right):
                found.append(Instance(record["id"], kind, "gum", rows, right))
        return resolve_pronoun(discourse, index)

    run(ann, find_mentions(ann), find_attributions(ann), choose)
    return found


def _names(discourse, chain, names, overlaps):
    return [
        name
        for name in names
        if any(
            discourse.mentions[i].form == "name"
            and overlaps(discourse.mentions[i].span, name["span"])
            for i in chain.mentions
        )
    ]


def fit(data: list[Instance], penalty: float) -> dict[str, float]:
    """The weights that make the right candidates likeliest, by Adam on the whole batch."""
    counts = defaultdict(int)
    for instance in data:
        for row in instance.rows:
            for feature in row:
                counts[feature] += 1
    names = sorted(f for f, n in counts.items() if n >= 5)
    index = {name: i for i, name in enumerate(names)}
    rows = [row for instance in data for row in instance.rows]
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for number, row in enumerate(rows):
        for feature in row:
            if feature in index:
                x[number, index[feature]] = 1.0
    right = np.array([r for i in data for r in i.right], dtype=np.float32)
    starts = np.cumsum([0] + [len(i.rows) for i in data])[:-1]
    owner = np.repeat(np.arange(len(data)), [len(i.rows) for i in data])
    share = np.array([WEIGHT[i.source] for i in data], dtype=np.float32)
    weight = share[owner]
    w = np.zeros(len(names), dtype=np.float32)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        score = x @ w
        score -= np.maximum.reduceat(score, starts)[owner]
        exp = np.exp(score)
        p = exp / np.add.reduceat(exp, starts)[owner]
        e = exp * right + 1e-12 * right
        q = e / np.add.reduceat(e, starts)[owner]
        gradient = x.T @ ((p - q) * weight) + penalty * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w[i]), 2) for name, i in index.items() if abs(w[i]) >= 0.02}


def accuracy(data: list[Instance], table: dict[str, float]) -> list[bool]:
    """Whether the likeliest candidate is right, for each pronoun."""
    hits = []
    for instance in data:
        scores = [sum(table.get(f, 0.0) for f in row) for row in instance.rows]
        hits.append(instance.right[scores.index(max(scores))])
    return hits


def main(paths: list[str]) -> None:
    """Read the files, report the cross-validated accuracy, print the weights of all data."""
    nlp = load_pipeline()
    data = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            data += list(instances(lines, nlp))
    print(
        "# Weights of the pronoun ranking, fitted by tools/fit_pronouns.py on GAP and GUM (dev).\n"
        "# kind\tfeature\tweight"
    )
    for kind in ("he", "it", "they"):
        mine = [i for i in data if i.kind == kind]
        hits: dict[str, list[bool]] = defaultdict(list)
        for fold in range(FOLDS):

            def held(instance, fold=fold):
                return crc32(instance.document.encode()) % FOLDS == fold

            table = fit([i for i in mine if not held(i)], PENALTY[kind])
            for source in ("gap", "gum"):
                test = [i for i in mine if held(i) and i.source == source]
                hits[source] += accuracy(test, table)
        for source, found in hits.items():
            if found:
                share = sum(found) / len(found)
                print(f"{kind} {source}: {share:.3f} of {len(found)}", file=sys.stderr)
        for feature, weight in sorted(fit(mine, PENALTY[kind]).items()):
            print(f"{kind}\t{feature}\t{weight}")


if __name__ == "__main__":
    main(sys.argv[1:])
