"""Resolve third-person and reflexive pronouns: constraints first, then the fitted ranking."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.entities.discourse import Chain, Discourse
from kg.entities.nametypes import type_by_words
from kg.entities.nouns import noun, noun_of
from kg.entities.salience import features, weights
from kg.lexicon import words
from kg.linking.gazetteer import load_gazetteer

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
_NAMED = {"it": 0.8, "they": 0.8}
_EAGER = {"it": 0.6, "they": 1.0}
# Verbs and adjectives of an "it" that stands for a clause or for nothing.
_ABSTRACT = (
    "tion", "sion", "ment", "nes", "ity", "ance", "ence", "ship", "ism", "cy", "dom", "ture", "al",
)  # fmt: skip
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
    options = list(candidates(discourse, index))
    gender = _GENDER.get(discourse.ann.doc[discourse.mentions[index].head].lower_)
    if gender == "f" and not any(
        c.named and c.type == "Person" and c.gender != "m" for c in discourse.chains
    ):
        options = list(candidates(discourse, index, countries=True)) or options
    for candidate in options:
        score = sum(table.get(f, 0.0) for f in candidate.features)
        if kind != "he" and candidate.chain.named:
            score += _NAMED[kind]
        scores[candidate.mention] = score
        chains[candidate.mention] = candidate.chain
        if best is None or (score, candidate.mention) > best:
            best = (score, candidate.mention)
    nothing = sum(table.get(f, 0.0) for f in absence(discourse, index))
    if best is None or (kind != "he" and best[0] < nothing - _EAGER[kind]):
        return None
    chain = chains[best[1]]
    if gender and chain.gender is None and chain.gazetteer is None:
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
        elif clauses:
            yield "none:active+clause"
        if any(s.pos_ in ("NOUN", "PROPN") for s in states):
            yield "none:be+noun"
    role = _role(token)
    if role:
        yield f"none:{role}"
    if here.function == "obj" and token.lower_ == "it":
        yield f"none:{verb.lemma_}" if verb.lemma_ in ("make", "do", "find") else "none:object"


def candidates(discourse: Discourse, index: int, countries: bool = False) -> Iterator[Candidate]:
    """The antecedents that agreement and binding admit, nearest first, with their features.

    ``countries``: "she" is a country, as in solemn speech where no woman is spoken of.
    """
    doc = discourse.ann.doc
    own = doc[discourse.mentions[index].head]
    here = discourse.sites[index]
    kind, gender = KINDS[own.lower_], _GENDER.get(own.lower_)
    speaker = discourse.speaker_of(own.i)
    previous = _previous_speaker(discourse, index)
    continued = _continued(discourse, index)
    role = _role(own)
    barred = _barred(discourse, index)
    is_speaker = any(a.speaker_head == own.i for a in discourse.attributions)
    seen: dict[Chain, int] = {}
    for other in _reachable(discourse, index, _WINDOW[kind]):
        chain = discourse.chain_of[other]
        agrees = _is_country(chain) if countries else _agrees(discourse, chain, kind, gender)
        if seen.get(chain, 0) >= _MENTIONS or not agrees:
            continue
        if kind != "he" and _in_own_words(discourse, own.i, discourse.mentions[other].head):
            continue
        if (chain is speaker and here.quoted >= 0) or not _free(discourse, index, other):
            continue
        if chain in barred:
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
            "continued": chain is continued,
            f"{role}<{_sort(discourse, other, chain)}": bool(role),
            "joined": own.head.dep_ == "conj" and own.head.head.i == discourse.mentions[other].head,
            "verb": _predicate(discourse, index) == _predicate(discourse, other) != "be",
        }
        yield Candidate(
            other, chain, tuple(features(here, own, discourse.sites[other], rank, told))
        )


def _role(pronoun: Token) -> str:
    """What the pronoun's place asks of what it means: to speak or think, or to own such a thing."""
    if pronoun.dep_ in ("nsubj", "nsubjpass"):
        verb = pronoun.head.lemma_
        if verb == "be":
            return "be"
        if pronoun.dep_ == "nsubjpass":
            return "passive"
        return "minded" if verb in words("person_verbs") else "acting"
    if pronoun.dep_ == "poss":
        owned = noun_of(pronoun.head)
        return f"{owned.type}'s" if owned else "thing's"
    return "object" if pronoun.dep_ == "dobj" else ""


def _sort(discourse: Discourse, other: int, chain: Chain) -> str:
    """The type of a candidate; of an untyped one, whether its noun is abstract."""
    if chain.type is not None and chain.type != "Thing":
        return chain.type
    if chain.named:
        return "Thing"
    noun = discourse.ann.doc[discourse.mentions[other].head].lower_
    return "abstract" if noun.rstrip("s").endswith(_ABSTRACT) else "thing"


