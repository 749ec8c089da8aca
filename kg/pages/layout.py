"""The lines of a page, and what can be seen of each without understanding it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from kg.knowledge.months import MONTHS
from kg.model import Span

_BREAK = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^\s{_BREAK}](?:[^{_BREAK}]*[^\s{_BREAK}])?")
_NEWLINE = re.compile(rf"\r\n|[{_BREAK}]")
_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
# A stop at the end, perhaps inside closing marks or brackets; a question mark is told apart.
_STOP = re.compile(r"(?:[.!:;,…][\"'”’»)\]]*|[?][\"”»)\]]+|[-–—])$")
_ENDED = re.compile(r"[.!?:;…\"'”’»)\]]$")
# Words that bind what follows them: no line ends with one unless it is cut.
_BINDING = re.compile(r"\s(?:an?|and|as|at|between|by|from|into|nor|of|or|than|the|with)$")
# How the rest of a sentence begins that a line break cut off.
_REST = re.compile(r"[a-z]{2,}\W|[,;.)](?:\s|$)")
# Lists, remarks in brackets and the questions of an interview.
_ASIDE = re.compile(r"[(\[~@•*].*|Q[:. ].*|Q[A-Z]\w*(?:['’]\w+)? .*\?|.*\]", re.DOTALL)
_CREDIT = re.compile(
    r"\(?(?:(?:Additional )?[Rr]eporting|Writing|Editing|Edited|Compiled|Contribut(?:ing|ed))"
    r"(?: by\b|:).*|Follow \w+ [^.]*@\w+.*",
    re.DOTALL,
)
_PICTURE = re.compile(
    r"\(?(?:(?:File )?[Pp]hoto(?:graph)?|Image|Picture|FILE PHOTO)(?: by\b|:).*"
    r"|.*(?:/| [-–—|] ?|\()(?:AP|AFP|Reuters|EPA|Getty|Xinhua)(?: (?:Photo|Images))?\W*"
    r"|.*\bGetty Images\W*",
    re.DOTALL,
)
_NAME = r"[A-Z][\w.’'\-]*(?: (?:(?:al|bin|da|de|del|der|di|la|van|von) )?[A-Z][\w.’'\-]*){0,2}"
_NAMES = re.compile(rf"{_NAME}(?:, {_NAME})*,? and (?:the |The )?{_NAME}")
_QUOTED = re.compile(r"[\"“„«‘'](?P<inner>[^\"“”„«»]*)[\"”»’'][?!.]?$")
_PLACE_LINE = re.compile(r"[A-Z][A-Z .,'’\-]+(?:,? [A-Z][a-z.]+)*(?: ?\([A-Za-z ]+\))? ?[-–—]+")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"
_DATE = re.compile(
    r"(?:(?:last )?(?:published|posted|updated|publication date|date)(?: on)?:? +)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +)?"
    rf"(?:{_MONTH} +(?P<day>\d\d?)(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)? +{_MONTH.replace('month', 'month2')},? +(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d))"
    r"(?:(?:,| at| [-–|])? *\d\d?[:.]\d\d(?: *[ap]\.?m\.?)?(?: *[A-Z]{2,5})?)?"
    r"(?:(?:[.;,]| [-–|])? *\(?(?:last )?(?:updated|modified)\b.*)?",
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
    r"(?:[Bb][Yy]|[Ww]ritten by|[Rr]eport(?:ing|ed) by):? (?:[A-Z][\w.’'\-]*+|and|with|of|[|,/&])"
    r"(?: ?(?:[A-Z][\w.’'\-]*+|and|with|of|in|for|the|[|,/&–—-]))*"
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
    def quotes(self) -> bool:
        """Whether it ends with what somebody says, as "Mayor: ‘Who pays?’" does."""
        return bool(re.search(r":\s*[\"'‘“].*[\"'’”]$", self.text))

    @property
    def dated(self) -> bool:
        """Whether it ends with a year after a month's day."""
        return bool(re.search(r"\b\d\d?,? (?:19|20)\d\d\W?$", self.text))

    @property
    def question(self) -> bool:
        """Whether it ends by asking."""
        return "?" in self.text[-2:]

    @cached_property
    def titlelike(self) -> bool:
        """Whether it could be a headline, subhead or caption: short, and not a sentence."""
        if len(self.text) > 150 or not 1 <= len(self.words) <= 24:
            return False
        if _ASIDE.fullmatch(self.text) or credit(self.text) or picture(self.text):
            return False
        if not _STOP.search(self.text):
            return True
        # Some papers close headlines like sentences; their capitals tell them apart.
        return self.title_case and len(self.words) >= 7


