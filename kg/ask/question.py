"""A ready question: a SPARQL query with places for what is asked about.

A file of `questions` begins with what it answers and a line for each place::

    # Who met whom.
    # ?name   entity           only meetings with this one
    # ?since  day              not before this day
    SELECT ... {
      #?name { SELECT DISTINCT ?f { VALUES ?name { UNDEF } ?f kg:participant ?name } }
      ?f a kg:Contact ...
    }

``UNDEF`` is replaced by what was asked for, and a line that begins with ``#?name`` counts only
where that is asked for: a store begins with what is named, instead of looking at everything and
leaving out most. So a question is SPARQL before and after: it runs as it stands in any store that
holds the graph.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Literal, get_args

import pyoxigraph as ox

from kg.errors import QueryError

Kind = Literal["entity", "class", "day"]
# The IRIs of the entities that go by a name, or of the class; none where nothing does.
Find = Callable[[str], list[str]]

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_ONLY = re.compile(r"( *)#\?(\w+) (.*)")
_PLACE = re.compile(r"#\s+\?(\w+)\s+(\w+)( required)?\s+(.+)")


@dataclass(frozen=True)
class Place:
    """A place of a question: its variable, what may stand there, what it means."""

    name: str
    kind: Kind
    required: bool
    meaning: str


@dataclass(frozen=True)
class Question:
    """A question by its name; ``text`` is its SPARQL, with ``UNDEF`` in its places."""

    name: str
    meaning: str
    places: tuple[Place, ...]
    text: str

    def filled(self, given: Mapping[str, str], find: Mapping[Kind, Find]) -> str:
        """The query for what is asked.

        Args:
            given: What stands in the places, by name; the others stay open.
            find: What a name of an entity or a class stands for.

        Raises:
            QueryError: A name is not in the graph, a day is none, or a place is not the
                question's or must not be open.
        """
        known = {place.name: place for place in self.places}
        for name in given:
            if name not in known:
                raise QueryError(f"{self.name}: it has no place {name}; it has {', '.join(known)}")
        query = self._lines(given)
        for place in self.places:
            if place.name in given:
                terms = _terms(given[place.name], place, find)
                query = query.replace(
                    f"VALUES ?{place.name} {{ UNDEF }}", f"VALUES ?{place.name} {{ {terms} }}"
                )
            elif place.required:
                raise QueryError(f"{self.name}: say {place.meaning} ({place.name})")
        return query

    def _lines(self, given: Mapping[str, str]) -> str:
        """The text without the lines for places that stay open."""
        kept = []
        for line in self.text.splitlines():
            only = _ONLY.fullmatch(line)
            if not only:
                kept.append(line)
            elif only[2] in given:
                kept.append(only[1] + only[3])
        return "\n".join((*kept, ""))


def _terms(asked: str, place: Place, find: Mapping[Kind, Find]) -> str:
    if place.kind == "day":
        try:
            day = datetime.date.fromisoformat(asked)
        except ValueError:
            raise QueryError(f"{asked}: not a day; write it as 2025-03-31") from None
        return f'"{day.isoformat()}"^^xsd:date'
    found = find[place.kind](asked)
    if not found:
        what = "nobody and nothing goes by that name" if place.kind == "entity" else "no such kind"
        raise QueryError(f"{asked}: {what} in this graph")
    return " ".join(str(ox.NamedNode(iri)) for iri in found)


def question(name: str) -> Question:
    """The question of that name; raises `QueryError` where there is none."""
    try:
        return questions()[name]
    except KeyError:
        raise QueryError(f"{name}: no such question; there are {', '.join(questions())}") from None


@cache
def questions() -> Mapping[str, Question]:
    """The ready questions by name, in the order of the alphabet."""
    found = {}
    for file in sorted((files("kg.ask") / "questions").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            name = file.name.removesuffix(".rq")
            found[name] = parse(name, file.read_text(encoding="utf-8"))
    return found


def parse(name: str, text: str) -> Question:
    """A question from the text of its file; raises `ValueError` where its head is malformed."""
    head = list(takewhile(lambda line: line.startswith("#"), text.splitlines()))
    places = []
    for line in head[1:]:
        match = _PLACE.fullmatch(line)
        kind = _KINDS.get(match[2]) if match else None
        if match is None or kind is None:
            raise ValueError(f"{name}: not a place: {line}")
        if f"VALUES ?{match[1]} {{ UNDEF }}" not in text:
            raise ValueError(f"{name}: ?{match[1]} stands nowhere in the query")
        places.append(Place(match[1], kind, bool(match[3]), match[4]))
    return Question(name, head[0].removeprefix("#").strip(), tuple(places), text)
