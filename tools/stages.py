"""Show what each stage makes of one text: ``python tools/stages.py TEXT [PUBLISHED]``."""

import sys
import warnings
from collections.abc import Iterator

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.knowledge.knowledge import load_knowledge
from kg.mentions.mentions import find_mentions
from kg.model import Document
from kg.pages.segment import segment
from kg.reading.article import read_annotation
from kg.syntax.annotate import annotate, load_pipeline
from kg.syntax.clauses import find_clauses


def stages(text: str, published: str | None = None) -> Iterator[tuple[str, str]]:
    """The stages in their order, each with what it found, a line a finding."""
    document = Document("text", text, single=True, published=published)
    knowledge, nlp = load_knowledge(), load_pipeline()
    for article in segment(document, knowledge):
        ann = annotate(document, article, nlp, knowledge)
        for token in ann.doc:
            yield "syntax", f"{token.text} {token.tag_} {token.dep_} <- {token.head.text}"
        mentions = find_mentions(ann)
        for mention in mentions:
            yield "mentions", f"{mention.form} {ann.surface(mention.span)!r} {mention.type}"
        attributions = find_attributions(ann)
        for attribution in attributions:
            speaker = ann.surface(ann.span(*attribution.speaker)) if attribution.speaker else None
            said = [ann.surface(span) for span in attribution.content]
            yield "attributions", f"{attribution.rule} {speaker!r} said {said}"
        for entity in resolve(ann, mentions, attributions).entities:
            yield "coref", f"{entity.type} {entity.name!r}"
        for clause in find_clauses(ann):
            slots = ", ".join(f"{slot.label}={ann.doc[slot.head].text}" for slot in clause.slots)
            yield "clauses", f"{clause.kind} {clause.lemma}: {slots}"
        for fact in read_annotation(ann).facts:
            args = ", ".join(f"{arg.role}={arg.text}" for arg in fact.args)
            standing = "asserted" if fact.asserted else f"{fact.modality}, {fact.polarity}"
            held = "" if fact.holder is None else ", held by a statement"
            yield "facts", f"{fact.relation} ({fact.rule}) {args}: {standing}{held}"


if __name__ == "__main__":
    warnings.filterwarnings("ignore", message=".*W095")
    for stage, found in stages(*sys.argv[1:3]):
        print(f"{stage:13}{found}")
