"""Parts of what there is to read, and what was read of each: shards of records.

A shard is a file of records as `kg extract` writes them, entities not yet linked, beside one of the
problems there were. Its name tells what it was read from and by what, so that a run which follows
one that was killed reads only what is not there.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kg import records
from kg.building.files import read_lines
from kg.building.options import Options, keeping_parses, pipeline_of
from kg.cluster.engine import watched
from kg.cluster.places import Place
from kg.errors import InputError
from kg.knowledge.lexicon import ontology_dir
from kg.model import Article, Document, Extraction, Problem
from kg.reading.batch import Batch

if TYPE_CHECKING:
    from kg.reading.article import Pipeline

RECORDS, PROBLEMS, QUADS = "records", "problems", "quads"
# What stops an article from within is given so much more time.
GRACE = 5.0
# So many articles take some two minutes, and cost as much when a machine is lost.
_ARTICLES = 500
# Where there are few, each process has some parts, so that none is idle for long at the end.
_PARTS = 4

_Pages = tuple[tuple[Document, tuple[Article, ...]], ...]


@dataclass(frozen=True)
class Part:
    """Articles that one task reads, and the name of the shard that they make."""

    name: str
    pages: _Pages

    @property
    def articles(self) -> list[str]:
        """The names of its articles."""
        return [article.id for _, articles in self.pages for article in articles]

    @property
    def words(self) -> int:
        """How many words they have."""
        return sum(
            len(document.text[article.span.start : article.span.end].split())
            for document, articles in self.pages
            for article in articles
        )


@dataclass(frozen=True)
class Reading:
    """How parts are read, and where their shards lie; ``directory`` is that of kept parses."""

    options: Options
    home: Place
    directory: Path | None = None


@dataclass(frozen=True)
class Told:
    """What became of a part: its articles with their words, and what is wrong with others."""

    words: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]


def parts(batch: Batch, slots: int, mark: bytes) -> list[Part]:
    """A batch in parts for so many processes; ``mark`` stands for all that articles are read by."""
    pages = [(document, article) for document, articles in batch.pages for article in articles]
    most = max(1, min(_ARTICLES, -(-len(pages) // (_PARTS * slots))))
    return [
        _part(pages[start : start + most], f"{start // most:06}", mark)
        for start in range(0, len(pages), most)
    ]


def alone(part: Part) -> list[Part]:
    """A part for each article of a part."""
    pages = [(document, article) for document, articles in part.pages for article in articles]
    return [
        Part(f"{part.name}-{number:03}", ((document, (article,)),))
        for number, (document, article) in enumerate(pages)
    ]


def _part(pages: list[tuple[Document, Article]], number: str, mark: bytes) -> Part:
    told = repr([(asdict(document), asdict(article)) for document, article in pages])
    digest = blake2b(told.encode(), digest_size=8, key=mark).hexdigest()
    same = groupby(pages, key=lambda page: page[0])
    grouped = tuple((document, tuple(a for _, a in articles)) for document, articles in same)
    return Part(f"{number}-{digest}", grouped)


def mark(options: Options) -> bytes:
    """Stands for all that an article is read by: the program, its lists, what was given to it."""
    found = blake2b(repr((options.model, options.limits)).encode(), digest_size=32)
    program = Path(__file__).parent.parent
    own = (*program.rglob("*.py"), *filter(Path.is_file, ontology_dir().rglob("*")))
    for path in (*sorted(own), *map(Path, options.ontology), *map(Path, options.gazetteer)):
        found.update(path.read_bytes())
    return found.digest()


def read_part(reading: Reading, part: Part) -> Told:
    """Read the articles of a part and write their shard: what a task does."""
    from kg.reading.run import run

    pipeline = _pipeline(reading.options, reading.directory)
    with watched(reading.options.limits.seconds + GRACE) as beat:
        results = list(run(Batch(part.pages), pipeline, beat=beat))
    extractions = [result[1] for result in results if not isinstance(result, Problem)]
    problems = tuple(result for result in results if isinstance(result, Problem))
    texts = {document.id: document.text for document, _ in part.pages}
    write(reading.home, part.name, extractions, texts, problems)
    return Told(tuple((e.article.id, _words(e.article, texts)) for e in extractions), problems)


def write(
    home: Place,
    name: str,
    extractions: Iterable[Extraction],
    texts: dict[str, str],
    problems: Iterable[Problem],
) -> None:
    """Write the shard of a part; its records come last, so what has them is whole."""
    told = "".join(records.line(asdict(problem)) + "\n" for problem in problems)
    if told:
        home.write(f"{PROBLEMS}/{name}.jsonl", told.encode())
    home.write(f"{RECORDS}/{name}.jsonl", "".join(read_lines(extractions, texts)).encode())


def read(home: Place, names: Iterable[str]) -> Iterator[tuple[str, list[Extraction | Problem]]]:
    """What is in the shards of these names, one after the other.

    Raises:
        InputError: One is not there: not all machines see the same place.
    """
    there = home.names()
    for name in names:
        file = f"{RECORDS}/{name}.jsonl"
        if file not in there:
            raise InputError(
                f"{home}/{file}: written by another machine, but not there; give --shards a "
                "place that all machines see"
            )
        lines = home.read(file).decode().split("\n")
        found: list[Extraction | Problem] = list(records.load(records.parse_lines(lines, file)))
        wrong = f"{PROBLEMS}/{name}.jsonl"
        if wrong in there:
            told = filter(None, home.read(wrong).decode().split("\n"))
            found += (Problem(**json.loads(line)) for line in told)
        yield name, found


@lru_cache(maxsize=1)
def _pipeline(options: Options, directory: Path | None) -> "Pipeline":
    """What a process reads with; loaded once for all parts that it reads."""
    pipeline = replace(pipeline_of(options), propositions=False)
    return keeping_parses(pipeline, options, directory)


def _words(article: Article, texts: dict[str, str]) -> int:
    text = texts[article.document]
    return len(text[article.span.start : article.span.end].split())
