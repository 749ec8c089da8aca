"""kg as a component of a spaCy pipeline: ``nlp.add_pipe("kg")``.

A pipeline that parses is read with: kg takes the article's words from the text of the `Doc` and
has the components before it parse them again, for its sentences are not quite spaCy's. A blank
pipeline parses nothing, and kg reads with its own model, so that the text is parsed only once.

What was read is kept in the `Doc` as records, so that it is copied, stored and sent to other
processes with it; ``doc._.kg`` and its like make views of them when they are asked for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from kg import records
from kg.graph.articles import ArticleView
from kg.graph.terms import DEFAULT_BASE, Names
from kg.model import Document
from kg.syntax import DEFAULT_MODEL

if TYPE_CHECKING:
    from kg.reader import Reader

NAME = "kg"


@Language.factory(
    NAME,
    default_config={"model": None, "ontology": [], "gazetteer": [], "base": DEFAULT_BASE},
    assigns=["doc._.kg", "doc._.entities", "doc._.facts", "doc._.statements"],
)
def make(
    nlp: Language,
    name: str,
    model: str | None,
    ontology: list[str],
    gazetteer: list[str],
    base: str,
) -> "Component":
    """The component; its settings are those of `reader.Reader`.

    ``model`` is the name of an installed pipeline to read with instead of the one it is part of.
    """
    extend()
    return Component(nlp, name, model, ontology=ontology, gazetteer=gazetteer, base=base)


class Component:
    """Reads what a `Doc` says and puts it into ``doc._``.

    It is read as one article, published when ``doc._.published`` says, if that is set before.
    """

    def __init__(self, nlp: Language, name: str, model: str | None, **options: Any) -> None:
        self._nlp, self._name, self._model, self._options = nlp, name, model, options
        self._reader: Reader | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The same `Doc`, with what it says."""
        if self._reader is None:
            self._reader = self._load()
        if doc.text.strip():
            document = Document("doc", doc.text, True, None, doc._.published, doc._.publisher)
            article = self._reader.read(document)
            rows = [*records.dump(article.extraction, article.source)]
            doc._.kg_records = {"base": self._reader.options.base, "rows": rows}
        return doc

    def _load(self) -> "Reader":
        """The reader, when the pipeline is whole: components may be added after this one."""
        from kg.reader import Reader

        model: str | Language = self._model or DEFAULT_MODEL
        if self._model is None and "parser" in self._nlp.pipe_names:
            model = _before(self._nlp, self._name)
        return Reader(model=model, **self._options)


def _before(nlp: Language, name: str) -> Language:
    """A pipeline of the components before that one; they are shared, not copied."""
    parsing = type(nlp)(nlp.vocab, meta=dict(nlp.meta))
    parsing.tokenizer = nlp.tokenizer
    for component in nlp.pipe_names[: nlp.pipe_names.index(name)]:
        parsing.add_pipe(component, source=nlp)
    return parsing


def extend() -> None:
    """Give `Doc` the attributes, where it has none of that name."""
    attributes: dict[str, Callable[[Doc], Any]] = {
        "kg": article,
        "entities": lambda doc: found.entities if (found := article(doc)) else (),
        "facts": lambda doc: found.facts if (found := article(doc)) else (),
        "statements": lambda doc: found.statements if (found := article(doc)) else (),
    }
    for name, getter in attributes.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
    for name in ("kg_records", "published", "publisher"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def article(doc: Doc) -> ArticleView | None:
    """What was read from a `Doc`; None where there was nothing to read."""
    kept = doc._.kg_records
    if kept is None:
        return None
    (extraction,) = records.load(kept["rows"])
    span = extraction.article.title
    title = doc.text[span.start : span.end] if span else None
    return ArticleView(extraction, doc.text, Names(kept["base"]), title)
