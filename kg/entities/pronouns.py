"""Resolve third-person and reflexive pronouns: constraints first, then the fitted ranking."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.entities.discourse import Chain, Discourse
from kg.entities.salience import features, weights

KINDS = {
    **dict.fromkeys(["he", "him", "his", "himself", "she", "her", "hers", "herself"], "he"),
    **dict.fromkeys(["it", "its", "itself"], "it"),
    **dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "they"),
}
_GENDER = {
    **dict.fromkeys(["he", "him", "his", "himself"], "m"),
    **dict.fromkeys(["she", "her", "hers", "herself"], "f"),
}
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves"])
# How many sentences back an antecedent is looked for, and how many mentions of it are weighed.
_WINDOW = {"he": 8, "it": 3, "they": 4}
_MENTIONS = 3
# By how much an antecedent may be less likely than none: readers of the graph miss a link more
# than they mind a doubtful one of "it" to a thing just named.
_EAGER = {"it": 1.2, "they": 2.0}
# Verbs and adjectives of an "it" that stands for a clause or for nothing.
_SEEM = frozenset(["seem", "appear", "turn", "happen", "rain", "snow", "take", "emerge", "follow"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible antecedent of a pronoun with its features."""

    mention: int
    chain: Chain
    features: tuple[str, ...]


def resolve_pronoun(discourse: Discourse, index: int) -> Chain | None:
    """The chain that a third-person pronoun continues, or None.

    "it" and "they" often mean nothing named before; their candidates compete with that reading.
    """
    kind = KINDS[discourse.ann.doc[discourse.mentions[index].head].lower_]
    table = weights()[kind]
    scores = dict[int, float]()
    best: tuple[float, int] | None = None
    chains = dict[int, Chain]()
    for candidate in candidates(discourse, index):
        score = sum(table.get(f, 0.0) for f in candidate.features)
        scores[candidate.mention] = score
        chains[candidate.mention] = candidate.chain
        if best is None or (score, candidate.mention) > best:
            best = (score, candidate.mention)
    nothing = sum(table.get(f, 0.0) for f in absence(discourse, index))
    if best is None or (kind != "he" and best[0] < nothing - _EAGER[kind]):
        return None
    chain = chains[best[1]]
    gender = _GENDER.get(discourse.ann.doc[discourse.mentions[index].head].lower_)
    if gender and chain.gender is None:
        chain.gender = gender
    return chain


def absence(discourse: Discourse, index: int) -> Iterator[str]:
    """The features of the reading in which a pronoun means nothing named before."""
    token = discourse.ann.doc[discourse.mentions[index].head]
    here = discourse.sites[index]
    yield "none"
    yield f"none:{here.function}"
    yield "none:quoted" if here.quoted >= 0 else "none:told"
    verb = token.head
    if token.lower_ == "it" and token.dep_ in ("nsubj", "nsubjpass", "expl"):
        clauses = [
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in ("ccomp", "xcomp", "advcl", "acl", "relcl", "csubj")
        ]
        states = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
        if verb.lemma_ == "be":
            yield "none:be"
            inner = [
                g
                for s in states
                for g in s.children
                if g.dep_ in ("ccomp", "xcomp", "relcl", "acl")
            ]
            if states and (clauses or inner):
                yield "none:be+clause"
            if any(s.pos_ == "ADJ" for s in states):
                yield "none:be+adjective"
            if any(
                s.lower_
                in (
                    "time",
                    "day",
                    "year",
                    "o'clock",
                    "true",
                    "clear",
                    "possible",
                    "likely",
                    "important",
                    "hard",
                    "difficult",
                )
                for s in states
            ):
                yield "none:be+empty"
        elif verb.lemma_ in _SEEM:
            yield "none:seem"
        elif clauses and token.dep_ == "nsubjpass":
            yield "none:passive+clause"
    if here.function == "obj" and token.lower_ == "it":
        yield f"none:{verb.lemma_}" if verb.lemma_ in ("make", "do", "find") else "none:object"


def candidates(discourse: Discourse, index: int) -> Iterator[Candidate]:
    """The antecedents that agreement and binding admit, nearest first, with their features."""
    doc = discourse.ann.doc
    own = doc[discourse.mentions[index].head]
    here = discourse.sites[index]
    kind, gender = KINDS[own.lower_], _GENDER.get(own.lower_)
    speaker = discourse.speaker_of(own.i)
    previous = _previous_speaker(discourse, index)
    is_speaker = any(a.speaker_head == own.i for a in discourse.attributions)
    seen: dict[Chain, int] = {}
    for other in _reachable(discourse, index, _WINDOW[kind]):
        chain = discourse.chain_of[other]
        if seen.get(chain, 0) >= _MENTIONS or not _agrees(chain, kind, gender):
            continue
        if kind != "he" and _in_own_words(discourse, own.i, discourse.mentions[other].head):
            continue
        if (chain is speaker and here.quoted >= 0) or not _free(discourse, index, other, chain):
            continue
        rank = sum(1 for c in seen if c is not chain)
        seen[chain] = seen.get(chain, 0) + 1
        earlier = [i for i in chain.mentions if i < index]
        told = {
            "gender:match": gender is not None and chain.gender == gender and chain.sure,
            "gender:agreed": gender is not None and chain.gender == gender and not chain.sure,
            "gender:against": gender is not None and chain.gender not in (None, gender),
            "gender:unknown": gender is not None and chain.gender is None,
            "ends:a": gender is not None
            and chain.gender is None
            and _ends_in_a(chain)
            and gender == "m",
            "ends:a:she": gender is not None
            and chain.gender is None
            and _ends_in_a(chain)
            and gender == "f",
            f"type:{chain.type}": True,
            "plural": chain.plural,
            "named": chain.named,
            f"determiner:{_determiner(discourse, other)}": True,
            "titled": bool(discourse.mentions[other].title),
            "count": len(earlier),
            "first": chain.named
            and all(
                not c.named or c.type != chain.type or c.mentions[0] >= chain.mentions[0]
                for c in discourse.chains
                if c.mentions
            ),
            "last": earlier[-1:] == [other],
            "lead": _leads(discourse, index, other),
            "pronouns": sum(1 for i in earlier if discourse.mentions[i].form == "pronoun"),
            "speaker": is_speaker and chain is previous,
            "again": chain is previous,
            "reported": chain is speaker,
        }
        yield Candidate(
            other, chain, tuple(features(here, own, discourse.sites[other], rank, told))
        )


