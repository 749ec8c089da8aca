"""Words per second of kg beside those of the bare spaCy pipeline on the same texts, in one run.

    python tools/speed.py INPUT...

The bare figure is ``nlp.pipe`` of the model as it is, over the articles as one text each; kg's is
everything from documents to typed facts, without linking, by one worker and by two. Timings are
noisy: read the ratios, and the load that is said with them.
"""

import os
import sys
import time
import warnings
from collections.abc import Callable, Iterable

import spacy

from kg.knowledge.knowledge import load_knowledge
from kg.model import Problem
from kg.pages.read import read
from kg.reading.article import Pipeline
from kg.reading.batch import arrange
from kg.reading.run import run
from kg.syntax import DEFAULT_MODEL
from kg.syntax.annotate import load_pipeline

ROUNDS = 3


def main(inputs: list[str]) -> None:
    """Time all over the inputs, alternating, and print the best of some rounds."""
    warnings.filterwarnings("ignore", message=".*W095")
    bare = spacy.load(DEFAULT_MODEL)
    pipeline = Pipeline(load_pipeline(), load_knowledge())
    batch = arrange(read(inputs), pipeline.knowledge)
    texts = [
        document.text[article.span.start : article.span.end]
        for document, articles in batch.pages
        for article in articles
    ]
    words = sum(len(text.split()) for text in texts)
    ways: dict[str, Callable[[], Iterable[object]]] = {
        "bare nlp.pipe": lambda: bare.pipe(texts),
        "kg, 1 worker": lambda: run(batch, pipeline),
        "kg, 2 workers": lambda: run(batch, pipeline, workers=2),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = time.perf_counter()
            failed = sum(isinstance(result, Problem) and result.skipped for result in way())
            best[name] = min(best[name], time.perf_counter() - started)
            if failed:
                print(f"{name}: {failed} articles were not read", file=sys.stderr)
    for name, seconds in best.items():
        ratio = seconds / best["bare nlp.pipe"]
        print(f"{name:<14} {words / seconds:8,.0f} words a second, {ratio:.2f} of the bare time")
    print(f"{len(texts)} articles, {words:,} words; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
