"""The lines of a page, and what can be seen of each without understanding it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.knowledge.knowledge import Knowledge
from kg.model import Span
from kg.pages.linekinds import credit, date_of, furniture, patterns, picture

_BREAK = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^\s{_BREAK}](?:[^{_BREAK}]*[^\s{_BREAK}])?")
_NEWLINE = re.compile(rf"\r\n|[{_BREAK}]")
_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
# A stop at the end, perhaps inside closing marks or brackets; a question mark is told apart.
_STOP = re.compile(r"(?:[.!:;,…][\"'”’»)\]]*|[?][\"”»)\]]+|[-–—])$")
_ENDED = re.compile(r"[.!?:;…\"'”’»)\]]$")
# How the rest of a sentence begins that a line break cut off.
_REST = re.compile(r"[a-z]{2,}\W|[,;.)](?:\s|$)")
# Lists, remarks in brackets and the questions of an interview.
_ASIDE = re.compile(r"[(\[~@•*].*|Q[:. ].*|Q[A-Z]\w*(?:['’]\w+)? .*\?|.*\]", re.DOTALL)
_ITEM = re.compile(r"(?:\(?\d{1,2}[.)]|[-*•·▪●–—])\s+\S")
_QUOTED = re.compile(r"[\"“„«‘'](?P<inner>[^\"“”„«»]*)[\"”»’'][?!.]?$")
_CUT = re.compile(r"[^\W\d_]-$")
# A sentence in brackets, or the last of a paragraph, which may belong to the site.
_BRACKETED = re.compile(r"(?:(?<=[.!?\"”’])\s+|^)[(\[]([^()\[\]]+)[)\]](?=\s+[^a-z]|$)")
_SENTENCE = re.compile(r"(?<=[.!?\"”’])\s+(?=[A-Z])")


@dataclass(frozen=True)
class Line:
    """A paragraph of the page: one line, or several where the text is wrapped at a width.

    ``alone`` says that blank lines (or the page's ends) stand on both sides.
    """

    span: Span
    text: str
    knowledge: Knowledge = field(repr=False)
    alone: bool = True

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, without punctuation."""
        return tuple(_WORD.findall(self.text))

    @cached_property
    def content(self) -> frozenset[str]:
        """Its words that carry meaning, lower case, without a possessive or plural s."""
        parts = [part for word in self.words for part in word.lower().split("-")]
        least = self.knowledge.whole("pages.letters_that_mean")
        return frozenset(re.sub(r"['’]?s?['’]?$", "", part) for part in parts if len(part) >= least)

    @cached_property
    def title_case(self) -> bool:
        """Whether nearly all its words but the small ones are capitalised, not in capitals."""
        if self.text.isupper():
            return False
        small = self.knowledge.words("small_title_words")
        counted = [w for w in self.words if w.lower() not in small and not w[0].isdigit()]
        high = sum(word[0].isupper() for word in counted)
        least = self.knowledge.number("pages.capitals_of_a_title") * len(counted)
        return len(counted) >= self.knowledge.whole("pages.words_of_a_title") and high >= least

    @cached_property
    def quoted(self) -> bool:
        """Whether it is nothing but one quotation."""
        return bool(_QUOTED.match(self.text))

    @cached_property
    def names(self) -> bool:
        """Whether it is two or more names and nothing else."""
        return bool(patterns(self.knowledge).names.fullmatch(self.text))

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
        whole, text = self.knowledge.whole, self.text
        if len(text) > whole("pages.longest_title"):
            return False
        if not 1 <= len(self.words) <= whole("pages.most_words_of_a_title"):
            return False
        if _ASIDE.fullmatch(text) or credit(text, self.knowledge) or picture(text, self.knowledge):
            return False
        if not _STOP.search(self.text):
            return True
        # Some papers close headlines like sentences; their capitals tell them apart.
        return self.title_case and len(self.words) >= whole("pages.words_of_a_closed_title")


def lines(text: str, knowledge: Knowledge) -> tuple[Line, ...]:
    """The non-empty lines of a text; paragraphs that line breaks cut are put together again."""
    found = [Span(*match.span()) for match in _LINE.finditer(text)]
    said = [text[span.start : span.end] for span in found]
    gaps = [2, *(_breaks(text[a.end : b.start]) for a, b in pairwise(found)), 2]
    spaced = 2 in gaps[1:-1]
    width = _width(said, gaps, knowledge)
    cut = _hyphens(said, gaps) >= knowledge.whole("pages.words_cut_at_line_ends")
    # A narrow column leaves more room at the ends of its lines.
    share = knowledge.number("pages.filled_line_of_a_column" if cut else "pages.filled_line")
    kept: list[Line] = []
    first = 0
    for last, span in enumerate(found):
        below = gaps[last + 1]
        if last + 1 < len(found) and (
            _goes_on(said[last], said[last + 1], knowledge)
            or (below == 1 and _filled(said[last], said[last + 1], width, share))
        ):
            continue
        alone = not spaced or (gaps[first] > 1 and below > 1)
        span = Span(found[first].start, span.end)
        for part in _own_words(text, span, knowledge):
            kept.append(Line(part, text[part.start : part.end], knowledge, alone))
        first = last + 1
    return tuple(kept)


def _own_words(text: str, span: Span, knowledge: Knowledge) -> Iterator[Span]:
    """The parts of a paragraph around the site's words in it: "(See also: Mayor resigns)"."""
    said = text[span.start : span.end]
    cuts = [
        found.span()
        for found in _BRACKETED.finditer(said)
        if _WORD.search(found.group(1)) and furniture(found.group(1), knowledge)
    ]
    for match in _SENTENCE.finditer(said):
        if furniture(said[match.end() :], knowledge):
            cuts.append((match.start(), len(said)))
            break
    at = 0
    for start, end in (*cuts, (len(said), len(said))):
        part = said[at:start]
        if part.strip():
            first = at + len(part) - len(part.lstrip())
            yield Span(span.start + first, span.start + at + len(part.rstrip()))
        at = max(at, end)


def _breaks(gap: str) -> int:
    """1 for a line break alone, 2 for a blank line."""
    return min(2, len(_NEWLINE.findall(gap)))


def _goes_on(line: str, following: str, knowledge: Knowledge) -> bool:
    """Whether a line break cut a sentence: a small letter after it, or a small word before it."""
    if _ENDED.search(line) or date_of(line, knowledge):
        return False
    return bool(_REST.match(following) or patterns(knowledge).binding.search(line[-9:]))


def _width(said: list[str], gaps: list[int], knowledge: Knowledge) -> int:
    """The width that paragraphs are wrapped at, 0 where line breaks are the writer's own."""
    width = max(map(len, said), default=0)
    inner = [line for line, gap in zip(said, gaps[1:], strict=False) if gap == 1]
    narrow, wide = knowledge.whole("pages.least_width"), knowledge.whole("pages.largest_width")
    cut = sum(len(line) >= narrow and not _STOP.search(line) for line in inner)
    # Without blank lines the ends of paragraphs are counted too.
    least = "pages.cut_in_paragraphs" if 2 in gaps[1:-1] else "pages.cut_in_pages"
    # Words that are cut at the ends of lines leave no doubt.
    if _hyphens(said, gaps) >= knowledge.whole("pages.words_cut_at_line_ends"):
        return width
    enough = len(inner) >= knowledge.whole("pages.lines_that_tell_width")
    wrapped = width <= wide and enough and cut >= knowledge.number(least) * len(inner)
    return width if wrapped else 0


def _hyphens(said: list[str], gaps: list[int]) -> int:
    """How many line breaks cut a word: "li-" before "brary"."""
    pairs = zip(said, said[1:], gaps[1:], strict=False)
    return sum(gap == 1 and bool(_CUT.search(a)) and b[0].islower() for a, b, gap in pairs)


def _filled(line: str, following: str, width: int, share: float) -> bool:
    """Whether a line is as full as wrapping makes it: the next word would not have fitted."""
    full = len(line) + len(following.split(maxsplit=1)[0]) + 1
    # Letters are not equally wide on paper; at the end of a sentence that is no excuse.
    stops = _STOP.search(line) and not _CUT.search(line)
    least = width if stops else share * width
    return full > least > 0


def teased(found: Sequence["Line"]) -> frozenset[Span]:
    """The lines of lists of other articles: the items below "Most read"."""
    dropped, under = list[Span](), False
    for line in found:
        if patterns(line.knowledge).teasers.fullmatch(line.text):
            under = True
        elif under and _ITEM.match(line.text):
            dropped.append(line.span)
        else:
            under = False
    return frozenset(dropped)


def masthead(found: Sequence[Line], index: int) -> bool:
    """Whether a line heads a page: where one is in the site, or the date of the visit beside it."""
    line = found[index]
    heads = patterns(line.knowledge).heading.fullmatch
    if heads(line.text):
        return True
    if not date_of(line.text, line.knowledge):
        return False
    below = found[index + 1 : index + 3]
    return index == 0 or any(heads(other.text) for other in below)