def _determiner(discourse: Discourse, other: int) -> str:
    mention = discourse.mentions[other]
    if mention.form != "nominal":
        return mention.form
    first = discourse.ann.doc[mention.first]
    if first.tag_ == "PRP$" or any(c.dep_ == "poss" for c in discourse.ann.doc[mention.head].lefts):
        return "possessor"
    return first.lower_ if first.dep_ == "det" else "-"


def _leads(discourse: Discourse, index: int, other: int) -> bool:
    """Whether no other name stands before the mention in its sentence."""
    sentence = discourse.sites[other].sentence
    while other > 0 and discourse.sites[other - 1].sentence == sentence:
        other -= 1
        if other in discourse.chain_of and discourse.chain_of[other].type in ("Person", None):
            return False
    return True


def _ends_in_a(chain: Chain) -> bool:
    first = chain.name.split()[0] if chain.name else ""
    return chain.named and first[-1:] in ("a", "á")


def _reachable(discourse: Discourse, index: int, window: int) -> Iterator[int]:
    here = discourse.sites[index]
    # A fronted phrase or clause may hold a pronoun of the subject that follows.
    for other in range(index + 1, min(index + 12, len(discourse.mentions))):
        if other in discourse.chain_of and discourse.mentions[other].form == "name":
            there = discourse.sites[other]
            if there.sentence != here.sentence:
                break
            if (
                there.function == "subj"
                and there.verb in here.above
                and not any(
                    discourse.sites[i].function == "subj" and discourse.sites[i].verb == there.verb
                    for i in discourse.before(index)
                    if discourse.sites[i].sentence == here.sentence
                )
            ):
                yield other
                break
    for other in discourse.before(index):
        if here.sentence - discourse.sites[other].sentence > window:
            break
        yield other


def _agrees(chain: Chain, kind: str, gender: str | None) -> bool:
    if kind == "he":
        if chain.plural or chain.type not in (
            None,
            "Person",
            "Thing",
            "Organization",
            "Place",
            "Work",
            "Product",
            "Event",
        ):
            return False
        if chain.gazetteer is not None or (
            chain.type not in ("Person", "Thing") and not chain.named
        ):
            return False
        return not (chain.sure and chain.gender is not None and chain.gender != gender)
    if kind == "it":
        return chain.type not in ("Person", "Group") and not chain.plural
    return chain.plural or chain.type in ("Organization", "Group", "Place", "Person")


def _free(discourse: Discourse, index: int, other: int, chain: Chain) -> bool:
    """Whether binding lets the pronoun mean the other mention."""
    here, there = discourse.sites[index], discourse.sites[other]
    own = discourse.ann.doc[here.token]
    if there.first <= here.token < there.last:
        return False
    if own.lower_ in _REFLEXIVE:
        return (there.verb == here.verb and there.function in ("subj", "obj", "agent")) or (
            there.sentence == here.sentence and there.function == "subj"
        )
    if here.sentence != there.sentence or here.function == "poss":
        return True
    if here.verb == there.verb and here.function != "other":
        # Principle B: a pronoun is free in its clause; conjoined subjects are two.
        pair = {here.function, there.function}
        if pair <= {"subj", "obj", "agent", "attr"} and not there.nested:
            return False
        if (
            pair == {"subj", "prep"}
            and not there.nested
            and here.token > there.token
            and here.function == "prep"
        ):
            return own.head.head.pos_ not in ("VERB", "AUX")
    return True


def _in_own_words(discourse: Discourse, speaker: int, token: int) -> bool:
    """Whether a token is quoted from the one whom the pronoun names as the speaker."""
    said = discourse.said_in.get(token)
    return (
        said is not None
        and discourse.attributions[said].speaker_head == speaker
        and discourse.ann.quote_at(token) is not None
    )


def _previous_speaker(discourse: Discourse, index: int) -> Chain | None:
    token = discourse.mentions[index].head
    found = None
    for number, attribution in enumerate(discourse.attributions):
        start = attribution.evidence.start
        if start < discourse.mentions[index].span.start and attribution.act == "speech":
            head = discourse.speaker_head(number)
            if head is not None and head < token and head in discourse.by_head:
                found = head if found is None or head > found else found
    return discourse.chain_at(found)
