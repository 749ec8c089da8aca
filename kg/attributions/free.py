"""Words or thoughts that the writer tells as if they were his: free indirect speech.

"The union laid out its case. The firm had sacked forty drivers." The sentence before says whose
they are; the tense goes one step back ("had sacked") or ahead from the past ("would be over").
"""

from collections.abc import Iterator

from kg.attributions.candidate import Candidate
from kg.attributions.cues import adjective_entry, verb_entry
from kg.attributions.sources import Source, source_of
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.model import Act
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Span as TokenSpan
from kg.syntax.tokens import Token


def find_free(ann: Annotation) -> Iterator[Candidate]:
    """The sentences of a paragraph that go on in somebody's mind or case."""
    opened: tuple[Token, Act, Source] | None = None
    content: list[int] = []
    for sent in ann.doc.sents:
        if opened is not None and _goes_on(ann, opened[0], sent):
            content += range(sent.start, sent.end)
            continue
        if opened is not None and content:
            yield _candidate(*opened, content)
        opened, content = _opens(ann, sent), []
    if opened is not None and content:
        yield _candidate(*opened, content)


def _candidate(cue: Token, act: Act, source: Source, content: list[int]) -> Candidate:
    return Candidate(
        rule="free",
        cue=(cue.i,),
        content=tuple(content),
        act=act,
        kind="asserted" if act == "speech" else "believed",
        head=cue.i,
        source=source,
    )


def _opens(ann: Annotation, sent: TokenSpan) -> tuple[Token, Act, Source] | None:
    """The cue, act and source of a sentence that leads into somebody's words or thoughts."""
    root, knowledge = sent.root, ann.knowledge
    if root.tag_ != "VBD" or any(ann.quote_at(i) for i in range(sent.start, sent.end)):
        return None
    source = source_of(root, knowledge)
    if source is None or not _somebody(ann.doc[source.head], knowledge):
        return None
    obj = next((c for c in root.rights if c.dep_ == "dobj"), None)
    if obj is not None and obj.lemma_ in knowledge.words("nouns_of_cases"):
        own = any(c.dep_ == "poss" for c in obj.lefts)
        return (root, "speech", source) if own else None
    if obj is not None and obj.lemma_ in knowledge.words("nouns_of_views"):
        # "The mayor saw no problem."
        denied = any(c.lower_ in knowledge.words("empty_determiners") for c in obj.lefts)
        return (root, "thought", source) if denied else None
    for child in root.rights:
        entry = adjective_entry(child, knowledge) if child.dep_ == "acomp" else None
        if entry is not None and entry.act == "thought":
            alone = all(c.dep_ in ("neg", "advmod", "punct") for c in child.children)
            return (child, "thought", source) if alone else None
    return None


def _somebody(head: Token, knowledge: Knowledge) -> bool:
    kind = noun_of(head, knowledge)
    known = kind is not None and kind.type in ("Person", "Organization", "Group")
    named = head.ent_type_ in ("PERSON", "ORG", "GPE")
    return known or named or head.lower_ in knowledge.words("third_person")


def _goes_on(ann: Annotation, cue: Token, sent: TokenSpan) -> bool:
    """Whether a sentence of the same paragraph tells in the past before or the future after."""
    root = sent.root
    same = ann.block_of[sent.start] == ann.block_of[cue.i]
    if not same or any(ann.quote_at(i) for i in range(sent.start, sent.end)):
        return False
    entry = verb_entry(root, ann.knowledge)
    against = ann.doc[sent.start].lower_ in ann.knowledge.words("words_of_the_writer")
    if against or (entry is not None and entry.act == "speech"):
        return False
    if any(t.text == ":" for t in sent):
        return False
    shifted = ann.knowledge.words("auxiliaries_of_free_speech")
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in shifted for c in root.children)
