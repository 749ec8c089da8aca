"""The records kg is made of: frozen, comparable, free of behaviour.

Offsets are Unicode code points into the untouched text of the *document* (the page as read), half
open, so ``document.text[span.start:span.end]`` is always what a span says. Token indices are
positions in the article's spaCy ``Doc``; only values that live inside one article's extraction
hold them, never the records that leave it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "planned", "expected", "possible", "requested"]
Form = Literal["name", "nominal", "pronoun"]
BlockKind = Literal["headline", "caption", "subhead", "byline", "dateline", "body"]
Verdict = Literal["same", "different", "unsure"]
Act = Literal["speech", "thought", "intention", "evidence"]


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open range of code points of a document's text."""

    start: int
    end: int

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read: a page of many articles, or one article (``single``).

    ``id`` is what the input calls it: the ``id`` of a line, or the path below the folder that was
    given. ``starts`` are the offsets where a page's articles begin, if the input itself says so;
    ``url``, ``language``, ``authors`` and ``sections`` ("World") are those of a single article,
    where the input tells them. ``published`` is the ISO day, month or year; ``issued`` the time of
    day with its zone, too. ``given`` is what the input called it where ``id`` had a mark added,
    because others are called the same.
    """

    id: str
    text: str
    single: bool = False
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    starts: tuple[int, ...] = ()
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    issued: str | None = None
    given: str | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of an article, and what it is there for."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where the text of an article stands: a span of a document, and what is stated there.

    ``digest`` stands for the document's whole text, so that two documents of one name differ.
    """

    document: str
    span: Span
    digest: str = ""
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document. ``published`` is an ISO date stated for the article itself.

    That is a day, or a month or year where no day is stated. ``headline`` is the title that the
    input gives it and its text does not begin with; ``title`` is where a title stands in the text.

    ``id`` is made from the article's own text, and its ``url`` if it is known, and from nothing
    else. ``digest`` stands for the text of the document; ``copies`` are the other places where the
    same article stands.
    """

    id: str
    document: str
    span: Span
    title: Span | None
    blocks: tuple[Block, ...]
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    digest: str = ""
    copies: tuple[Place, ...] = ()
    headline: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    issued: str | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Designation:
    """What sets apart a thing that has no name: "the Vienna talks", "Mueller's team".

    ``head`` is the noun, singular. ``names`` are the names and years among its modifiers, countries
    by their id in the gazetteer; ``modifiers`` the other ones, by lemma; ``owner`` the entity
    that possesses it.
    """

    head: str
    names: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    owner: str | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organisation ... of one article; ``canonical`` is its id across articles.

    ``members`` are the ids of a group's members ("the two leaders") where they are known, and
    ``some`` tells that it has others, too ("ministers, including Ann Lee"). ``designation`` is
    set for what has no name, where something sets it apart.
    ``name`` is the fullest name of the article, or the nominal where no name is known; ``label``
    is what all articles together call it, and ``former`` are canonical ids which a decision of
    the user replaced. ``age`` is a person's, where the article tells it beside the name.
    """

    id: str
    article: str
    type: str
    name: str
    canonical: str | None = None
    members: tuple[str, ...] = ()
    gender: str | None = None
    label: str | None = None
    former: tuple[str, ...] = ()
    some: bool = False
    designation: Designation | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named, described or meant by a pronoun.

    ``first``/``last`` are its half-open token range and ``head`` its syntactic head. ``name`` is
    the name without titles and possessive; ``title`` the title words in front of it, if any. What
    is read has the adjective of a nation ("*Greek* police") as nominal, with the nation's name.
    ``certainty`` is how likely it means that entity, from 0 to 1; less than 1 for pronouns only.
    """

    span: Span
    form: Form
    first: int
    last: int
    head: int
    type: str | None = None
    name: str = ""
    title: str = ""
    entity: str | None = None
    certainty: float = 1.0


# The roles that say something in words, whomever or whatever those words may mean.
WORD_ROLES = frozenset({"content", "title"})
# The field of a record that says that its fact is not sure.
UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of a fact: where it stands, and which entity it is if that is known.

    ``side`` tells those who share a role apart: in "Ann and Bob met Cem" Ann and Bob stand on the
    ``agent``'s side and Cem on the ``patient``'s; None where the words set nobody against another.
    """

    role: str
    spans: tuple[Span, ...]
    text: str
    entity: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The words that date a fact, and what they come to on the calendar, if that is certain.

    ``value`` is an ISO day, month or year, or an interval of two of them ("2010/2014"). ``bound``
    is since, until, by, before or after for what began or ended then; such a time has no value.
    ``earliest`` and ``latest`` are the first and last day that the words leave open.
    """

    text: str
    span: Span
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """An event, a binary relation or a statement, with what it rests on.

    ``holder`` is the id of the statement whose content this fact stands in; such a fact is
    claimed, not asserted. ``details`` are further fields of the record (act, phase, mode ...).
    """

    id: str
    article: str
    document: str
    relation: str
    args: tuple[Argument, ...]
    cue: tuple[Span, ...]
    evidence: Span
    rule: str
    confidence: float
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    holder: str | None = None
    when: When | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def asserted(self) -> bool:
        """Positive, actual and claimed by nobody but the writer."""
        return self.polarity == "positive" and self.modality == "actual" and self.holder is None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A slot of an open triple: its words (which may be put in order) and where they stand."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """An open proposition: subject, predicate phrase and any number of objects."""

    document: str
    subject: Phrase
    predicate: Phrase
    objects: tuple[Phrase, ...]
    confidence: float


@dataclass(frozen=True, order=True, slots=True)
class Judgement:
    """Whether two entities of articles are one, how sure that is (0 to 1), and why.

    ``left`` and ``right`` are ids of entities, each standing for all that were found to be it.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input; the others are not affected.

    ``document`` names the file, its line, the document or the article. ``skipped`` is false for a
    notice: the input was read, but on an assumption that ``message`` tells, and ``page`` is what
    the input calls the document that it is about. A ``stage`` of ``given`` speaks of what was
    asked for, not of a page.
    """

    document: str
    stage: str
    message: str
    skipped: bool = True
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    triples: tuple[Triple, ...] = ()
