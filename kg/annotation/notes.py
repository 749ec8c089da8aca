"""What was judged right, as annotation: a file of notes for each article, and lines of JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.annotation.desk import Desk, Sheet, Shown
from kg.annotation.saving import write
from kg.errors import InputError
from kg.knowledge.folding import slug
from kg.linking.fact_decisions import in_a_line
from kg.model import WORD_ROLES, Argument, Entity, Extraction, Span
from kg.scoring import gold, notation

# A fact of no relation of the catalogue's own is told by its verb.
_ACTION, _OTHER = "Action", "other"

Record = dict[str, Any]


def save(folder: Path, desk: Desk, sheet: Sheet, passed: Iterable[Span]) -> None:
    """Write the notes of an article, and its lines in the files of all articles.

    ``passed`` are the passages that were gone through.
    """
    first = sheet.extraction.article.span.start
    judged = sorted((span.start - first, span.end - first) for span in passed)
    lines = [*_head(judged), *_lines(sheet, desk)]
    text = sheet.text[slice(first, sheet.extraction.article.span.end)]
    found = notation.parse(f"{sheet.id}.txt", text, lines)
    article = sheet.extraction.article
    row: Record = {"id": sheet.id, "text": text, "title": desk.headline(sheet.id)}
    row |= {"published": article.published, "publisher": article.publisher}
    row = {name: value for name, value in row.items() if value}
    notes = folder / gold.NOTES
    notes.mkdir(exist_ok=True)
    write(notes / f"{sheet.id}.txt", "".join(f"{line}\n" for line in lines))
    _replace(folder / gold.ARTICLES, row)
    _replace(folder / gold.GOLD, {**row, "judged": judged, "gold": found})


def _head(judged: Iterable[tuple[int, int]]) -> Iterator[str]:
    yield "# Made by kg annotate of your decisions, and made anew with each."
    yield " ".join((gold.JUDGED, *(f"{start}-{end}" for start, end in judged)))


def _replace(path: Path, row: Record) -> None:
    """Put the line of an article into a file, in place of the one that is there."""
    before = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    others = [json.loads(line) for line in before if line.strip()]
    rows = [*(other for other in others if other["id"] != row["id"]), row]
    write(path, "".join(map(gold.line, sorted(rows, key=lambda one: str(one["id"])))))


def _lines(sheet: Sheet, desk: Desk) -> Iterator[str]:
    """The lines of those who take part, then of the facts."""
    article = Article(sheet, desk.one)
    facts = [article.fact(shown) for shown in sheet.facts if _is_told(shown)]
    entities = sorted(filter(None, article.entities.values()))
    yield from entities
    for line in filter(None, facts):
        try:
            notation.parse(sheet.id, article.text, [*entities, line])
        except InputError:
            # Words of a text can be such that the notation means something else by them.
            line = f"# cannot be told: {line}"
        yield line


def _is_told(shown: Shown) -> bool:
    """Whether a fact is right and of a kind that is annotated: thoughts and plans are no speech."""
    spoken = shown.fact.details.get("act", "speech") == "speech"
    return shown.state == "accepted" and spoken


class Article:
    """The text of an article as the notation sees it, and the lines of its entities."""

    def __init__(self, sheet: Sheet, one: Callable[[str], str] = str) -> None:
        """``one`` gives the same id for entities that are one."""
        article = sheet.now.article
        self.text = sheet.text[article.span.start : article.span.end]
        self._first = article.span.start
        self._one = one
        self._names = _named(sheet.now, one)
        self._by_id = _fullest(sheet.now, one)
        self._ids: dict[str, str] = {}
        self.entities: dict[str, str] = {}

    def fact(self, shown: Shown) -> str:
        """The line of a fact; none where the notation cannot tell it."""
        fact, minor = shown.fact, bool(shown.decision and shown.decision.minor)
        args = [arg for arg in fact.args if arg.role != "content"]
        roles = [(arg.role, value) for arg in args if (value := self._value(arg))]
        if fact.relation == notation.STATEMENT:
            evidence = self._words(fact.cue[0] if fact.cue else fact.evidence)
            said = [in_a_line(self._slice(span)) for span in _content(fact.args)]
            told = (notation.STATEMENT, shown.line.standing, roles, minor or not said)
            return notation.fact_line(*told, evidence, said) if evidence else ""
        relation = fact.relation
        if relation == _ACTION:
            relation = _OTHER
            roles.append(("title", notation.literal(fact.details.get("verb") or self._cue(shown))))
        title = fact.details.get("title")
        if title and all(role != "title" for role, _ in roles):
            roles.append(("title", notation.literal(title)))
        evidence = self._words(fact.evidence)
        if not evidence:
            return ""
        return notation.fact_line(relation, shown.line.standing, roles, minor, evidence)

    def _cue(self, shown: Shown) -> str:
        return " ".join(in_a_line(self._slice(span)) for span in shown.fact.cue)

    def _slice(self, span: Span) -> str:
        return self.text[span.start - self._first : span.end - self._first]

    def _words(self, span: Span) -> str:
        place = notation.trimmed(self.text, (span.start - self._first, span.end - self._first))
        found = notation.words_at(self.text, place)
        return found if notation.places(self.text, found.rpartition(" #")[0] or found) else ""

    def _value(self, arg: Argument) -> str:
        """What fills a role, as the notation says it."""
        if arg.entity and arg.role not in WORD_ROLES and (id := self._entity(arg.entity)):
            return id
        literal = notation.literal(arg.text)
        bare = literal.strip('"')
        free = arg.role in WORD_ROLES
        return literal if bare and (free or notation.places(self.text, bare)) else ""

    def _entity(self, id: str) -> str:
        """The short id of an entity, whose line is made when it is first asked for."""
        id = self._one(id)
        if id not in self._ids:
            entity = self._by_id[id]
            short = slug(entity.name, 30)
            taken = set(self._ids.values())
            number = next(n for n in range(1, len(taken) + 2) if _nth(short, n) not in taken)
            short = _nth(short, number)
            line = notation.entity_line(short, entity.type, self.text, *self._told(entity))
            self._ids[id], self.entities[id] = short if line else "", line
        return self._ids[id]

    def _told(self, entity: Entity) -> tuple[list[str], list[tuple[int, int]]]:
        """The names and descriptions of an entity, the fullest first, and where it is meant."""
        spans = self._names.get(self._one(entity.id), [])
        names = dict.fromkeys(in_a_line(self._slice(span)) for span in spans)
        return (
            sorted(names, key=lambda name: (name != entity.name, -len(name), name)),
            [(span.start - self._first, span.end - self._first) for span in spans],
        )


def _nth(short: str, number: int) -> str:
    return short if number == 1 else f"{short}-{number}"


def _fullest(extraction: Extraction, one: Callable[[str], str]) -> Mapping[str, Entity]:
    """The entities, of those that are one the one of the longest name."""
    found: dict[str, Entity] = {}
    named = {m.entity for m in extraction.mentions if m.form == "name"}
    for entity in extraction.entities:
        best = found.setdefault(one(entity.id), entity)
        if (entity.id in named, len(entity.name)) > (best.id in named, len(best.name)):
            found[one(entity.id)] = entity
    return found


def _named(extraction: Extraction, one: Callable[[str], str]) -> Mapping[str, list[Span]]:
    """Where each entity is named or described: pronouns say nothing by themselves."""
    found: dict[str, list[Span]] = {}
    for mention in extraction.mentions:
        if mention.entity and mention.form != "pronoun":
            found.setdefault(one(mention.entity), []).append(mention.span)
    return found


def _content(args: Iterable[Argument]) -> list[Span]:
    return [span for arg in args if arg.role == "content" for span in arg.spans]
