"""Fit the weights of the pronoun ranking on GAP (Apache-2.0), GUM (CC BY 4.0) and our own texts.

    python tools/fit_pronouns.py gap.jsonl gum.jsonl tools/pronouns/*.txt > ontology/pronouns.txt

Each line of a ``.jsonl`` file is a document: ``text`` and ``gold``, with ``pronoun`` and two
``names`` (``span``, ``referent``) or with ``chains`` of mentions (``span``). A ``.txt`` file holds
documents parted by lines of ``====``, their mentions marked: ``[Ann Lee]1 said [she]1 ...``; 0
marks a pronoun that means nothing named.

A log-linear model per kind of pronoun: the probability of all right candidates together is
maximised, with an L2 penalty. Accuracy in five-fold cross-validation, split by document, goes to
stderr.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from spacy.language import Language

from kg.attributions.quotations import find_attributions
from kg.coref.antecedents import candidates, kind_of
from kg.coref.discourse import Chain, Discourse
from kg.coref.expletives import absence
from kg.coref.pronouns import resolve_pronoun
from kg.coref.resolve import run
from kg.knowledge.knowledge import Knowledge, load_knowledge
from kg.mentions.mentions import find_mentions
from kg.model import Document
from kg.pages.segment import segment
from kg.syntax.annotate import annotate, load_pipeline

KINDS_OF_PRONOUN = ("he", "it", "they")
FOLDS, STEPS, RATE = 5, 200, 0.1
# GUM and our texts are news and talk, what kg reads; GAP is ten times larger.
WEIGHT = {"gap": 1.0, "gum": 2.0, "own": 1.5}
# L2 penalties of the weights common to all kinds ("") and of those of one kind.
PENALTY = {"": 8.0, "he": 8.0, "it": 12.0, "they": 12.0}
RARE = 5


@dataclass
class Instance:
    """A pronoun: the features of its candidates, and which of them are right."""

    document: str
    kind: str
    source: str
    rows: list[tuple[str, ...]]
    right: list[bool]


def records(path: Path) -> Iterable[dict]:
    """The documents of a file, each with its ``id``, ``source``, ``text`` and ``gold``."""
    if path.suffix == ".txt":
        for number, marked in enumerate(path.read_text(encoding="utf-8").split("\n====\n")):
            text, chains = read_marked(marked)
            id = f"{path.stem}-{number}"
            yield {"id": id, "source": "own", "text": text, "gold": {"chains": chains}}
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield {**record, "source": "gap" if "pronoun" in record["gold"] else "gum"}


def read_marked(marked: str) -> tuple[str, list[list[dict]]]:
    """The plain text of a marked one, and its chains of mentions; those numbered 0 are left out.

    Raises:
        ValueError: a bracket is not closed or has no number.
    """
    text, open_at = "", list[int]()
    chains: dict[str, list[dict]] = defaultdict(list)
    for part in re.split(r"(\[|\]\d*)", marked):
        if part == "[":
            open_at.append(len(text))
        elif part.startswith("]"):
            if part == "]" or not open_at:
                raise ValueError(f"bracket without number or beginning after {text[-40:]!r}")
            chains[part[1:]].append({"span": [open_at.pop(), len(text)]})
        else:
            text += part
    if open_at:
        raise ValueError(f"bracket not closed: {text[open_at[-1] :][:40]!r}")
    return text, [chain for number, chain in chains.items() if number != "0"]


def instances(found: Iterable[dict], nlp: Language, knowledge: Knowledge) -> Iterable[Instance]:
    """The pronouns of documents with their candidates, resolved in textual order."""
    for record in found:
        document = Document(record["id"], record["text"], single=True)
        for article in segment(document, knowledge):
            ann = annotate(document, article, nlp, knowledge)
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
        kind = kind_of(ann.doc[mention.head].lower_, ann.knowledge)[0]
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
                    found.append(Instance(record["id"], kind, record["source"], rows, right))
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
                found.append(Instance(record["id"], kind, record["source"], rows, right))
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


def fit(data: list[Instance]) -> dict[str, dict[str, float]]:
    """The weights, by kind of pronoun, that make the right candidates likeliest.

    A weight is the sum of one for all kinds and one for the kind, so that the kinds with few
    examples learn from the others what is common to all pronouns (Daumé 2007, "Frustratingly easy
    domain adaptation"). By Adam on the whole batch.
    """
    counts = Counter(
        (kind, feature)
        for instance in data
        for row in instance.rows
        for feature in row
        for kind in ("", instance.kind)
    )
    names = sorted(key for key, n in counts.items() if n >= RARE)
    index = {name: i for i, name in enumerate(names)}
    cells = [
        (number, index[key])
        for number, (kind, row) in enumerate((i.kind, row) for i in data for row in i.rows)
        for feature in row
        for key in (("", feature), (kind, feature))
        if key in index
    ]
    row, column = np.array(cells, dtype=np.int64).T
    right = np.array([r for i in data for r in i.right], dtype=np.float64)
    sizes = [len(i.rows) for i in data]
    starts, owner = np.cumsum([0, *sizes])[:-1], np.repeat(np.arange(len(data)), sizes)
    share = np.array([WEIGHT[i.source] for i in data])[owner]
    penalty = np.array([PENALTY[kind] for kind, _ in names])
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        score = np.bincount(row, w[column], len(right))
        exp = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        p = exp / np.add.reduceat(exp, starts)[owner]
        q = exp * right + 1e-12 * right
        q /= np.add.reduceat(q, starts)[owner]
        gradient = np.bincount(column, ((p - q) * share)[row], len(names)) + penalty * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    found: dict[str, dict[str, float]] = {kind: {} for kind in KINDS_OF_PRONOUN}
    for kind, table in found.items():
        for feature in sorted({feature for _, feature in names}):
            weight = sum(w[index[key]] for key in (("", feature), (kind, feature)) if key in index)
            if (kind, feature) in counts and abs(weight) >= 0.02:
                table[feature] = round(float(weight), 2)
    return found


def accuracy(data: list[Instance], table: dict[str, float]) -> list[bool]:
    """Whether the likeliest candidate is right, for each pronoun."""
    hits = []
    for instance in data:
        scores = [sum(table.get(f, 0.0) for f in row) for row in instance.rows]
        hits.append(instance.right[scores.index(max(scores))])
    return hits


def main(paths: list[str]) -> None:
    """Read the files, report the cross-validated accuracy, print the weights of all data."""
    nlp, knowledge = load_pipeline(), load_knowledge()
    data = []
    for path in paths:
        data += list(instances(records(Path(path)), nlp, knowledge))
    print(
        "# Weights of the pronoun ranking, fitted by tools/fit_pronouns.py on GAP and GUM (dev).\n"
        "# kind\tfeature\tweight"
    )
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        held = [i for i in data if crc32(i.document.encode()) % FOLDS == fold]
        tables = fit([i for i in data if crc32(i.document.encode()) % FOLDS != fold])
        for instance in held:
            hits[instance.kind, instance.source] += accuracy([instance], tables[instance.kind])
    for (kind, source), found in sorted(hits.items()):
        print(f"{kind} {source}: {sum(found) / len(found):.3f} of {len(found)}", file=sys.stderr)
    for kind, table in fit(data).items():
        for feature, weight in table.items():
            print(f"{kind}\t{feature}\t{weight}")


if __name__ == "__main__":
    main(sys.argv[1:])
