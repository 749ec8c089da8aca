"""The lines of a page, and what can be seen of each without understanding it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kg.model import Span

_BREAK = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^\s{_BREAK}](?:[^{_BREAK}]*[^\s{_BREAK}])?")
_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
# A stop at the end, perhaps inside closing marks or brackets; a question mark is told apart.
_STOP = re.compile(r"(?:[.!:;,…][\"'”’»)\]]*|[?][\"”»)\]]+)$")
# Remarks about the article, and the questions of an interview.
_ASIDE = re.compile(
    r"[(\[~@•]|Q[:. ]|Q(?=[A-Z]\w*['’]?\w* )|Follow .*@|.*\bvia Getty|\w+/\w+$|.*\]$"
)
_NAME = r"[A-Z][\w.’'\-]*(?: (?:(?:al|bin|da|de|del|der|di|la|van|von) )?[A-Z][\w.’'\-]*){0,2}"
_NAMES = re.compile(rf"{_NAME}(?:, {_NAME})*,? and (?:the |The )?{_NAME}")
_QUOTED = re.compile(r"[\"“„«‘'](?P<inner>[^\"“”„«»]*)[\"”»’'][?!.]?$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_DATE = re.compile(
    r"(?:(?:last )?(?:published|posted|updated|publication date|date)(?: on)?:? +)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +)?"
    rf"(?:{_MONTH} +(?P<day>\d\d?)(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)? +{_MONTH.replace('month', 'month2')},? +(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d))"
    r"(?:(?:,| at| [-–|])? *\d\d?[:.]\d\d(?: *[ap]\.?m\.?)?(?: *[A-Z]{2,5})?)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"home(?: ?[»>/|]? ?\w+){0,3}(?: ?[»>/|]? ?page \d+)", re.IGNORECASE)
_FURNITURE = re.compile(
    r"page \d+(?: (?:of|/) \d+)?|\d+ comments?|(?:previous|next)(?: (?:page|post|article))?"
    r"|(?:load|read|show|see) more(?: \W+)?|advertise?ments?|sponsored(?: content)?|share(?: this)?"
    r"|(?:share|tweet|print|email)(?: \W? ?(?:share|tweet|print|email))+|subscribe|sign (?:in|up)"
    r"|log in|leave a (?:comment|reply)|related (?:articles?|stories|posts)|back to top|©.*"
    r"|[-–—_*=•·#~. ]{2,}",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:[Bb][Yy]|[Ww]ritten by|[Rr]eport(?:ing|ed) by):? (?:[A-Z][\w.’'\-]*|and|with|of|[|,/&])"
    r"(?: ?(?:[A-Z][\w.’'\-]*|and|with|of|in|for|the|[|,/&–—-]))*"
)
_SMALL = re.compile(
    r"(?:an?|and|as|at|but|by|for|from|in|into|is|nor|of|off|on|or|over|per|so|than|that|the|to|up"
    r"|via|vs|with)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A paragraph of the page: one line, or several where the text is wrapped at a width.

    ``alone`` says that blank lines (or the page's ends) stand on both sides.
    """

    span: Span
    text: str
    alone: bool = True

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, without punctuation."""
        return tuple(_WORD.findall(self.text))

    @cached_property
    def content(self) -> frozenset[str]:
        """Its words that carry meaning, lower case, without a possessive or plural s."""
        parts = [part for word in self.words for part in word.lower().split("-")]
        return frozenset(re.sub(r"['’]?s?['’]?$", "", part) for part in parts if len(part) > 3)

    @cached_property
    def title_case(self) -> bool:
        """Whether nearly all its words but the small ones are capitalised, not in capitals."""
        if self.text.isupper():
            return False
        counted = [w for w in self.words if not _SMALL.fullmatch(w) and not w[0].isdigit()]
        high = sum(word[0].isupper() for word in counted)
        return len(counted) >= 4 and high >= 0.9 * len(counted)

    @cached_property
    def quoted(self) -> bool:
        """Whether it is nothing but one quotation."""
        return bool(_QUOTED.match(self.text))

    @cached_property
    def names(self) -> bool:
        """Whether it is two or more names and nothing else."""
        return bool(_NAMES.fullmatch(self.text))

    @property
    def question(self) -> bool:
        """Whether it ends by asking."""
        return "?" in self.text[-2:]

    @cached_property
    def titlelike(self) -> bool:
        """Whether it could be a headline, subhead or caption: short, and not a sentence."""
        if len(self.text) > 150 or not 1 <= len(self.words) <= 24 or _ASIDE.match(self.text):
            return False
        if not _STOP.search(self.text):
            return True
        # Some papers close headlines like sentences; their capitals tell them apart.
        return self.title_case and len(self.words) >= 7


def lines(text: str) -> tuple[Line, ...]:
    """The non-empty lines of a text; those of a paragraph wrapped at a width are one."""
    found = [Span(*match.span()) for match in _LINE.finditer(text)]
    gaps = [_breaks(text[a.end : b.start]) for a, b in pairwise(found)]
    if _wrapped(text, found, gaps):
        found = list(_joined(found, gaps))
        gaps = [2] * (len(found) - 1)
    spaced = 2 in gaps
    return tuple(
        Line(span, text[span.start : span.end], not spaced or (above > 1 and below > 1))
        for span, above, below in zip(found, [2, *gaps], [*gaps, 2], strict=False)
    )


def _breaks(gap: str) -> int:
    """1 for a line break alone, 2 for a blank line."""
    return min(2, len(re.findall(rf"\r\n|[{_BREAK}]", gap)))


def _wrapped(text: str, found: list[Span], gaps: list[int]) -> bool:
    """Whether line breaks inside paragraphs come from a line width, not from the writer."""
    inner = [
        text[span.start : span.end] for span, gap in zip(found, gaps, strict=False) if gap == 1
    ]
    if len(inner) < 3 or 2 not in gaps:
        return False
    cut = sum(40 <= len(line) <= 120 and not _STOP.search(line) for line in inner)
    return cut >= 0.7 * len(inner)


def _joined(found: list[Span], gaps: list[int]) -> Iterator[Span]:
    """The paragraphs of wrapped lines."""
    start = found[0].start
    for span, following, gap in zip(found, [*found[1:], found[-1]], [*gaps, 2], strict=True):
        if gap > 1:
            yield Span(start, span.end)
            start = following.start


def furniture(text: str) -> bool:
    """Whether a line belongs to the site, not to an article: page numbers, buttons, rules."""
    return len(text) < 100 and bool(_FURNITURE.fullmatch(text))


def masthead(found: Sequence[Line], index: int) -> bool:
    """Whether a line heads a page: where one is in the site, or the date of the visit beside it."""
    line = found[index]
    if _PLACE.fullmatch(line.text):
        return True
    if not date_of(line.text):
        return False
    below = found[index + 1 : index + 3]
    return index == 0 or any(_PLACE.fullmatch(other.text) for other in below)


def date_of(text: str) -> str | None:
    """The ISO date of a line that is nothing but a date (and a time)."""
    match = _DATE.fullmatch(text) if len(text) < 80 else None
    if not match:
        return None
    if match["iso"]:
        return match["iso"]
    month = _MONTHS[(match["month"] or match["month2"]).lower()]
    day, year = int(match["day"] or match["day2"]), match["year"] or match["year2"]
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else None


def byline(text: str) -> bool:
    """Whether a line says who wrote the article."""
    return len(text) < 100 and bool(_BYLINE.fullmatch(text))
