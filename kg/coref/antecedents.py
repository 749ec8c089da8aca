"""The antecedents that a third-person pronoun may have, with what tells for and against each."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.coref.binding import (
    agrees,
    barred,
    free,
    in_own_words,
    is_country,
    is_hearer,
    may_speak,
)
from kg.coref.discourse import Chain, Discourse
from kg.coref.salience import features, role
from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge


def kind_of(word: str, knowledge: Knowledge) -> tuple[str, str | None]:
    """The kind of a third-person pronoun and the gender it tells; no kind for other words."""
    kind, *gender = knowledge.table("third_person").get(word, ("",))
    return kind, gender[0] if gender else None


@derived
def _windows(knowledge: Knowledge) -> dict[str, int]:
    """How many sentences back an antecedent is looked for, by the kind of pronoun."""
    return {
        "he": knowledge.whole("coref.window_of_he"),
        "it": knowledge.whole("coref.window_of_it"),
        "they": knowledge.whole("coref.window_of_they"),
    }


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A possible antecedent of a pronoun with its features."""

    mention: int
    chain: Chain
    features: tuple[str, ...]


def candidates(discourse: Discourse, index: int, countries: bool = False) -> Iterator[Candidate]:
    """The antecedents that agreement and binding admit, nearest first, with their features.

    ``countries``: "she" is a country, as in solemn speech where no woman is spoken of.
    """
    doc = discourse.ann.doc
    own = doc[discourse.mentions[index].head]
    here = discourse.sites[index]
    kind, gender = kind_of(own.lower_, discourse.knowledge)
    most = discourse.knowledge.whole("coref.mentions_weighed")
    speaker = discourse.speaker_of(own.i)
    previous = _previous_speaker(discourse, index)
    continued = _continued(discourse, index)
    asked = role(own, discourse.knowledge)
    impossible = barred(discourse, index)
    is_speaker = own.i in discourse.said_by
    seen: dict[Chain, int] = {}
    for other in _reachable(discourse, index, _windows(discourse.knowledge)[kind]):
        chain = discourse.chain_of[other]
        fits = (
            is_country(chain, discourse.knowledge)
            if countries
            else agrees(discourse, chain, kind, gender)
        )
        if seen.get(chain, 0) >= most or not fits:
            continue
        there = discourse.mentions[other].head
        if in_own_words(discourse, own.i, there) or is_hearer(discourse, own.i, there):
            continue
        if is_speaker and not may_speak(discourse, other, chain, kind):
            continue
        if (chain is speaker and here.quoted >= 0) or not free(discourse, index, other):
            continue
        if chain in impossible:
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
            "first": chain.named and _is_first(discourse, chain),
            "last": earlier[-1:] == [other],
            "lead": _leads(discourse, other),
            "pronouns": sum(1 for i in earlier if discourse.mentions[i].form == "pronoun"),
            "speaker": is_speaker and chain is previous,
            "again": chain is previous,
            "reported": chain is speaker,
            "continued": chain is continued,
            f"{asked}<{_sort(discourse, other, chain)}": bool(asked),
            "joined": own.head.dep_ == "conj" and own.head.head.i == discourse.mentions[other].head,
            "verb": _predicate(discourse, index) == _predicate(discourse, other) != "be",
        }
        yield Candidate(
            other, chain, tuple(features(here, own, discourse.sites[other], rank, told))
        )


def _sort(discourse: Discourse, other: int, chain: Chain) -> str:
    """The type of a candidate; of an untyped one, whether its noun is abstract."""
    if chain.type is not None and chain.type != "Thing":
        return chain.type
    if chain.named:
        return "Thing"
    noun = discourse.ann.doc[discourse.mentions[other].head].lower_
    endings = tuple(discourse.knowledge.words("abstract_endings"))
    return "abstract" if noun.rstrip("s").endswith(endings) else "thing"


def _predicate(discourse: Discourse, index: int) -> str:
    return discourse.ann.doc[discourse.sites[index].verb].lemma_


def _continued(discourse: Discourse, index: int) -> Chain | None:
    """The chain of the nearest pronoun before of the same number and gender."""
    own = kind_of(discourse.ann.doc[discourse.mentions[index].head].lower_, discourse.knowledge)
    window = discourse.knowledge.whole("coref.continued_window")
    for other in discourse.before(index):
        if discourse.sites[index].sentence - discourse.sites[other].sentence > window:
            break
        word = discourse.ann.doc[discourse.mentions[other].head].lower_
        if (
            discourse.mentions[other].form == "pronoun"
            and kind_of(word, discourse.knowledge) == own
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


def _leads(discourse: Discourse, other: int) -> bool:
    """Whether no other name stands before the mention in its sentence."""
    sentence = discourse.sites[other].sentence
    while other > 0 and discourse.sites[other - 1].sentence == sentence:
        other -= 1
        if other in discourse.chain_of and discourse.chain_of[other].type in ("Person", None):
            return False
    return True


def _is_first(discourse: Discourse, chain: Chain) -> bool:
    """Whether no other of its type that is named anywhere is told of before."""
    placed = (discourse.chain_of.get(index) for index in range(chain.mentions[0]))
    return not any(c is not None and c.named and c.type == chain.type for c in placed)


def _ends_in_a(chain: Chain) -> bool:
    first = chain.name.split()[0] if chain.name else ""
    return chain.named and first[-1:] in ("a", "á")


def _reachable(discourse: Discourse, index: int, window: int) -> Iterator[int]:
    here = discourse.sites[index]
    # A fronted phrase or clause may hold a pronoun of the subject that follows.
    last = index + discourse.knowledge.whole("coref.mentions_behind_fronted")
    for other in range(index + 1, min(last + 1, len(discourse.mentions))):
        if other in discourse.chain_of and discourse.mentions[other].form == "name":
            there = discourse.sites[other]
            if there.sentence != here.sentence:
                break
            if (
                there.function == "subj"
                and there.verb in here.above
                and not any(
                    _forestalls(discourse, i, other) for i in discourse.before_in_sentence(index)
                )
            ):
                yield other
                break
    for other in discourse.before(index):
        if here.sentence - discourse.sites[other].sentence > window:
            break
        yield other


def _forestalls(discourse: Discourse, before: int, behind: int) -> bool:
    """Whether a subject before a pronoun leaves no room for one behind its clause.

    "When Grant announced *his* resignation, Lee ran."
    """
    site, chain = discourse.sites[before], discourse.chain_of.get(before)
    alike = chain is not None and chain.named and chain.type == discourse.chain_of[behind].type
    return site.function == "subj" and (alike or site.verb == discourse.sites[behind].verb)


def _previous_speaker(discourse: Discourse, index: int) -> Chain | None:
    mention = discourse.mentions[index]
    speakers = discourse.speakers
    for head, start in reversed(speakers[: bisect_left(speakers, (mention.head, 0))]):
        if start < mention.span.start:
            return discourse.chain_at(head)
    return None
