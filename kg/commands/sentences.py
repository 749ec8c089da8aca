"""What one text says, for people at a terminal: its sentences, each with what it says."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from kg.commands.console import STYLES
from kg.graph.answers import FactView, StatementView
from kg.graph.articles import ArticleView
from kg.model import Span

_INDENT = "  "


def show(article: ArticleView, console: Console, first: bool = True) -> None:
    """Print an article: what says something as it stands, with its facts below, the rest dim."""
    if not first:
        console.print(Text("\n* * *\n", style="dim"))
    about = ", ".join(filter(None, (article.publisher, article.published)))
    if about:
        console.print(Text(about, style="dim"))
    for block in article.extraction.article.blocks:
        title = block.span == article.extraction.article.title
        for span, facts in passages(article, block.span):
            words = _words(article, span)
            words.stylize("bold" if title else "" if facts else "dim")
            console.print(words)
            # What several words of a sentence say alike is one line.
            for line in {line.plain: line for line in map(_fact, facts)}.values():
                console.print(line)
        console.print()


def passages(article: ArticleView, block: Span) -> Iterator[tuple[Span, list[FactView]]]:
    """The parts of a block in order, each with the facts whose evidence begins in it.

    Evidence that overlaps is one part; so is what lies between, which says nothing.
    """
    position = block.start
    part: tuple[Span, list[FactView]] | None = None
    for evidence, facts in article.sentences():
        if not block.start <= evidence.start < block.end:
            continue
        if part and evidence.start < part[0].end:
            end = max(part[0].end, evidence.end)
            part = (Span(part[0].start, end), [*part[1], *facts])
            continue
        if part:
            yield part
            position = part[0].end
        yield from _between(article.source, position, evidence.start)
        part = (Span(evidence.start, evidence.end), list(facts))
    if part:
        yield part
        position = part[0].end
    yield from _between(article.source, position, block.end)


def _between(source: str, start: int, end: int) -> Iterator[tuple[Span, list[FactView]]]:
    """The words between two parts, without the space around them."""
    words = source[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        yield Span(start, start + len(words.strip())), []


def _words(article: ArticleView, span: Span) -> Text:
    """The words of a part in one line, names and what stands for them in colour."""
    text = Text(article.source[span.start : span.end])
    for entity in article.entities:
        for mention in entity.mentions:
            if span.start <= mention.start and mention.end <= span.end:
                text.stylize("cyan", mention.start - span.start, mention.end - span.start)
    lines = [line for line in text.split() if line.plain.strip()]
    return Text(" ").join(lines) if len(lines) > 1 else text


def _fact(fact: FactView) -> Text:
    """A fact in one line: how it stands, what it is, who has which role."""
    line = Text(_INDENT)
    line.append(f"{fact.status:<9}", style=STYLES[fact.status])
    line.append(f" {fact.called}", style="bold")
    if isinstance(fact, StatementView) and fact.speech_act not in ("", "asserted"):
        line.append(f" ({fact.speech_act})")
    parts = [(role, ", ".join(names)) for role, names in fact.roles.items() if role != "content"]
    if fact.when:
        parts.append(("when", f"{fact.when} = {fact.date}" if fact.date else fact.when))
    if fact.claimed_by:
        parts.append(("according to", fact.claimed_by))
    if isinstance(fact, StatementView) and fact.text:
        parts.append(("content", " ".join(fact.text.split())))
    for number, (role, names) in enumerate(parts):
        line.append("; " if number else ": ")
        line.append(f"{role} ", style="dim")
        line.append(names)
    return line
