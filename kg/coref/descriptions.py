"""What role phrases say of their bearers, and whether two of them can be of one."""

from collections.abc import Iterable, Iterator

from kg.coref.binding import is_country
from kg.coref.discourse import Chain, Description
from kg.knowledge.derived import derived
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun, noun_of, singular
from kg.syntax.tokens import Token, once_a_token


@once_a_token
def describe(head: Token, knowledge: Knowledge) -> Description:
    """The description a noun phrase gives."""
    modifiers, countries = list[str](), list[str]()
    for token in modifiers_of(head, knowledge):
        country = country_of(token, knowledge)
        if country:
            countries.append(country)
        elif token.is_alpha:
            modifiers.append(token.lemma_.lower())
    own = country_of(head, knowledge) if head.text[:1].isupper() else None
    if own:
        countries.append(own)
    return description(singular(head), knowledge, modifiers, countries)


def description(
    head: str, knowledge: Knowledge, modifiers: Iterable[str] = (), countries: Iterable[str] = ()
) -> Description:
    """A description in its usual words: the vice premier is a deputy prime minister."""
    usual = knowledge.table("role_synonyms")
    if head.startswith("ex-") and head != "ex-":
        head, modifiers = head.removeprefix("ex-"), [*modifiers, "former"]
    *before, noun = usual.get(head, (head,))[0].split() or [head]
    told = [*before, *(word for m in modifiers for word in usual.get(m, (m,))[0].split())]
    return Description(noun, frozenset(told), frozenset(countries))


def called(name: str, entry: Entry | None, knowledge: Knowledge) -> list[Description]:
    """The descriptions in several words by which news speaks of what bears a name.

    "The agency" may be any that is spoken of, "the space agency" is NASA, and "the central bank"
    one that is named like the Bank of Korea.
    """
    countries = [entry.country] if entry and entry.country else []
    lower = name.lower()
    kind, _, home = lower.partition(" of ")
    national = [e for e in knowledge.gazetteer.lookup(home.title()) if e.kind == "Country"]
    phrases = list(entry.called) if entry else []
    for words, told in knowledge.table("called_by_names").items():
        before = words.removesuffix(" of")
        if (national and kind == before) if before != words else words in lower:
            phrases += told
    many = (phrase.lower().split() for phrase in phrases if " " in phrase)
    return [description(head, knowledge, before, countries) for *before, head in many]


def modifiers_of(head: Token, knowledge: Knowledge) -> Iterator[Token]:
    """The words that describe what a noun phrase means, from before and behind its noun."""
    queue = [c for c in head.lefts if c.dep_ not in ("det", "predet", "punct", "cc", "prep")]
    told = ("of", "for") if _is_agreement(head, knowledge) else ("of", "for", "to")
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in told:
            queue += [p for p in child.children if p.dep_ == "pobj"]
    while queue:
        token = queue.pop(0)
        if (
            token.is_punct
            or token.lower_ == "such"
            or token.dep_ in ("case", "det", "punct")
            or token.tag_ == "PRP$"
        ):
            continue
        yield token
        queue += [
            c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "poss", "conj")
        ]


@once_a_token
def states(head: Token, knowledge: Knowledge) -> frozenset[str]:
    """The modifiers that tell how something is and not which one is meant.

    Participles, ages, sizes, "same" and what only judges: "the burning hotel", "the 25-year-old
    building", "the tragic accident".
    """
    found = set[str]()
    for token in modifiers_of(head, knowledge):
        before = token.doc[max(0, token.i - 2) : token.i]
        measured = len(before) == 2 and before[1].text == "-" and token.i < head.i
        participle = token.dep_ == "amod" and token.tag_ in ("VBN", "VBG")
        judged = token.lower_ in knowledge.words("judging_modifiers")
        if participle or measured or judged or token.lower_ in knowledge.words("sameness"):
            found.add(token.lemma_.lower())
            if measured:
                found.update(t.lemma_.lower() for t in before if t.is_alpha)
    return frozenset(found)


def _is_agreement(head: Token, knowledge: Knowledge) -> bool:
    """Whether a noun is one of agreements, after which "to" belongs to another word."""
    kind = noun_of(head, knowledge)
    return kind is not None and kind.type == "Agreement"


def country_of(token: Token, knowledge: Knowledge) -> str | None:
    """The gazetteer id of the country which a name or demonym token stands for."""
    if not token.text[:1].isupper():
        return None
    gazetteer = knowledge.gazetteer
    entry = gazetteer.country_of_demonym(token.text)
    if entry is None:
        found = [e for e in gazetteer.lookup(token.text) if e.kind == "Country"]
        entry = found[0] if found else None
    return entry.id if entry else None


def country_of_region(token: Token, knowledge: Knowledge) -> str | None:
    """The gazetteer id of the country of the region which a word names: "English", "Ohio"."""
    gazetteer = knowledge.gazetteer
    found = (*gazetteer.demonym(token.text), *gazetteer.lookup(token.text))
    regions = [e.country for e in found if e.kind == "Region" and e.country]
    return regions[0] if regions and token.text[:1].isupper() else None


