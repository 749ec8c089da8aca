"""Names found again: occurrences of known names, and of surnames, that the tagger left out."""

from collections import defaultdict

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.namespans import capitalised
from kg.mentions.nouns import is_given_name, noun
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def repeated(ann: Annotation, names: list[Name]) -> list[Name]:
    """Occurrences of known names, and of the surnames of known people, that were left out."""
    doc = ann.doc
    taken = [False] * len(doc)
    for name in names:
        taken[name.first : name.last] = [True] * (name.last - name.first)
    known: dict[tuple[str, ...], str] = {}
    letters = ann.knowledge.whole("mentions.name_letters")
    for name in names:
        parts = tuple(t.text for t in doc[name.first : name.last])
        known.setdefault(parts, name.type)
        if name.type == "Person" and len(parts) > 1 and len(parts[-1]) >= letters:
            known.setdefault(parts[-1:], "Person")
            given = is_given_name(parts[0], ann.knowledge)
            if given or any(_stands_alone(t) or _acts(t) for t in doc.alike(parts[0])):
                known.setdefault(parts[:1], "Person")
        family = parts[0] in ann.knowledge.words("family_name_first")
        if name.type == "Person" and len(parts) > 1 and family:
            known.setdefault(parts[:1], "Person")
    gazetteer = ann.knowledge.gazetteer
    for token in doc:
        employs = _employs(token, ann.knowledge)
        if not (token.is_upper or employs) or len(token) < letters:
            continue
        if (employs and token.is_upper) or not gazetteer.ambiguous(token.text):
            for entry in gazetteer.lookup(token.text)[:1]:
                known.setdefault((token.text,), entry.type)
    lengths: dict[str, set[int]] = defaultdict(set)
    for parts in known:
        lengths[parts[0]].add(len(parts))
    texts = [t.text for t in doc]
    found, i = [], 0
    while i < len(doc):
        size = 1
        for length in sorted(lengths.get(texts[i], ()), reverse=True):
            parts = tuple(texts[i : i + length])
            if (
                len(parts) == length
                and parts in known
                and not any(taken[i : i + length])
                and capitalised(doc[i], ann.knowledge)
                and ann.block_of[i] == ann.block_of[i + length - 1]
                and not (
                    length == 1
                    and (
                        _date(doc[i], ann.knowledge)
                        or (
                            doc[i].is_stop
                            and not doc[i].is_upper
                            and not _stands_alone(doc[i])
                            and doc[i].text not in ann.knowledge.words("calendar_names")
                        )
                        or len(doc[i]) < letters
                        or (doc[i].pos_ in ("VERB", "ADJ", "ADV") and not _acts(doc[i]))
                    )
                )
            ):
                found.append(Name(i, i + length, known[parts]))
                size = length
                break
        i += size
    return found


def _employs(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word stands where a body does that employs somebody: "Unicef nurse Bo Dahl".

    In capitals it may be tagged as what it looks like: "WHO doctor".
    """
    named = token.is_upper or (token.text[:1].isupper() and token.tag_ in ("NN", "NNS"))
    if not named or token.dep_ != "compound":
        return False
    people = (noun(other.text, knowledge) for other in (token.head, token.head.head))
    return any(found is not None and found.type == "Person" for found in people)


def _stands_alone(token: Token) -> bool:
    """Whether a word is a name's all by itself and acts: "Hope was acquitted"."""
    return token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass") and token.n_lefts == 0


def _acts(token: Token) -> bool:
    """Whether what looks like an adjective is somebody's name, who does something: "Sunny left"."""
    alone = token.n_lefts == 0 and token.text[:1].isupper()
    return alone and token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ == "VERB"


def _date(token: Token, knowledge: Knowledge) -> bool:
    """Whether the name of a month or day is one here, not somebody's surname: "in May"."""
    if token.text not in knowledge.words("calendar_names"):
        return False
    around = [token.nbor(i) for i in (-1, 1) if 0 <= token.i + i < len(token.doc)]
    told = any(t.like_num or t.lower_ in knowledge.words("before_dates") for t in around)
    return told or token.dep_ in ("npadvmod", "nmod", "compound", "pobj")


def as_elsewhere(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names in capitals as they are written elsewhere: "ANN LEE" where "Ann Lee" is named."""
    doc = ann.doc
    known: dict[tuple[str, ...], str] = {}
    for name in found:
        words = tuple(t.text for t in doc[name.first : name.last])
        if len(words) > 1 and not all(w.isupper() for w in words):
            known[tuple(w.lower() for w in words)] = name.type
    by_first = defaultdict[str, list[tuple[str, ...]]](list)
    for words in known:
        by_first[words[0]].append(words)
    kept = found
    for token in doc:
        if not token.is_upper or token.lower_ not in by_first or len(token) < 2:
            continue
        for words in by_first[token.lower_]:
            span = doc[token.i : token.i + len(words)]
            if tuple(t.lower_ for t in span) != words or not all(
                t.is_upper or not t.is_alpha for t in span
            ):
                continue
            inside = [n for n in kept if n.first < span.end and n.last > span.start]
            kept = [n for n in kept if n not in inside]
            kept.append(Name(span.start, span.end, known[words]))
            break
    return sorted(kept, key=lambda n: n.first)
