"""Frozen parses: a rule's test reads a small sentence without loading a model.

``parsed("Ann met Bob.")`` gives the `Annotation` of a text, from the parse frozen in
``tests/data/parses/<test module>.json``. After adding or changing a sentence run
``pytest --freeze`` once: it parses what is missing with the real pipeline and, where the whole
module is run, drops what no test of it asked for. ``pytest --freeze-all`` parses everything anew:
so after a change of the pipeline, or of how it is called.
"""

import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

import kg.syntax.annotate
from kg.model import Article, Document
from kg.pages.segment import segment
from kg.syntax import DEFAULT_MODEL
from kg.syntax.annotate import Annotation, annotate, load_pipeline
from tests.known import KNOWLEDGE

PARSES = Path(__file__).parent / "data" / "parses"


@cache
def blank() -> Language:
    return spacy.blank("en")


@cache
def pipeline(model: str = DEFAULT_MODEL) -> Language:
    return load_pipeline(model)


@pytest.fixture(scope="session", autouse=True)
def one_pipeline():
    """Commands that are run in this process load the model once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.syntax.annotate, "load_pipeline", lambda model: pipeline(model))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--freeze", action="store_true", help="freeze the parses that are missing")
    parser.addoption("--freeze-all", action="store_true", help="parse all that is frozen anew")


def freeze(doc: Doc) -> dict[str, object]:
    return {
        "tags": " ".join(t.tag_ for t in doc),
        "pos": " ".join(t.pos_ for t in doc),
        "lemmas": [t.lemma_ for t in doc],
        "deps": " ".join(t.dep_ for t in doc),
        "heads": " ".join(str(t.head.i) for t in doc),
        "sents": " ".join(str(s.start) for s in doc.sents),
        "ents": [[e.start, e.end, e.label_] for e in doc.ents],
        "words": [t.text for t in doc],
    }


def thaw(vocab: Vocab, raw: Doc, frozen: dict) -> Doc:
    if frozen["words"] != [t.text for t in raw]:
        raise AssertionError("the frozen parse is of other tokens; run `pytest --freeze`")
    tags = ["O"] * len(raw)
    for start, end, label in frozen["ents"]:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    begins = {int(i) for i in frozen["sents"].split()}
    doc = Doc(
        vocab,
        words=frozen["words"],
        spaces=[bool(t.whitespace_) for t in raw],
        tags=frozen["tags"].split(),
        pos=frozen["pos"].split(),
        lemmas=frozen["lemmas"],
        deps=frozen["deps"].split(),
        heads=[int(i) for i in frozen["heads"].split()],
        ents=tags,
    )
    assert {s.start for s in doc.sents} == begins
    return doc


class Parses:
    """The frozen parses of one test module.

    ``freeze`` parses what is missing, ``renew`` everything, once; see `save`.
    """

    def __init__(self, path: Path, freeze: bool = False, renew: bool = False) -> None:
        self.path = path
        self.freeze = freeze or renew
        self.renew = renew
        self.known: dict[str, dict] = (
            json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        )
        self.asked: set[str] = set()

    def __call__(
        self, text: str, article: Callable[[Document], Article] | None = None
    ) -> Annotation:
        document = Document("test", text, single=True)
        found = article(document) if article else segment(document, KNOWLEDGE)[0]
        stale = self.renew and text not in self.asked
        self.asked.add(text)
        if stale or (self.freeze and text not in self.known):
            self.known[text] = self._parsed(document, found)
        if text not in self.known:
            raise AssertionError(f"no frozen parse of {text!r}; run `pytest --freeze`")

        def thawed(docs, nlp):
            return (thaw(nlp.vocab, doc, self.known[text]) for doc in docs)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kg.syntax.annotate, "parse", thawed)
            return annotate(document, found, blank(), KNOWLEDGE)

    @staticmethod
    def _parsed(document: Document, article: Article) -> dict[str, object]:
        """What the parser itself makes of a text, before any rule has touched it."""
        parse, made = kg.syntax.annotate.parse, []

        def noted(docs, nlp):
            for doc in parse(docs, nlp):
                made.append(freeze(doc))
                yield doc

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kg.syntax.annotate, "parse", noted)
            annotate(document, article, pipeline(), KNOWLEDGE)
        return made[0]

    def save(self, whole: bool) -> None:
        """Write the parses; of a module that was run as a ``whole`` only those asked for."""
        wanted = self.asked & set(self.known) if whole else set(self.known)
        kept = {text: self.known[text] for text in sorted(wanted)}
        lines = ",\n".join(
            f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(parse, ensure_ascii=False)}"
            for text, parse in kept.items()
        )
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def parsed(request: pytest.FixtureRequest):
    option = request.config.getoption
    module = request.module.__name__.rpartition(".")[2]
    parses = Parses(PARSES / f"{module}.json", option("--freeze"), option("--freeze-all"))
    yield parses
    if parses.freeze:
        chosen = option("-k") or option("-m") or any("::" in arg for arg in request.config.args)
        parses.save(whole=not chosen and not request.session.shouldstop)


# The files that take longest, the longest first. Of two processes that get a file each, neither is
# then left with a long one at the end.
LONGEST = (
    "test_docs", "test_explorer_tasks", "test_explorer_axe", "test_explorer_state", "test_stores",
    "test_changing", "test_determinism", "test_explorer_ten", "test_questions", "test_same_content",
    "test_watch", "test_cli", "test_push", "test_explorer", "test_patterns", "test_contract",
    "test_products", "test_attacks", "test_failures", "test_trying", "test_starting",
    "test_notebook", "test_catalogue_examples", "test_component", "test_servers", "test_package",
    "test_provenance", "test_sandbox", "test_formats", "test_reader", "test_house",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        rank = {name: place for place, name in enumerate(LONGEST)}
        items.sort(key=lambda item: rank.get(item.path.stem, len(LONGEST)))


def unavailable(what: str) -> None:
    """Skip a test for want of something; fail it where ``make test`` has seen to everything."""
    if os.environ.get("KG_SERVERS") == "required":
        pytest.fail(f"needs {what}, and `make test` leaves nothing out")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the demo's graph, made anew from ``exports/facts.jsonl`` without a model."""
    from kg import records
    from kg.building import build as builder
    from kg.inputs.read import read
    from kg.reading.batch import arrange

    root = Path(__file__).parent.parent
    lines = (root / "exports" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        pages = arrange(read(["tests/data/pages"]), KNOWLEDGE).documents
    read_before = records.load(records.parse_lines(lines, "facts.jsonl"))
    reading = builder.reading_of(pages, read_before)
    directory = tmp_path_factory.mktemp("demo") / "exports"
    directory.mkdir()
    builder.write(reading, directory, builder.Options(), KNOWLEDGE)
    return directory


# What the software that draws remarks on its own speed.
SLOW = "GPU stall due to ReadPixels"


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a graph of hostile names, which has facts of every standing."""
    from tests.neighbours import hostile

    return hostile.graph(tmp_path_factory.mktemp("hostile") / "graph")


@pytest.fixture(scope="session")
def browser():
    """A browser without a screen that reaches nothing but this machine."""
    try:
        from selenium import webdriver
    except ImportError:
        unavailable("the package selenium")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        unavailable("Debian's packages chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new", "--no-sandbox", "--enable-unsafe-swiftshader", "--disable-gpu",
        "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--window-size=1400,900", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # The software draws WebGL only: what it would draw of the rest takes it twice as long.
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    log = opened.get_log
    opened.get_log = lambda kind: [each for each in log(kind) if SLOW not in each["message"]]
    yield opened
    opened.quit()
