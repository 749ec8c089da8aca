"""The whole way from pages to a graph, its work done by an engine's tasks on many machines.

Parts of the articles are read by tasks, each of which writes a shard; one more task links and
merges all shards. The graph is the one that `kg build` makes, byte for byte.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.building.build import Progress, check_kept
from kg.building.files import Report
from kg.building.options import NOWHERE, PARSES, Options, checked, with_own
from kg.cluster import shards
from kg.cluster.assembling import Assembly, Made, assemble
from kg.cluster.engine import Engine
from kg.cluster.inputs import find
from kg.cluster.places import Place, is_uri, place_of
from kg.cluster.shards import Part, Reading, Told, alone, mark, parts, read_part
from kg.errors import ArticleError, InputError, KgError, NothingReadError
from kg.graph.directory import replacing_all, writing
from kg.inputs.problems import Found
from kg.model import Problem
from kg.processes import Lost
from kg.reading.batch import arrange

GRAPH, SHARDS = "graph", "shards"


def build_on(
    engine: Engine,
    inputs: Iterable[str | Found],
    output: str,
    options: Options | None = None,
    progress: Progress | None = None,
    replacing: bool = False,
    shards: str | None = None,
) -> Report:
    """Build a graph as `building.build.build` does, by the tasks of an engine.

    ``inputs`` may be URIs, too, and ``output`` one, below which ``graph`` and ``shards`` are then
    written. ``shards`` is where the shards are, if not there; all machines must see that place.

    Raises:
        KgError: As `building.build.build`; or the task that links and merges kept dying.
    """
    far = Place(f"{output.rstrip('/')}/{GRAPH}") if is_uri(output) else None
    directory = Path(output)
    options = options or Options()
    options = options if far else with_own(options, directory)
    knowledge = checked(options)
    found = list(find(inputs, engine, options))
    _check_kept(far, directory, found, replacing)
    batch = arrange(found, knowledge, options.limits)
    del found
    for problem in batch.problems:
        _check(problem, options)
    home = place_of(shards or f"{output.rstrip('/')}/{SHARDS}")
    if home.complete or options.strict:
        home.clear()
    own = None if far or options.parses == NOWHERE else directory
    reading = Reading(options, home, own)
    work = parts(batch, engine.slots(), mark(options))
    names = read_parts(engine, work, reading, progress)
    given = Assembly(tuple(names), home, options, directory, batch.problems, far)
    with _staged(far, directory) as staged:
        made: Made | Lost = engine.once(
            assemble, replace(given, directory=staged), batch.documents, here=far is None
        )
        if isinstance(made, Lost):
            raise KgError(
                "the task that links and merges died, perhaps for want of memory; the shards "
                f"in {home} are whole, and the same command goes on from them"
            )
        if not made.articles:
            raise NothingReadError(
                f"none of the inputs has an article that could be read; {far or directory} is left "
                "as it was",
                made.report.problems,
            )
    home.end()
    _forget_parses(own, options, made)
    return replace(made.report, directory=Path(str(far)) if far else directory)


def read_parts(
    engine: Engine, work: Sequence[Part], reading: Reading, progress: Progress | None
) -> list[str]:
    """Have parts read that have no shard yet; the names of the shards that there are then.

    Of a part whose task keeps dying each article is read by itself, so that the one at fault costs
    no other.
    """
    there = reading.home.names()
    written = {part.name for part in work if f"{shards.RECORDS}/{part.name}.jsonl" in there}
    left = [part for part in work if part.name not in written]
    words = progress and sum(part.words for part in left)
    while left:
        again = list[Part]()
        for part, told in engine.each(partial(read_part, reading), left):
            if isinstance(told, Lost) and len(part.articles) > 1:
                again += alone(part)
                continue
            if isinstance(told, Lost):
                told = _lost(part, reading)
            written.add(part.name)
            for problem in told.problems:
                _check(problem, reading.options)
            if progress:
                for article, read in told.words:
                    progress(article, read, words or 0)
        left = again
    return sorted(written)


def _lost(part: Part, reading: Reading) -> Told:
    """That a task which read an article alone kept dying; its shard says so."""
    ((document, articles),) = part.pages
    told = "the process that read it died each time, perhaps for want of memory or of time"
    problem = Problem(f"{document.id}#{articles[0].id}", "extract", told)
    shards.write(reading.home, part.name, (), {}, (problem,))
    return Told((), (problem,))


def _check(problem: Problem, options: Options) -> None:
    if options.strict and problem.skipped:
        raise ArticleError(f"{problem.document}: {problem.stage}: {problem.message}")


def _check_kept(far: Place | None, directory: Path, found: list[Found], replacing: bool) -> None:
    """Raise `InputError` where a build would lose a graph, or pages of it, that is there."""
    if replacing:
        return
    if far is None:
        check_kept(directory, found)
    elif far.complete:
        raise InputError(f"{far} holds a graph; give it up with --replace")


@contextmanager
def _staged(far: Place | None, directory: Path) -> Iterator[Path]:
    """Where the graph is written; in a directory all of it takes the place of what was there."""
    if far:
        yield directory
        return
    with replacing_all(directory) as staged, writing(directory):
        yield staged


def _forget_parses(own: Path | None, options: Options, made: Made) -> None:
    """Drop the parses of articles that the graph does not have any more."""
    from kg.syntax.parses import Parses

    if own and options.parses is None:
        Parses(own / PARSES).forget(made.articles)
