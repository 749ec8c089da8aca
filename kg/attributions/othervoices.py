"""Where the words of one end and the writer, or another, goes on."""

from kg.attributions.cues import verb_entry
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def afterthoughts(ann: Annotation, verb: Token, content: set[int]) -> set[int]:
    """What the writer sets against the words behind them: "..., though it was later denied".

    A second half, "..., while two were hurt", is told with the first unless somebody speaks in it.
    """
    if not content:
        return set()
    last = max(content)
    for i in sorted(content):
        token = ann.doc[i]
        if token.text == ";" and i > verb.i and ann.doc[i + 1].lower_ not in ("that", "and"):
            return {j for j in content if i <= j <= last}
        if ann.quote_at(i) is not None or token.dep_ not in ("mark", "prep", "advmod"):
            continue
        comma = i > verb.i + 2 and ann.doc[i - 1].text == ","
        opposed = comma and token.lower_ in ann.knowledge.words("opposing_words")
        contrasts = token.lower_ in ann.knowledge.words("contrasting_conjunctions")
        other = verb_entry(token.head, ann.knowledge) if contrasts else None
        if opposed or (other is not None and (comma or other.act == "speech")):
            return {j for j in content if (i - 1 if comma else i) <= j <= last}
    return set()


def other_voices(ann: Annotation, content: set[int]) -> set[int]:
    """What follows a semicolon and is somebody else's: "..., he said; experts *called* it odd"."""
    last = max(content, default=0)
    for i in sorted(content):
        if ann.doc[i].text != ";" or ann.quote_at(i) is not None:
            continue
        for verb in ann.doc[i + 1 : last + 1]:
            entry = verb_entry(verb, ann.knowledge) if verb.tag_ in ("VBD", "VBZ", "VBP") else None
            own = any(c.dep_ == "nsubj" and c.i > i for c in verb.lefts)
            if entry is not None and entry.act == "speech" and own:
                return {j for j in content if j >= i}
    return set()


def another_speaks(ann: Annotation, verb: Token, clause: Token, part: Token) -> int | None:
    """Where the writer goes on with what another says: "said it was safe, and critics call it ...".

    Behind a comma, or in the same tense, by a finite verb of speech with a subject of its own.
    """
    entry = verb_entry(part, ann.knowledge)
    if part.dep_ != "conj" or part.head != clause or entry is None or entry.act != "speech":
        return None
    subject = next((c for c in part.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ == "PRON" or part.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    link = part.left_edge.i - 1
    apart = link > verb.i and ann.doc[link].dep_ == "cc"
    comma = apart and ann.doc[link - 1].text == ","
    if not apart or not (comma or part.tag_ == verb.tag_) or ann.quote_at(part.i) is not None:
        return None
    return link - 1 if comma else link
