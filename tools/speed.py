"""Words per second of kg beside those of the bare spaCy pipeline on the same text, in one run.

    python tools/speed.py PAGE...

The bare figure is the parser over the articles' paragraphs as one text each; kg's is everything
from reading to typed facts, without linking. Timings are noisy: read the ratio.
"""

import sys
import time
import warnings

from kg.knowledge.knowledge import load_knowledge
from kg.model import Problem
from kg.pages.read import read
from kg.pages.segment import segment
from kg.reading.article import Pipeline, extract
from kg.syntax.annotate import load_pipeline


def main(inputs: list[str]) -> None:
    """Time both over the inputs, alternating, and print the best of three."""
    warnings.filterwarnings("ignore", message=".*W095")
    nlp, knowledge = load_pipeline(), load_knowledge()
    pipeline = Pipeline(nlp, knowledge)
    documents = [found for found in read(inputs) if not isinstance(found, Problem)]
    pairs = [(d, article) for d in documents for article in segment(d, knowledge)]
    texts = [document.text[a.span.start : a.span.end] for document, a in pairs]
    words = sum(len(text.split()) for text in texts)
    best = {"bare": float("inf"), "kg": float("inf")}
    for _ in range(3):
        started = time.perf_counter()
        for text in texts:
            nlp(text)
        best["bare"] = min(best["bare"], time.perf_counter() - started)
        started = time.perf_counter()
        for document, article in pairs:
            extract(document, article, pipeline)
        best["kg"] = min(best["kg"], time.perf_counter() - started)
    for name, seconds in best.items():
        print(f"{name}\t{words / seconds:.0f} words/s\t{seconds:.2f} s\t{words} words")
    print(f"ratio\t{best['kg'] / best['bare']:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
