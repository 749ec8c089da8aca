"""The words around a tag: "X is near, he said", "X, he said, is near"."""

from kg.attributions.chains import is_infinitive
from kg.attributions.cues import verb_entry
from kg.attributions.othervoices import other_voices
from kg.attributions.spans import sentence_start, subtree_tokens
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")


def around_tag(ann: Annotation, verb: Token) -> tuple[str, set[int], set[int]] | None:
    """The content around a tag: "X is near, he said" or "X, he said, is near"."""
    own, behind = {verb.i}, set[int]()
    inner = None
    sent_start = max(
        (t.i + 1 for t in ann.doc[verb.sent.start : verb.i] if t.text == ";"),
        default=sentence_start(ann, verb.sent.start),
    )
    subject = next((c for c in verb.children if _tags(c)), None)
    if subject is None:
        return None
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i < verb.i:
            inner = child
        elif child.dep_ in ("cc", "conj") and child.i > verb.i:
            continue
        elif _ends_words(ann, verb, child):
            behind |= subtree_tokens(child)
        elif child.dep_ != "punct" and not _before_comma(ann, child, subject):
            own |= subtree_tokens(child)
    low, high = min(own), max(own)
    if inner is not None:
        content = subtree_tokens(inner) - own
        if sent_start < verb.sent.start == min(content):
            content |= set(range(sent_start, verb.sent.start))
        rest = ann.doc[high + 1 : verb.sent.end]
        if low > sent_start and ann.doc[low - 1].text == "," and all(t.is_punct for t in rest):
            content = set(range(sent_start, low))
        return "tag", content | behind | _goes_on(ann, verb, high), set()
    before = ann.doc[low - 1].text if low > 0 else ""
    after = ann.doc[high + 1].text if high + 1 < len(ann.doc) else ""
    if low == verb.sent.start and verb.dep_ in ("advcl", "ccomp") and after == ",":
        # "The paper reported on Monday, prices had risen."
        marked = any(c.dep_ in ("mark", "advmod") and c.i < subject.i for c in verb.lefts)
        later = any(c.dep_ in _SUBJECTS and c.i > high for c in verb.head.lefts)
        if later and not marked and subject.i < verb.i < verb.head.i:
            return "clause", set(range(high + 2, verb.head.right_edge.i + 1)), set()
    if (
        before in (",", "—", "-", "–")
        and after in (",", ".", "—", "-", "–", ";")
        and (
            verb.dep_ in ("parataxis", "ccomp", "advcl", "relcl", "dep", "appos")
            or verb.head == verb
            or (verb.dep_ == "conj" and subject.i > verb.i)
        )
    ):
        longest = ann.knowledge.whole("attributions.parenthesis")
        if verb.head == verb or high - low > longest:
            return None
        above = verb.head.head if verb.head.dep_ in ("aux", "auxpass") else verb.head
        content = {i for i in subtree_tokens(above) if i >= sent_start} - own | behind
        return "parenthesis", content - other_voices(ann, content), set()
    return None


def _goes_on(ann: Annotation, verb: Token, last: int) -> set[int]:
    """The second clause around a tag: "It is safe, she said, but visitors should stay away".

    One without a subject goes on with the first by its modal: "..., and should be left alone".
    """
    for child in verb.rights:
        if child.dep_ != "conj" or ann.doc[last + 1].text != ",":
            continue
        joined = child.left_edge.i
        subject = next((c for c in child.lefts if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
        reports = any(verb_entry(t, ann.knowledge) is not None for t in (child, *child.lefts))
        modal = next((c for c in child.lefts if c.tag_ == "MD"), None)
        if (
            (subject or modal) is None
            or reports
            or ann.doc[last + 2].dep_ != "cc"
            or joined > last + 3
        ):
            continue
        if subject is None or subject.lower_ not in ann.knowledge.words("he_or_she"):
            return set(range(last + 2, child.right_edge.i + 1))
    return set()


def _ends_words(ann: Annotation, verb: Token, child: Token) -> bool:
    """Whether a phrase behind the comma of a tag ends the words: "It is 31, she said, *with*".

    Not so one by which the speaker goes on to speak or that says when: ", adding that", ", as".
    """
    if child.i < verb.i or ann.doc[child.left_edge.i - 1].text != ",":
        return False
    if child.dep_ == "prep":
        return child.lower_ in ann.knowledge.words("prepositions_of_ends")
    speaks = verb_entry(child, ann.knowledge)
    attends = child.lemma_ in ann.knowledge.words("attending_verbs")
    participle = child.tag_ == "VBG" or is_infinitive(child)
    bare = participle and not any(
        c.dep_ in ("mark", "advmod") for c in child.lefts if c.lower_ != "to"
    )
    return (
        child.dep_ in ("advcl", "xcomp")
        and bare
        and not attends
        and (speaks is None or speaks.act == "intention" or is_infinitive(child))
    )


def _tags(subject: Token) -> bool:
    """Whether a subject is that of a tag: "she said", "it is claimed"."""
    return subject.dep_ == "nsubj" or (subject.dep_ == "nsubjpass" and subject.lower_ == "it")


def _before_comma(ann: Annotation, child: Token, subject: Token) -> bool:
    """Whether a phrase stands before the comma of a tag: "At no point, she said, did he ..."."""
    last = child.right_edge.i
    return last < subject.left_edge.i and ann.doc[last + 1].text == ","
