"""Which country a description means: "the country", "our nation", "his country"."""

from collections import Counter
from collections.abc import Iterator

from kg.coref.binding import is_country
from kg.coref.descriptions import country_of, describe
from kg.coref.discourse import Chain, Discourse, determiner, plural_phrase


def country_in_focus(discourse: Discourse, index: int) -> Chain | None:
    """The country a text speaks of; behind a possessor the one that they are told to be of."""
    mention, words = discourse.mentions[index], discourse.knowledge.words
    head = discourse.ann.doc[mention.head]
    if head.lower_ in words("homelands"):
        first = discourse.ann.doc[mention.first]
        if first.lower_ in words("speakers_own"):
            return _last_country(discourse, index)
        if first.tag_ == "PRP$":
            return _home(discourse, discourse.chain_at(first.i))
    if head.lower_ not in words("words_for_countries") or plural_phrase(head, discourse.knowledge):
        return None
    if determiner(discourse, mention) not in words("pointing"):
        return None
    told = describe(head, discourse.knowledge)
    if told.countries or told.modifiers - words("regions_of_nations") - words("sameness"):
        return None
    return _last_country(discourse, index)


def _home(discourse: Discourse, owner: Chain | None) -> Chain | None:
    """The country somebody is told to be of: "his country" for a president of Chile."""
    if owner is None or owner.type != "Person":
        return None
    told = frozenset[str]().union(*(d.countries for d in owner.descriptions))
    found = [c for c in discourse.chains if c.gazetteer in told and c.mentions]
    return found[0] if len(told) == len(found) == 1 else None


def _last_country(discourse: Discourse, index: int) -> Chain | None:
    """The country named last, or told of again as "the country".

    An adjective ("Chilean copper") counts where it is the last of its sentence and nobody has told
    of a country as such.
    """
    here, words = discourse.sites[index], discourse.knowledge.words
    window = discourse.knowledge.whole("coref.country_window")
    adjective, said = None, here.sentence
    for other in discourse.before(index):
        sentence = discourse.sites[other].sentence
        if here.sentence - sentence > window:
            break
        token = discourse.ann.doc[discourse.mentions[other].head]
        if discourse.mentions[other].form != "name":
            chain = discourse.chain_of[other]
            again = token.lower_ in words("words_for_countries")
            if again and is_country(chain, discourse.knowledge):
                return chain
            continue
        if adjective and sentence < said:
            continue
        for chain, full in _countries_named(discourse, other):
            if full and token.dep_ not in ("amod", "compound"):
                return chain
            adjective, said = adjective or chain, sentence
    return adjective or _main_country(discourse, index)


def _countries_named(discourse: Discourse, index: int) -> Iterator[tuple[Chain, bool]]:
    """The country that a name means, or that stands in a body's name, and whether as a noun.

    "The Parliament of Iraq voted": the text speaks of Iraq.
    """
    chain = discourse.chain_of[index]
    if is_country(chain, discourse.knowledge):
        yield chain, True
    if chain.type != "Organization":
        return
    mention = discourse.mentions[index]
    for token in discourse.ann.doc[mention.first : mention.last]:
        country = country_of(token, discourse.knowledge)
        for other in discourse.chains:
            if country is not None and other.gazetteer == country:
                yield other, token.dep_ == "pobj"


def _main_country(discourse: Discourse, index: int) -> Chain | None:
    """The country that an article has been about so far, if it is about one."""
    times = Counter[Chain]()
    for other in discourse.before(index):
        chain = discourse.chain_of[other]
        if is_country(chain, discourse.knowledge):
            times[chain] += 1
    if not times:
        return None
    (main, most), *others = times.most_common(2)
    least = discourse.knowledge.number("coref.focus_times") * (others[0][1] if others else 0)
    return main if most >= least else None
