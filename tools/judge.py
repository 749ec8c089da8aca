"""Draw asserted facts at random, to be judged one by one with their sentences.

    python tools/judge.py KIT PAGES --seed 12 > sheet.tsv  # 80 of the articles, 20 of the pages
    python tools/judge.py KIT --actions 50 --seed 12 > sheet.tsv  # of the tail alone
    python tools/judge.py --count docs/judged.tsv    # the share of each verdict

KIT is the folder of the evaluation kit (its ``graph`` train split), PAGES a folder. Facts of
kinds are drawn, not statements; of the tail only with ``--actions``, with the words of the
predicate in the place of the rule. A reader puts ``right``, ``half`` or ``wrong`` and the
cause into the last two columns; what is kept in the project has no sentence of others in it.
"""

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.graph.answers import FactView
from kg.reader import Reader

OF_KIT, OF_PAGES = 80, 20
COLUMNS = ("article", "fact", "relation", "ends", "status", "sentence", "verdict", "cause")


def of_kit(reader: Reader, kit: Path) -> Iterator[FactView]:
    """The facts of the annotated articles."""
    path = kit / "data" / "graph" / "news-train.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from reader.read(row["text"], published=row.get("published")).facts


def of_pages(reader: Reader, pages: Path) -> Iterator[FactView]:
    """The facts of pages."""
    for found in reader.stream(pages):
        yield from found.facts


def counts(fact: FactView) -> bool:
    """Whether a fact is an edge of a kind: claimed by nobody but the writer, and sure."""
    return fact.fact.asserted and fact.relation not in ("Statement", "Action")


def is_action(fact: FactView) -> bool:
    """Whether a fact is an asserted one of the tail."""
    return fact.fact.asserted and fact.relation == "Action"


def row(fact: FactView) -> tuple[str, ...]:
    ends = "; ".join(f"{role}: {name}" for role, name in fact.fillers)
    sentence = " ".join(fact.evidence.text.split())
    temporal = fact.fact.details.get("temporal", "")
    told = fact.fact.details["verb"] if fact.relation == "Action" else fact.fact.rule
    return fact.article, fact.fact.id, told, ends, temporal, sentence, "", ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="KIT and PAGES, or KIT")
    parser.add_argument("--count", type=Path, help="a judged sheet")
    parser.add_argument("--seed", type=int, default=11, help="of the draw")
    parser.add_argument("--actions", type=int, default=0, help="how many of the tail, alone")
    given = parser.parse_args()
    if given.count:
        with given.count.open(encoding="utf-8", newline="") as file:
            verdicts = Counter(line["verdict"] for line in csv.DictReader(file, delimiter="\t"))
        print(", ".join(f"{name} {number}" for name, number in verdicts.most_common()))
        return
    reader, chance = Reader(), random.Random(given.seed)
    kit, *pages = given.folders
    rows = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    rows.writerow(COLUMNS)
    if given.actions:
        drawn = draw(chance, filter(is_action, of_kit(reader, kit)), given.actions)
    else:
        drawn = draw(chance, filter(counts, of_kit(reader, kit)), OF_KIT)
        drawn += draw(chance, filter(counts, of_pages(reader, *pages)), OF_PAGES)
    rows.writerows(row(fact) for fact in drawn)


def draw(chance: random.Random, facts: Iterable[FactView], size: int) -> list[FactView]:
    """So many of the facts, or all if they are fewer."""
    found = list(facts)
    return chance.sample(found, min(size, len(found)))


if __name__ == "__main__":
    main()
