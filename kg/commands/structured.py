"""What the commands print, as JSON for programs."""

import json
import sys
from dataclasses import fields, is_dataclass
from typing import Any

from kg.graph.answers import FactView
from kg.graph.articles import ArticleView
from kg.knowledge.catalogue import Catalogue
from kg.report.content import Report


def write(value: Any) -> None:
    """A value on standard output; dataclasses as their fields, paths as texts."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def line(value: Any) -> None:
    """A value as one line, where more may follow."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain) + "\n")
    sys.stdout.flush()


def fact(view: FactView) -> dict[str, Any]:
    """A fact with its sentence, its source and how it stands; what there is none of is null."""
    told = view.fact
    return {
        "id": told.id,
        "iri": view.iri,
        "relation": told.relation,
        "text": view.text,
        "roles": {role: list(names) for role, names in view.roles.items()},
        "status": view.status,
        "negated": view.negated,
        "claimed_by": view.claimed_by,
        "when": view.when,
        "date": view.date,
        "confidence": told.confidence,
        "rule": told.rule,
        "sentence": " ".join(view.evidence.text.split()),
        "document": told.document,
        "start": told.evidence.start,
        "end": told.evidence.end,
        "article": told.article,
        "headline": view.headline or None,
        "published": view.published,
        "publisher": view.publisher,
    }


def article(view: ArticleView) -> dict[str, Any]:
    """What was read from one article."""
    return {
        "id": view.id,
        "document": view.document,
        "title": view.title,
        "published": view.published,
        "publisher": view.publisher,
        "facts": [fact(one) for _, found in view.sentences() for one in found],
    }


def report(made: Report) -> dict[str, Any]:
    """A report: its lines as they are shown, each with the facts that say so."""
    return {
        "title": made.title,
        "notes": made.notes,
        "sections": [
            {
                "title": section.title,
                "parts": [
                    {
                        "heading": part.heading,
                        "more": part.more,
                        "lines": [
                            {
                                "text": one.text,
                                "standing": one.standing or "asserted",
                                "day": one.day,
                                "told": one.told,
                                "facts": [fact(view) for view in one.facts],
                            }
                            for one in part.lines
                        ],
                    }
                    for part in section.parts
                ],
            }
            for section in made.sections
        ],
    }


def known(catalogue: Catalogue, name: str | None, text: str) -> Any:
    """The relations; or the one of that name; or, of what else is called so, what is said of it."""
    if name is None:
        return list(catalogue.relations.values())
    if relation := catalogue.relations.get(name):
        return relation
    return catalogue.frame(name) or {"name": name, "text": text.strip()}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)
