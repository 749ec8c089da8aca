"""Find mentions: names, role nominals and pronouns."""

from kg.annotate import Annotation
from kg.model import Mention

_TYPES = {
    "PERSON": "Person", "ORG": "Organization", "NORP": "Group", "GPE": "Place", "LOC": "Place",
    "FAC": "Place", "EVENT": "Event", "LAW": "Agreement", "PRODUCT": "Product",
    "WORK_OF_ART": "Work",
}  # fmt: skip


def find_mentions(ann: Annotation) -> tuple[Mention, ...]:
    """The mentions of an article in order of their spans; ``entity`` is not set yet."""
    found = []
    for ent in ann.doc.ents:
        if ent.label_ in _TYPES:
            last = ent.end - 1 if ent[-1].tag_ == "POS" and len(ent) > 1 else ent.end
            span = ann.span(ent.start, last)
            found.append(
                Mention(
                    span, "name", ent.start, last, ent.root.i, _TYPES[ent.label_],
                    ann.surface(span),
                )
            )  # fmt: skip
    for token in ann.doc:
        if token.tag_ in ("PRP", "PRP$"):
            span = ann.span(token.i, token.i + 1)
            found.append(Mention(span, "pronoun", token.i, token.i + 1, token.i))
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))