def _predicate(discourse: Discourse, index: int) -> str:
    return discourse.ann.doc[discourse.sites[index].verb].lemma_


def _continued(discourse: Discourse, index: int) -> Chain | None:
    """The chain of the nearest pronoun before of the same number and gender."""
    own = discourse.ann.doc[discourse.mentions[index].head].lower_
    for other in discourse.before(index):
        if discourse.sites[index].sentence - discourse.sites[other].sentence > 2:
            break
        word = discourse.ann.doc[discourse.mentions[other].head].lower_
        if (
            discourse.mentions[other].form == "pronoun"
            and KINDS.get(word) == KINDS[own]
            and _GENDER.get(word) == _GENDER.get(own)
        ):
            return discourse.chain_of[other]
    return None


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


def _agrees(discourse: Discourse, chain: Chain, kind: str, gender: str | None) -> bool:
    if kind == "he":
        if chain.plural or chain.gazetteer is not None:
            return False
        if chain.type != "Person" and not (chain.named and _may_be_person(discourse, chain)):
            return False
        return not (chain.sure and chain.gender is not None and chain.gender != gender)
    if kind == "it":
        return chain.type not in ("Person", "Group") and not chain.plural
    if chain.type == "Person" and not chain.plural:
        return chain.gender is None and not chain.named
    return chain.plural or chain.type in ("Organization", "Group", "Place")


def _may_be_person(discourse: Discourse, chain: Chain) -> bool:
    """Whether a name that was not taken for a person's has the shape of one."""
    parts = chain.name.split()
    kind = noun(parts[-1]) if parts else None
    return (
        0 < len(parts) <= 3
        and all(part[:1].isupper() and not part.isupper() for part in parts)
        and type_by_words(parts) is None
        and (kind is None or kind.type == "Person")
        and not any(
            discourse.ann.doc[discourse.mentions[i].first].lower_ == "the"
            for i in chain.mentions
            if discourse.mentions[i].form == "name"
        )
    )


def _is_country(chain: Chain) -> bool:
    entry = load_gazetteer().entry(chain.gazetteer)
    return entry is not None and entry.kind == "Country"


def _barred(discourse: Discourse, index: int) -> list[Chain]:
    """The entities that a pronoun can't mean, as binding keeps it from one of their mentions."""
    here = discourse.sites[index]
    if discourse.ann.doc[here.token].lower_ in _REFLEXIVE:
        return []
    return [
        discourse.chain_of[other]
        for other in discourse.before(index)
        if discourse.sites[other].sentence == here.sentence and not _free(discourse, index, other)
    ]


def _free(discourse: Discourse, index: int, other: int) -> bool:
    """Whether binding lets the pronoun mean the other mention."""
    here, there = discourse.sites[index], discourse.sites[other]
    own = discourse.ann.doc[here.token]
    if there.first <= here.token < there.last:
        return False
    if own.lower_ in _REFLEXIVE:
        return (there.verb == here.verb and there.function in ("subj", "obj", "agent")) or (
            there.sentence == here.sentence and there.function == "subj"
        )
    if here.sentence != there.sentence:
        return True
    if here.function == "poss":
        # "Lee, his brother": he is somebody else than Lee.
        owned, named = own.head, discourse.ann.doc[there.token]
        return not (owned.dep_ == "appos" and owned.head == named) and not (
            named.dep_ == "appos" and named.head == owned
        )
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
    if there.nested or discourse.ann.doc[there.token].dep_ == "conj":
        return True
    return there.token not in _understood(discourse.ann.doc[here.verb], own)


def _understood(verb: Token, pronoun: Token) -> Iterator[int]:
    """Who is the unsaid subject of the infinitive that a pronoun is an argument of.

    "Lee tried to call him", "Lee asked Ott to call him": he is not Lee, and not Ott. The subject of
    an infinitive clause is no subject of the verb above: "Lee let him go".
    """
    above = verb.head
    if verb.dep_ not in ("xcomp", "ccomp") or above == verb or verb.tag_ not in ("VB", "VBG"):
        return
    said = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass", "aux")]
    if any(t.dep_ == "aux" and t.lower_ != "to" for t in said):
        return
    subjects = [t for t in said if t.dep_ != "aux"]
    if pronoun in subjects:
        yield from (t.i for t in above.children if t.dep_ in ("nsubj", "nsubjpass"))
    elif not subjects and pronoun.dep_ in ("dobj", "dative", "iobj", "pobj"):
        if pronoun.dep_ == "pobj" and pronoun.head.head != verb:
            return
        objects = [t.i for t in above.children if t.dep_ in ("dobj", "dative")]
        yield from objects or [t.i for t in above.children if t.dep_ in ("nsubj", "nsubjpass")]


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
