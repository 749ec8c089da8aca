"""A parsed text in plain Python: a `Doc` of `Token`s, with the names that spaCy gives to things.

Rules ask the same tokens the same things thousands of times. spaCy makes a new object and looks a
string up each time; here all is read from its `Doc` once, and an attribute is only an attribute.
What is asked means the same as in spaCy.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from typing import Any, TypeVar, overload

from spacy.tokens import Doc as Parsed
from spacy.tokens import Token as ParsedToken

_Answer = TypeVar("_Answer")
_Known = TypeVar("_Known")


class Token:
    """A word of a text, with what the parse says of it; see spaCy's `Token`.

    ``children``, ``lefts`` and ``rights`` are in the order of the text.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_bracket",
        "is_digit",
        "is_lower",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "is_stop",
        "is_title",
        "is_upper",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )  # fmt: skip

    doc: "Doc"
    sent: "Span"
    head: "Token"
    children: tuple["Token", ...]
    lefts: tuple["Token", ...]
    rights: tuple["Token", ...]
    left_edge: "Token"
    right_edge: "Token"

    def __init__(self, doc: "Doc", token: ParsedToken) -> None:
        self.doc = doc
        self.i = token.i
        self.idx = token.idx
        self.text = token.text
        self.whitespace_ = token.whitespace_
        self.lower_ = token.lower_
        self.lemma_ = token.lemma_
        self.tag_ = token.tag_
        self.pos_ = token.pos_
        self.dep_ = token.dep_
        self.ent_type_ = token.ent_type_
        self.ent_iob_ = token.ent_iob_
        self.is_sent_start = token.is_sent_start
        self.is_alpha = token.is_alpha
        self.is_digit = token.is_digit
        self.is_lower = token.is_lower
        self.is_upper = token.is_upper
        self.is_title = token.is_title
        self.is_punct = token.is_punct
        self.is_quote = token.is_quote
        self.is_bracket = token.is_bracket
        self.is_stop = token.is_stop
        self.like_num = token.like_num

    def __len__(self) -> int:
        return len(self.text)

    def __lt__(self, other: "Token") -> bool:
        return self.i < other.i

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def nbor(self, i: int = 1) -> "Token":
        """The token so many places further on."""
        if self.i + i < 0:
            raise IndexError(self.i + i)
        return self.doc.tokens[self.i + i]

    @property
    def is_oov(self) -> bool:
        """Whether a model that has vectors has none of the word."""
        vocab = self.doc.vocab
        return bool(vocab.vectors_length) and bool(vocab[self.text].is_oov)

    @property
    def n_lefts(self) -> int:
        """How many children stand before the token."""
        return len(self.lefts)

    @property
    def n_rights(self) -> int:
        """How many children stand after the token."""
        return len(self.rights)

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The heads above the token, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator["Token"]:
        """The token with all below it: what stands left of a token before it."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened or not token.children:
                yield token
                continue
            waiting += ((child, False) for child in reversed(token.rights))
            waiting.append((token, True))
            waiting += ((child, False) for child in reversed(token.lefts))

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The tokens conjoined with this one."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += (child for child in token.rights if child.dep_ == "conj")
        return tuple(token for token in found if token is not self)

    def is_ancestor(self, descendant: "Token") -> bool:
        """Whether that token stands below this one."""
        return any(token is self for token in descendant.ancestors)


class Span:
    """Some tokens in a row, half open; see spaCy's `Span`."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.tokens[self.start : self.end])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[int, int, int, str]:
        return id(self.doc), self.start, self.end, self.label_

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> "Span": ...

    def __getitem__(self, at: int | slice) -> "Token | Span":
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][at]

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def text(self) -> str:
        """The words with the spaces between them."""
        tokens = self.doc.tokens[self.start : self.end]
        if not tokens:
            return ""
        last = tokens.pop()
        return "".join([token.text + token.whitespace_ for token in tokens]) + last.text

    @property
    def sent(self) -> "Span":
        """The sentence of the first token."""
        return self.doc.tokens[self.start].sent

    @property
    def ents(self) -> list["Span"]:
        """The named entities that lie wholly in it."""
        return [e for e in self.doc.ents if e.start >= self.start and e.end <= self.end]

    @property
    def root(self) -> Token:
        """The token nearest to the root of the sentence, the first of several.

        A mark below which nothing stands is so only where nothing else is.
        """
        start, end = self.start, self.end
        tokens = self.doc.tokens[start:end]
        if end - start == 1:
            return tokens[0]
        best: tuple[int, Token] | None = None
        for token in tokens:
            if token.head is token:
                return token
            if not start <= token.head.i < end:
                bare = token.is_punct and not token.children
                depth = len(self.doc) - 1 if bare else sum(1 for _ in token.ancestors)
                if best is None or depth < best[0]:
                    best = depth, token
        return best[1] if best else self.doc.tokens[start]


class Doc:
    """The tokens of a text, its sentences and its named entities; see spaCy's `Doc`.

    ``answers`` are those of the functions that are asked `once_a_token`.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.vocab = parsed.vocab
        self.tokens = [Token(self, token) for token in parsed]
        self.sents = tuple(Span(self, sent.start, sent.end) for sent in parsed.sents)
        self.ents = tuple(Span(self, ent.start, ent.end, ent.label_) for ent in parsed.ents)
        self._join(parsed)
        self.answers: dict[Callable[..., Any], dict[Any, Any]] = defaultdict(dict)

    def _join(self, parsed: Parsed) -> None:
        """Join each token with its sentence, and with those above and below it."""
        tokens = self.tokens
        for sent in self.sents:
            for token in sent:
                token.sent = sent
        below: list[list[Token]] = [[] for _ in tokens]
        for token, given in zip(tokens, parsed, strict=True):
            token.head = tokens[given.head.i]
            token.left_edge = tokens[given.left_edge.i]
            token.right_edge = tokens[given.right_edge.i]
            if token.head is not token:
                below[token.head.i].append(token)
        for token, children in zip(tokens, below, strict=True):
            token.children = tuple(children)
            token.lefts = tuple([child for child in children if child.i < token.i])
            token.rights = tuple([child for child in children if child.i > token.i])

    @cached_property
    def by_lower(self) -> dict[str, list[Token]]:
        """The tokens of each word, in lower case."""
        found: dict[str, list[Token]] = {}
        for token in self.tokens:
            found.setdefault(token.lower_, []).append(token)
        return found

    def alike(self, text: str) -> list[Token]:
        """The tokens that are written so."""
        return [token for token in self.by_lower.get(text.lower(), ()) if token.text == text]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        tokens = self.tokens
        if not isinstance(at, slice):
            return tokens[at]
        start, end, _ = at.indices(len(tokens))
        return Span(self, start, end if end > start else start)


def once_a_token(
    function: Callable[[Token, _Known], _Answer],
) -> Callable[[Token, _Known], _Answer]:
    """Keep the answers of a pure function of a token, for as long as its text is in memory."""

    @wraps(function)
    def asked(token: Token, known: _Known) -> _Answer:
        kept: dict[tuple[int, _Known], _Answer] = token.doc.answers[function]
        given = token.i, known
        try:
            return kept[given]
        except KeyError:
            pass
        answer = kept[given] = function(token, known)
        return answer

    return asked