def lines(text: str) -> tuple[Line, ...]:
    """The non-empty lines of a text; paragraphs that line breaks cut are put together again."""
    found = [Span(*match.span()) for match in _LINE.finditer(text)]
    said = [text[span.start : span.end] for span in found]
    gaps = [2, *(_breaks(text[a.end : b.start]) for a, b in pairwise(found)), 2]
    spaced = 2 in gaps[1:-1]
    width = _width(said, gaps)
    kept: list[Line] = []
    first = 0
    for last, span in enumerate(found):
        below = gaps[last + 1]
        if last + 1 < len(found) and (
            _goes_on(said[last], said[last + 1])
            or (below == 1 and _filled(said[last], said[last + 1], width))
        ):
            continue
        alone = not spaced or (gaps[first] > 1 and below > 1)
        span = Span(found[first].start, span.end)
        kept.append(Line(span, text[span.start : span.end], alone))
        first = last + 1
    return tuple(kept)


def _breaks(gap: str) -> int:
    """1 for a line break alone, 2 for a blank line."""
    return min(2, len(_NEWLINE.findall(gap)))


def _goes_on(line: str, following: str) -> bool:
    """Whether a line break cut a sentence: a small letter after it, or a small word before it."""
    if _ENDED.search(line) or date_of(line):
        return False
    return bool(_REST.match(following)) or bool(_BINDING.search(line[-9:]))


def _width(said: list[str], gaps: list[int]) -> int:
    """The width that paragraphs are wrapped at, 0 where line breaks are the writer's own."""
    width = max(map(len, said), default=0)
    inner = [line for line, gap in zip(said, gaps[1:], strict=False) if gap == 1]
    cut = sum(len(line) >= 40 and not _STOP.search(line) for line in inner)
    # Without blank lines the ends of paragraphs are counted too.
    least = 0.6 if 2 in gaps[1:-1] else 0.3
    return width if width <= 120 and len(inner) >= 3 and cut >= least * len(inner) else 0


def _filled(line: str, following: str, width: int) -> bool:
    """Whether a line is as full as wrapping makes it: the next word would not have fitted."""
    full = len(line) + len(following.split(maxsplit=1)[0]) + 1
    # Letters are not equally wide on paper; at the end of a sentence that is no excuse.
    return full > (width if _STOP.search(line) else 0.85 * width) > 0


def furniture(text: str) -> bool:
    """Whether a line belongs to the site, not to an article: page numbers, buttons, rules."""
    return len(text) < 100 and bool(_FURNITURE.fullmatch(text))


def dateline(text: str) -> bool:
    """Whether a line is only the place (and day) that news is reported from, and a dash."""
    return len(text) < 60 and bool(_PLACE_LINE.fullmatch(text))


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
        return iso_day(match["iso"])
    month = MONTHS[(match["month"] or match["month2"]).lower()]
    day, year = int(match["day"] or match["day2"]), match["year"] or match["year2"]
    return iso_day(f"{year}-{month:02}-{day:02}")


def iso_day(text: str | None) -> str | None:
    """The day of an ISO date or time, if it is one."""
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None


def credit(text: str) -> bool:
    """Whether a line says who contributed to the article or edited it."""
    return len(text) < 300 and bool(_CREDIT.fullmatch(text))


def picture(text: str) -> bool:
    """Whether a line describes a picture and says whose it is."""
    return len(text) < 300 and bool(_PICTURE.fullmatch(text))


def byline(text: str) -> bool:
    """Whether a line says who wrote the article."""
    return len(text) < 100 and bool(_BYLINE.fullmatch(text))
