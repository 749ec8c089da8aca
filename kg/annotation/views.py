"""What the page is told, as values of JSON."""

from typing import Any

from kg.annotation.actions import Work
from kg.annotation.desk import Desk, Sheet, Shown
from kg.annotation.passages import Passage, words
from kg.annotation.saving import progress
from kg.knowledge.catalogue import Catalogue
from kg.linking.decisions import TYPES
from kg.linking.fact_decisions import STANDINGS, in_a_line
from kg.model import UNSURE, Argument, Span

Value = dict[str, Any]


def catalogue(found: Catalogue) -> Value:
    """The relations with their roles, the standings and the types that one can choose from."""
    return {
        "relations": [
            {
                "name": relation.name,
                "comment": relation.comment,
                "kind": relation.kind,
                "roles": [role.name for role in relation.roles],
            }
            for relation in sorted(found.relations.values(), key=lambda r: r.name)
        ],
        "standings": STANDINGS,
        "types": TYPES,
    }


def articles(work: Work) -> list[Value]:
    """All articles, with how much of each was gone through."""
    passed = progress(work.directory)
    found = []
    for id, extraction in work.desk.articles.items():
        article = extraction.article
        found.append(
            {
                "id": id,
                "headline": work.desk.headline(id),
                "publisher": article.publisher,
                "published": article.published,
                "facts": len(extraction.facts),
                "begun": bool(passed.get(id)),
            }
        )
    return found


def article(work: Work, sheet: Sheet) -> Value:
    """An article: its passages with their words and facts, those who are named in it."""
    passed = set(work.passed(sheet))
    found = sheet.extraction.article
    facts: dict[int, list[Value]] = {}
    for shown in sheet.facts:
        number = sheet.number(shown.fact.evidence)
        facts.setdefault(number, []).append(_fact(sheet, shown, sheet.passage(number)))
    return {
        "id": sheet.id,
        "headline": work.desk.headline(sheet.id),
        "publisher": found.publisher,
        "published": found.published,
        "waiting": work.waiting,
        "passages": [
            {
                "kind": passage.kind,
                "block": passage.block,
                "words": _words(sheet, passage),
                "done": number in passed,
                "facts": facts.get(number, []),
            }
            for number, passage in enumerate(sheet.passages)
        ],
        "entities": _entities(work.desk, sheet),
    }


def _words(sheet: Sheet, passage: Passage) -> list[tuple[str, str]]:
    """The words of a passage, each with what stands before the next."""
    places = words(sheet.text, passage.span)
    ends = [place.start for place in places[1:]] + [passage.span.end]
    return [
        (sheet.text[place.start : place.end], " " if end > place.end else "")
        for place, end in zip(places, ends, strict=True)
    ]


def _entities(desk: Desk, sheet: Sheet) -> list[Value]:
    """The entities of an article that have a name or a role, as they were decided to be."""
    named = {m.entity for m in sheet.now.mentions if m.form == "name"}
    known = named | {arg.entity for fact in sheet.now.facts for arg in fact.args}
    found, decisions = [], desk.decisions()
    for entity in sheet.now.entities:
        if entity.id not in known:
            continue
        decided = {line.verb: line.things[1] for line in desk.decided(entity, decisions)}
        found.append(
            {
                "id": entity.id,
                "read": entity.name,
                "name": decided.get("rename", entity.name),
                "type": decided.get("type", entity.type),
                "named": entity.id in named,
            }
        )
    return sorted(found, key=lambda one: (one["name"].casefold(), one["id"]))


def _fact(sheet: Sheet, shown: Shown, passage: Passage) -> Value:
    fact = shown.fact
    places = words(sheet.text, passage.span)
    names = {entity.id: entity.name for entity in sheet.now.entities}
    fillers = [{**_place(places, arg.spans[:1]), **_filler(sheet, arg, names)} for arg in fact.args]
    for span in fact.cue:
        cue = in_a_line(sheet.text[span.start : span.end])
        fillers.append({"role": "cue", "words": cue, **_place(places, (span,))})
    return {
        "id": fact.id,
        "relation": fact.relation,
        "called": fact.details.get("verb") or "",
        "standing": shown.line.standing,
        "unsure": UNSURE in fact.details,
        "minor": shown.line.minor,
        "state": shown.state,
        "own": shown.own,
        "rule": fact.rule,
        "confidence": fact.confidence,
        "when": fact.when.text if fact.when else None,
        "fillers": fillers,
    }


def _filler(sheet: Sheet, arg: Argument, names: dict[str, str]) -> Value:
    span = arg.spans[0] if arg.spans else None
    told = in_a_line(sheet.text[span.start : span.end]) if span else in_a_line(arg.text)
    found: Value = {"role": arg.role, "words": told}
    if arg.entity:
        found |= {"entity": arg.entity, "name": names.get(arg.entity, told)}
    return found


def _place(places: list[Span], spans: tuple[Span, ...]) -> Value:
    """Which words of the passage a filler is, if it stands there."""
    inside = [n for n, place in enumerate(places) for span in spans if place.overlaps(span)]
    return {"from": inside[0], "to": inside[-1] + 1} if inside else {}
