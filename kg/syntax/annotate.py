"""Parse an article: the only module that loads spaCy's pipeline.

The parser sees the article's words only: white space tokens are left out, every block begins a
sentence, a small letter after a quoted sentence begins none, and typographic quotation marks
become plain ones (one character for one, the models know those better). What a token says in the
source is therefore asked of the `Annotation`, never of the token.
"""

import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

import spacy
from spacy.language import Language
from spacy.tokens import Doc as Parsed

from kg.errors import InputError
from kg.knowledge.knowledge import Knowledge
from kg.model import Article, Block, Document, Span
from kg.syntax import DEFAULT_MODEL
from kg.syntax.parses import Parses
from kg.syntax.products import is_exact_by_rows, multiply_by_rows, one_thread
from kg.syntax.quotes import Quote, find_quotes
from kg.syntax.rehanging import rehang
from kg.syntax.tokens import Doc, Token
from kg.syntax.tokens import Span as TokenSpan
from kg.syntax.tree import Tree, tree_of

# One character for one, so offsets keep: what OntoNotes-trained models have seen.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‛", "'"),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        "\u2011": "-",
    }
)

# Hyphens that break words: soft ones, those at the ends of lines, and those that a name keeps.
_SOFT = re.compile(r"\u00ad\n?")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-z])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[\da-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ODD = re.compile(r"\u00ad|-\n|&[#a-zA-Z]")
# After the full stop of a title the sentence goes on: a name, or a comma.
_WITHIN = re.compile(r"\s+[A-Z]|,")
_KEPT = re.compile(r"(?<=[^\W\d_]-)\n(?=[A-Z])")

# So many texts go through each component together, where a text is read alike alone and with
# others; more of them at a time take no less time.
_TOGETHER = 16


@dataclass(frozen=True)
class Annotation:
    """An article with its parse.

    ``text`` is the whole document's; ``starts[i]`` and ``ends[i]`` are the offsets of token ``i``
    in it. ``doc[i].text`` is the normalised token, for rules; evidence is cut from ``text``.
    ``knowledge`` is what the article is read with.
    ``block_of[i]`` is the index of token ``i``'s block in ``article.blocks``.
    """

    article: Article
    text: str
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    block_of: tuple[int, ...]
    quotes: tuple[Quote, ...]
    knowledge: Knowledge

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens ``first`` to ``last``, half open."""
        return Span(self.starts[first], self.ends[last - 1])

    def surface(self, span: Span) -> str:
        """What the document says there."""
        return self.text[span.start : span.end]

    def block(self, token: int) -> Block:
        """The block the token stands in."""
        return self.article.blocks[self.block_of[token]]

    def sentence(self, token: int) -> Span:
        """The sentence of a token, by the parser, within its block."""
        sent = self.doc[token].sent
        return self.span(sent.start, sent.end)

    def tokens_in(self, span: Span) -> range:
        """The tokens that lie wholly in a span."""
        return range(bisect_left(self.starts, span.start), bisect_right(self.ends, span.end))

    @cached_property
    def tree(self) -> Tree:
        """The dependency tree as plain lists."""
        return tree_of(self.doc, self.knowledge)

    @cached_property
    def by_lemma(self) -> dict[str, list[int]]:
        """The tokens of each lemma of the tree."""
        found: dict[str, list[int]] = {}
        for token, lemma in enumerate(self.tree.lemma):
            found.setdefault(lemma, []).append(token)
        return found

    @cached_property
    def _quote_of(self) -> tuple[int, ...]:
        found = [-1] * len(self.starts)
        for index, quote in enumerate(self.quotes):
            for token in self.tokens_in(quote.span):
                found[token] = index
        return tuple(found)

    @cached_property
    def tagged(self) -> dict[int, tuple[TokenSpan, ...]]:
        """The tagger's entities of each sentence, by the sentence's first token."""
        found: dict[int, tuple[TokenSpan, ...]] = {}
        for ent in self.doc.ents:
            start = ent.sent.start
            found[start] = (*found.get(start, ()), ent)
        return found

    @cached_property
    def title_case_blocks(self) -> frozenset[int]:
        """The blocks that capitalise words as headlines do, so that capitals say nothing there.

        Nearly all their longer words have a capital, and those that have none are prepositions and
        the like; a sentence full of names has small nouns and verbs.
        """
        counts: dict[int, list[int]] = {}
        letters = self.knowledge.whole("syntax.headline_letters")
        words = self.knowledge.whole("syntax.headline_words")
        share = self.knowledge.number("syntax.headline_capitals")
        small_words = self.knowledge.whole("syntax.headline_small_words")
        for token, block in zip(self.doc, self.block_of, strict=True):
            if token.is_alpha and len(token) >= letters:
                count = counts.setdefault(block, [0, 0, 0])
                count[0] += 1
                count[1] += token.text[0].isupper()
                count[2] += token.is_lower and token.pos_ in ("NOUN", "VERB", "ADJ", "ADV")
        return frozenset(
            block
            for block, (n, high, small) in counts.items()
            if n >= words and high > share * n and small <= small_words
        )

    def quote_at(self, token: int) -> Quote | None:
        """The outermost quotation the token stands in, if any."""
        index = self._quote_of[token]
        return self.quotes[index] if index >= 0 else None


def load_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name; raises `InputError` when it is not installed."""
    try:
        with warnings.catch_warnings():
            if model == DEFAULT_MODEL:
                # It was trained with an earlier spaCy; what is measured is the two together.
                warnings.filterwarnings("ignore", message=r".*\[W095\]")
            nlp = spacy.load(model)
    except OSError as error:
        raise InputError(
            f"model {model}: not an installed spaCy pipeline; install it with pip or leave "
            f"--model out for {DEFAULT_MODEL}"
        ) from error
    multiply_by_rows(nlp)
    return nlp


def tokenize(
    document: Document, article: Article, nlp: Language, knowledge: Knowledge
) -> tuple[Parsed, list[int], list[int], list[int]]:
    """The article's words, unparsed, with the block, the start and the end offset of each.

    Titles keep their full stop where a sentence goes on: "Lt. Col. Lee", "Bob Lee Sr., who". Nouns
    that a hyphen joins to an adverb are one word, which may be taken for a verb: "start-up".
    """
    joined, parted = knowledge.words("words_with_hyphens"), knowledge.words("parted_words")
    abbreviated = knowledge.table("titles").keys() | knowledge.words("generation_marks")
    words: list[str] = []
    spaces: list[bool] = []
    block_of: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence_starts: list[bool | None] = []
    for index, block in enumerate(article.blocks):
        plain, first_of, end_of = unbroken(document.text, block.span)
        opening = True
        for token in nlp.tokenizer(plain):
            if token.is_space:
                continue
            word, place = token.text, token.idx
            following = place + len(word)
            if (
                word == "."
                and not opening
                and not spaces[-1]
                and f"{words[-1]}." in abbreviated
                and _WITHIN.match(plain, following)
            ):
                words[-1] += "."
                spaces[-1] = plain[following].isspace()
                ends[-1] = end_of[following - 1]
                continue
            if len(words) > 1 and words[-1] == "-" and not (opening or spaces[-2] or spaces[-1]):
                whole = f"{words[-2]}-{word}"
                if whole.lower().removesuffix("s") in joined:
                    for told in (words, spaces, block_of, starts, ends, sentence_starts):
                        told.pop()
                    words[-1], ends[-1] = whole, end_of[following - 1]
                    spaces[-1] = following < len(plain) and plain[following].isspace()
                    continue
            if words and not (opening or spaces[-1]) and (words[-1] + word).lower() in parted:
                words[-1], ends[-1] = words[-1] + word, end_of[following - 1]
                spaces[-1] = following < len(plain) and plain[following].isspace()
                continue
            words.append(word)
            spaces.append(following < len(plain) and plain[following].isspace())
            block_of.append(index)
            starts.append(first_of[place])
            ends.append(end_of[following - 1])
            sentence_starts.append(True if opening else False if _goes_on(plain, place) else None)
            opening = False
        if spaces:
            spaces[-1] = True
    doc = Parsed(nlp.vocab, words=words, spaces=spaces)
    for token, begins in zip(doc, sentence_starts, strict=True):
        if begins is not None:
            token.is_sent_start = begins
    return doc, block_of, starts, ends


def unbroken(text: str, span: Span) -> tuple[str, Sequence[int], Sequence[int]]:
    """The words of a block as they are meant, with plain marks; where each letter starts and ends.

    Soft hyphens are left out, and hyphens at the ends of lines where several lines have them; a
    name broken there keeps its hyphen;
    what a page has in place of a mark ("&quot;") is that mark.
    """
    plain = text[span.start : span.end].translate(_PLAIN)
    places = range(span.start, span.end), range(span.start + 1, span.end + 1)
    if not _ODD.search(plain):
        return plain, *places
    starts, ends = map(list, places)
    hyphens = (_HYPHENATED, _KEPT) if len(_HYPHENATED.findall(text)) > 1 else (_KEPT,)
    for broken in (_ENTITY, _SOFT, *hyphens):
        for cut in reversed(list(broken.finditer(plain))):
            mark = unescape(cut.group()).translate(_PLAIN) if broken is _ENTITY else ""
            if len(mark) > 1:
                continue
            plain = plain[: cut.start()] + mark + plain[cut.end() :]
            start, end = starts[cut.start()], ends[cut.end() - 1]
            starts[cut.start() : cut.end()] = [start] * len(mark)
            ends[cut.start() : cut.end()] = [end] * len(mark)
    return plain, starts, ends


def spelled(text: str) -> str:
    """A name without the hyphens that only break it at the ends of lines."""
    return _KEPT.sub("", _HYPHENATED.sub("", _SOFT.sub("", unescape(text))))


def _goes_on(text: str, offset: int) -> bool:
    """Whether the sentence goes on after a quoted one: ``"Is it over?" he asked``."""
    if not text[offset].islower():
        return False
    before = text[max(0, offset - 4) : offset].rstrip()
    return before.endswith(('"', "'")) and before[:-1].endswith((".", "!", "?", "…"))


def parse(docs: Iterable[Parsed], nlp: Language) -> Iterable[Parsed]:
    """Run every component over tokenised docs; what is found in one depends on that one alone."""
    with one_thread():
        together = _TOGETHER if is_exact_by_rows() else 1
        return list(nlp.pipe(docs, batch_size=together))


def parsed(
    articles: Sequence[Article], docs: Sequence[Parsed], nlp: Language, kept: Parses | None
) -> list[Parsed]:
    """The docs of some articles, parsed, or as they were parsed before."""
    if kept is None:
        return list(parse(docs, nlp))
    marks = kept.marks(docs, nlp)
    known = kept.get(articles, marks, nlp)
    left = [index for index, doc in enumerate(known) if doc is None]
    if left:
        made = dict(zip(left, parse([docs[index] for index in left], nlp), strict=True))
        kept.put((articles[index], marks[index], doc) for index, doc in made.items())
        known = [made.get(index, doc) for index, doc in enumerate(known)]
    return [doc for doc in known if doc is not None]


def annotate(
    document: Document,
    article: Article,
    nlp: Language,
    knowledge: Knowledge,
    kept: Parses | None = None,
) -> Annotation:
    """Tokenise and parse an article, and find its quotations."""
    (annotation,) = annotate_all([(document, article)], nlp, knowledge, kept)
    return annotation


def annotate_all(
    articles: Iterable[tuple[Document, Article]],
    nlp: Language,
    knowledge: Knowledge,
    kept: Parses | None = None,
) -> list[Annotation]:
    """The same for articles of some documents; parsed together they take less time.

    ``kept`` are the parses of some of them, where they are kept.
    """
    found = [(each, tokenize(*each, nlp, knowledge)) for each in articles]
    here = [article for (_, article), _ in found]
    docs = parsed(here, [doc for _, (doc, *_) in found], nlp, kept)
    made = []
    for ((document, article), (_, block_of, starts, ends)), one in zip(found, docs, strict=True):
        rehang(one, knowledge)
        doc = Doc(one)
        retag_openers(doc, knowledge)
        annotation = Annotation(
            article=article,
            text=document.text,
            doc=doc,
            starts=tuple(starts),
            ends=tuple(ends),
            block_of=tuple(block_of),
            quotes=find_quotes(document.text, article.blocks, knowledge),
            knowledge=knowledge,
        )
        made.append(annotation)
    return made


def retag_openers(doc: Doc, knowledge: Knowledge) -> None:
    """Tag as common the plurals that only the beginning of a sentence gives a capital.

    "*Senators* voted" names nobody; "Senators Lee and Ray" and what was found a name stay.
    """
    nouns = knowledge.table("entity_nouns")
    for sentence in doc.sents:
        token = sentence[0]
        lower = token.lower_
        if token.tag_ not in ("NNP", "NNPS") or token.ent_type_ or not lower.endswith("s"):
            continue
        one = lower[:-1]
        following = sentence[1].pos_ if len(sentence) > 1 else ""
        if nouns.get(one, ("",))[0] == "Person" and following != "PROPN":
            token.tag_, token.pos_, token.lemma_ = "NNS", "NOUN", one


def subtree(token: Token) -> tuple[int, int]:
    """The half-open token range that a token's subtree spans."""
    return token.left_edge.i, token.right_edge.i + 1