def compatible(one: Description, two: Description, knowledge: Knowledge) -> bool:
    """Whether two descriptions, the first one later, can be of one person or thing.

    "The finance director" is not the chief executive told of before.
    """
    if one.countries and two.countries and not one.countries & two.countries:
        return False
    if {one.head, two.head} & knowledge.words("counterparts"):
        return bool(one.countries & two.countries)
    portfolios, ranks = knowledge.words("portfolios"), knowledge.words("ranks")
    if one.head == two.head:
        ours, others = one.modifiers & portfolios, two.modifiers & portfolios
        fits = not ours or not others or ours == others
        return fits and one.modifiers & ranks == two.modifiers & ranks
    adds_office = one.modifiers & portfolios - two.modifiers
    return _covers(one, two, knowledge) or (_covers(two, one, knowledge) and not adds_office)


def _covers(general: Description, narrow: Description, knowledge: Knowledge) -> bool:
    """Whether one description may repeat another in general words, adding no office of its own.

    "The leader of the council" is not its finance chief.
    """
    portfolios = knowledge.words("portfolios")
    offices = portfolios | knowledge.words("ranks")
    lesser = narrow.modifiers & portfolios - general.modifiers
    return (
        broader(general.head, narrow.head, knowledge)
        and general.modifiers & offices <= narrow.modifiers
        and not (lesser and heads_a_body(general, knowledge))
    )


def heads_a_body(told: Description, knowledge: Knowledge) -> bool:
    """Whether a description is of who is first in a body: "the leader", "the chief executive"."""
    marked = told.modifiers & knowledge.words("marks_of_heads")
    first = told.head in knowledge.words("heads_of_bodies") or bool(marked)
    return first and not told.modifiers & knowledge.words("portfolios")


def shares(one: Description, two: Description, name: str) -> bool:
    """Whether what the first adds to its noun is said by the second or by the name, in part."""
    if not one.modifiers:
        return True
    return bool(one.modifiers & (two.modifiers | frozenset(name.lower().split())))


def in_name(description: Description, chain: Chain, knowledge: Knowledge) -> bool:
    """Whether a name is of such a thing: "the council" for the Security Council of Chile.

    What acts or is a home may be of many kinds; a thing's noun tells the wider words for it, too:
    "the building" for Jolo Cathedral, "the law" for the Clean Air Act.
    """
    if not chain.named or chain.type == "Person":
        return False
    body = chain.type == "Organization" or chain.gazetteer is not None
    kind = noun(description.head, knowledge)
    site = kind is not None and kind.type == "Place"
    general = (not body or site) and description.head in _general_nouns(knowledge)
    if description.head not in chain.name.lower() and not general:
        return False
    words = chain.name.lower().replace("-", " ").split()
    inside = knowledge.words("inside_names")
    cut = next((i for i, word in enumerate(words) if i and word in inside), len(words))
    nouns = {words[-1], words[cut - 1]}
    if chain.type != "Product":
        nouns |= {words[0]}  # "the Hotel Marlow", but not "Crew Dragon"
    if not is_country(chain, knowledge):
        nouns |= {words[-1].rstrip("s")}  # no state, for the United States
    wider = general and any(broader(description.head, word, knowledge) for word in nouns)
    return (
        (len(words) > 1 or wider)
        and (description.head in nouns or wider)
        and description.modifiers <= set(words)
    )


@derived
def _general_nouns(knowledge: Knowledge) -> frozenset[str]:
    """The nouns that are wider words for what others name."""
    told = (fields[0] for fields in knowledge.table("broader_nouns").values() if fields)
    return frozenset(word for words in told for word in words.split())


def broader(general: str, narrow: str, knowledge: Knowledge) -> bool:
    """Whether the first noun is a word for all that the second names."""
    return general in knowledge.table("broader_nouns").get(narrow, ("",))[0].split()


def of_no_firm(description: Description, chain: Chain, knowledge: Knowledge) -> bool:
    """Whether a company is meant, and the chain is a group of another kind: "the rights group"."""
    firm = description.head in knowledge.words("any_company") - knowledge.words("groups_as_one")
    kinds = knowledge.words("kinds_of_groups")
    return firm and any(d.modifiers & kinds for d in chain.descriptions)


def so_called(description: Description, chain: Chain, knowledge: Knowledge) -> bool:
    """Whether news speaks so of what the gazetteer knows: "the US space agency" for NASA."""
    # "Rights" is told by its lemma where it stands in a text.
    owners = knowledge.words("words_for_countries") | knowledge.words("before_world_bodies")
    told = {word.removesuffix("s") for word in description.modifiers - owners}
    return any(
        description.head == known.head
        and told == {word.removesuffix("s") for word in known.modifiers}
        and (description.countries <= known.countries or not known.countries)
        for known in chain.called
    )
