"""A report as Markdown and as a page of HTML; whatever comes from pages is escaped."""

import re
from collections.abc import Iterator
from html import escape

from kg.graph.answers import FactView
from kg.graph.notebook import COLOURS, marked
from kg.neighbours.addresses import web_address
from kg.report.content import Line, Part, Report

# Sentences of a line that are shown; the others are counted.
_SENTENCES = 3
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&]")
_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
h1{margin-bottom:.2rem}h2{margin-top:2rem}h3{margin-bottom:.2rem}
ul{padding-left:1.2rem}li{margin:.5rem 0}
blockquote{margin:.1rem 0 .1rem .2rem;padding-left:.6rem;border-left:3px solid #8886}
.day,cite,.more{opacity:.75}cite{font-style:normal;font-size:.9em}.standing{font-weight:600}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def markdown(report: Report) -> str:
    """The report in CommonMark."""
    made = [f"# {_plain(report.title)}", *map(_plain, report.notes)]
    for section in report.sections:
        if section.parts:
            made.append(f"## {section.title}")
        for part in section.parts:
            if part.heading:
                made.append(f"### {_plain(part.heading)}")
            items = ("\n".join(_item(line, report)) for line in part.lines)
            made.append("\n\n".join(items))
            if part.more:
                made.append(f"and {part.more:,} more")
    return "\n\n".join(made) + "\n"


def html(report: Report) -> str:
    """The report as a page that loads nothing and runs nothing."""
    title = escape(report.title)
    made = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style></head><body><main>",
        f"<h1>{title}</h1>",
        *(f"<p>{escape(note)}</p>" for note in report.notes),
    ]
    for section in report.sections:
        if section.parts:
            made.append(f"<h2>{escape(section.title)}</h2>")
        made += [text for part in section.parts for text in _part(part, report)]
    return "\n".join((*made, "</main></body></html>")) + "\n"


def _item(line: Line, report: Report) -> Iterator[str]:
    standing = f"**{_plain(line.standing)}** · " if line.standing else ""
    yield f"- {_day(line)}{standing}{_plain(line.text)}"
    for view in _shown(line):
        yield f"  > {_plain(view.evidence.text)}"
        yield "  >"
        source = _plain(_source(view))
        address = web_address(report.addresses.get(view.fact.article))
        yield f"  > — [{source}](<{address}>)" if address else f"  > — {source}"
        if view is not _shown(line)[-1]:
            yield ""
    if more := _more(line):
        yield f"\n  {more}"


def _part(part: Part, report: Report) -> Iterator[str]:
    if part.heading:
        yield f"<h3>{escape(part.heading)}</h3>"
    yield "<ul>"
    for line in part.lines:
        day = f'<span class="day">{escape(_day(line))}</span>' if _day(line) else ""
        colour = COLOURS[line.facts[0].status]
        standing = (
            f'<span class="standing" style="color:{colour}">{escape(line.standing)}</span> · '
            if line.standing
            else ""
        )
        yield f"<li>{day}{standing}{escape(line.text)}"
        for view in _shown(line):
            source = escape(_source(view))
            address = web_address(report.addresses.get(view.fact.article))
            if address:
                source = f'<a href="{escape(address)}" rel="noreferrer">{source}</a>'
            yield f"<blockquote>{marked(view)} <cite>{source}</cite></blockquote>"
        if more := _more(line):
            yield f'<span class="more">{more}</span>'
        yield "</li>"
    yield "</ul>"
    if part.more:
        yield f'<p class="more">and {part.more:,} more</p>'


def _day(line: Line) -> str:
    """The day of a line, and that it is only the day on which it is told, where it is that."""
    if line.day:
        return f"{line.day} · "
    return f"told {' to '.join(line.told)} · " if line.told else ""


def _shown(line: Line) -> list[FactView]:
    """A fact of each sentence and article, some of them."""
    alike = {(view.fact.article, view.evidence): view for view in line.facts}
    return list(alike.values())[:_SENTENCES]


def _more(line: Line) -> str:
    alike = {(view.fact.article, view.evidence) for view in line.facts}
    left = len(alike) - _SENTENCES
    return f"and {left} more {'sentence' if left == 1 else 'sentences'}" if left > 0 else ""


def _source(view: FactView) -> str:
    """Where a sentence stands: headline, publisher, day."""
    parts = (view.headline or view.fact.document, view.publisher, view.published)
    return " · ".join(part for part in parts if part)


def _plain(words: str) -> str:
    """Words as Markdown that means nothing but them, in a line."""
    joined = " ".join(words.split())
    kept = _SPECIAL.sub(lambda m: f"\\{m[0]}", joined)
    # A number, a dash or a plus that begins a line would be a list, and several dashes a rule.
    return re.sub(r"^(\d+(?=[.)])|(?=[-+=]))(.)", lambda m: f"{m[1]}\\{m[2]}", kept)
