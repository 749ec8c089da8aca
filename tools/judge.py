"""Draw asserted facts at random, to be judged one by one with their sentences.

    python tools/judge.py KIT PAGES --seed 12 > sheet.tsv  # 80 of the articles, 20 of the pages
    python tools/judge.py --count docs/judged.tsv    # the share of each verdict

KIT is the folder of the evaluation kit (its ``graph`` train split), PAGES a folder. Facts of
kinds are drawn, not statements nor the tail. A reader puts ``right``, ``half`` or ``wrong`` and the
cause into the last two columns; what is kept in the project has no sentence of others in it.
"""

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.graph.answers import FactView
from kg.reader import Reader

OF_KIT, OF_PAGES = 80, 20
COLUMNS = ("article", "fact", "relation", "ends", "status", "sentence", "verdict", "cause")


def of_kit(reader: Reader, kit: Path) -> Iterator[FactView]:
    """The asserted facts of the annotated articles."""
    path = kit / "data" / "graph" / "news-train.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from asserted(reader, row["text"], row.get("published"))


def of_pages(reader: Reader, pages: Path) -> Iterator[FactView]:
    """The asserted facts of pages."""
    for found in reader.stream(pages):
        yield from (fact for fact in found.facts if counts(fact))


def asserted(reader: Reader, text: str, published: str | None) -> Iterator[FactView]:
    yield from (fact for fact in reader.read(text, published=published).facts if counts(fact))


def counts(fact: FactView) -> bool:
    """Whether a fact is an edge of a kind: claimed by nobody but the writer, and sure."""
    return fact.fact.asserted and fact.relation not in ("Statement", "Action")


def row(fact: FactView) -> tuple[str, ...]:
    ends = "; ".join(f"{role}: {name}" for role, name in fact.fillers)
    sentence = " ".join(fact.evidence.text.split())
    temporal = fact.fact.details.get("temporal", "")
    return fact.article, fact.fact.id, fact.fact.rule, ends, temporal, sentence, "", ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="KIT and PAGES")
    parser.add_argument("--count", type=Path, help="a judged sheet")
    parser.add_argument("--seed", type=int, default=11, help="of the draw")
    given = parser.parse_args()
    if given.count:
        with given.count.open(encoding="utf-8", newline="") as file:
            verdicts = Counter(line["verdict"] for line in csv.DictReader(file, delimiter="\t"))
        print(", ".join(f"{name} {number}" for name, number in verdicts.most_common()))
        return
    kit, pages = given.folders
    reader, chance = Reader(), random.Random(given.seed)
    rows = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    rows.writerow(COLUMNS)
    for found, size in ((of_kit(reader, kit), OF_KIT), (of_pages(reader, pages), OF_PAGES)):
        rows.writerows(row(fact) for fact in chance.sample(list(found), size))


if __name__ == "__main__":
    main()
