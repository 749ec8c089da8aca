"""What a definite description repeats of what was named: "the firm", "the city", "the Turk".

A noun of `focus_nouns` tells of which kind the named thing must be. Of several that can be meant it
is the one most spoken of of late; nothing where two are spoken of alike.
"""

from collections import defaultdict
from collections.abc import Callable

from spacy.tokens import Token

from kg.coref.descriptions import (
    broader,
    compatible,
    country_of,
    country_of_region,
    describe,
    modifiers_of,
)
from kg.coref.discourse import Chain, Discourse, determiner, plural_phrase
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.namewords import is_site
from kg.mentions.nouns import noun, singular


def spoken_of(discourse: Discourse, index: int) -> Chain | None:
    """The named chain which a definite description repeats, if one is clearly meant."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head, words = doc[mention.head], discourse.knowledge.words
    if determiner(discourse, mention) not in words("pointing"):
        return None
    if plural_phrase(head, discourse.knowledge) and singular(head) not in words("groups_as_one"):
        return None
    if any(c.dep_ in ("prep", "acl", "relcl") and c.i == head.i + 1 for c in head.rights):
        return None
    if mention.type == "Person" and (country := country_of(head, discourse.knowledge)):
        return _best(discourse, index, lambda c: _countryman(discourse, c, country), _named_person)
    if head.lower_ in words("of_an_age"):
        years = _years(head, discourse.knowledge)
        return _best(discourse, index, lambda c: _aged(discourse, c, years), _named_person)
    told = describe(head, discourse.knowledge)
    regions = frozenset(
        token.lemma_.lower()
        for token in modifiers_of(head, discourse.knowledge)
        if country_of_region(token, discourse.knowledge)
    )
    (kind,) = discourse.knowledge.table("focus_nouns").get(singular(head), ("",))
    towns = words("kinds_of_towns") if kind == "city" else frozenset[str]()
    if told.modifiers - regions - words("vague_modifiers") - words("sameness") - towns:
        return None
    parts = discourse.knowledge.table("case_parts").get(singular(head), ())
    part = next((p.partition(":")[2] for p in parts if p.startswith("noun:")), None)
    if part is not None:
        return _of_part(discourse, index, part)
    if not kind:
        return None
    if towns & told.modifiers & words("kinds_of_capitals"):
        kind = "capital"
    if kind == "human":
        return _best(discourse, index, lambda c: _human(c, head, discourse), _person)
    fits = {"company": _body, "body": _body, "role": _role}.get(kind, _placed_or_named)
    return _best(discourse, index, lambda c: fits(discourse, c, head, kind), lambda c: c.named)


Grade = Callable[[Chain], int | None]


def _best(
    discourse: Discourse, index: int, grade: Grade, named: Callable[[Chain], bool]
) -> Chain | None:
    """The chain that fits best and is most spoken of in the last sentences.

    ``grade`` tells how surely a chain can be meant: 2 that it must be of the kind, 1 that it may,
    None that it cannot.
    """
    here, weights = discourse.sites[index], defaultdict[Chain, float](float)
    grades: dict[Chain, int | None] = {}
    number, window = discourse.knowledge.number, discourse.knowledge.whole("coref.focus_window")
    subject, nested = number("coref.focus_subject"), number("coref.focus_nested")
    decay = number("coref.focus_decay")
    for other in discourse.before(index):
        there = discourse.sites[other]
        gap = here.sentence - there.sentence
        if gap > window:
            break
        chain = discourse.chain_of[other]
        if not named(chain) or chain.plural:
            continue
        if chain not in grades:
            grades[chain] = grade(chain)
        if grades[chain] is None or (gap == 0 and _beside(discourse, index, chain)):
            continue
        weight = nested if there.nested else subject if there.function == "subj" else 1.0
        weights[chain] += weight * decay**gap
    if not weights:
        return _only(discourse, index, grade, named)
    top = max(grades[c] or 0 for c in weights)
    pool = sorted((c for c in weights if grades[c] == top), key=lambda c: -weights[c])
    least = number("coref.focus_alike") * weights[pool[0]]
    alike = [c for c in pool if weights[c] > least]
    if len(alike) == 1:
        return pool[0]
    # What the whole article is about.
    alike.sort(key=lambda c: -_times(discourse, c))
    times = number("coref.focus_times")
    one, two = (_times(discourse, c) for c in alike[:2])
    return alike[0] if one >= times * two else None


def _only(
    discourse: Discourse, index: int, grade: Grade, named: Callable[[Chain], bool]
) -> Chain | None:
    """The only thing before that must be of the kind, however long ago it was named.

    "The region" may be any.
    """
    head = discourse.ann.doc[discourse.mentions[index].head]
    if head.lower_ in discourse.knowledge.words("words_for_areas"):
        return None
    before = (c for c in discourse.chains if c.mentions and c.mentions[0] < index)
    found = [c for c in before if named(c) and not c.plural and grade(c) == 2]
    return found[0] if len(found) == 1 and not _beside(discourse, index, found[0]) else None


def _times(discourse: Discourse, chain: Chain) -> int:
    """How often somebody is spoken of; a name and its phrase with the title are once."""
    return len({discourse.mentions[i].head for i in chain.mentions})


def _beside(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether a chain has a part in the clause of the description, so that another is meant."""
    here = discourse.sites[index]
    return any(
        discourse.sites[i].verb == here.verb
        and discourse.sites[i].sentence == here.sentence
        and not discourse.sites[i].nested
        for i in chain.mentions
    )


def _named_person(chain: Chain) -> bool:
    return chain.named and chain.type == "Person"


def _person(chain: Chain) -> bool:
    return chain.type == "Person" and not chain.plural


def _human(chain: Chain, head: Token, discourse: Discourse) -> int | None:
    """Whether somebody can be "the man": of that gender, rather somebody without a name."""
    found = noun(singular(head), discourse.knowledge)
    gender = found.gender if found else None
    if not _person(chain) or (gender and chain.gender not in (None, gender)):
        return None
    named = (discourse.mentions[i] for i in chain.mentions)
    if head.sent.start in {
        discourse.ann.doc[m.head].sent.start for m in named if m.form == "name" or not chain.named
    }:
        return None
    if not chain.named and gender and chain.gender is None:
        return None
    return 1 if chain.named else 2


def _countryman(discourse: Discourse, chain: Chain, country: str) -> int | None:
    """Whether somebody can be of that country, by what is told of them."""
    told = frozenset[str]().union(*(d.countries for d in chain.descriptions))
    if told:
        return 2 if country in told else None
    return 1


def _years(head: Token, knowledge: Knowledge) -> str:
    """The age that a description tells: "34" of "the 34-year-old"."""
    start = max(0, head.i - knowledge.whole("coref.words_of_age"))
    return next((t.lower_ for t in head.doc[start : head.i] if t.tag_ == "CD"), "")


def _aged(discourse: Discourse, chain: Chain, years: str) -> int | None:
    """Whether somebody can be so old: the age behind the name, or none told."""
    told = age_of(discourse, chain)
    return 1 if not told else 2 if told == years else None


def age_of(discourse: Discourse, chain: Chain) -> str:
    """The age told beside a name: "Ann Lee, 34,", "the 34-year-old guard Ann Lee"; or nothing."""
    knowledge = discourse.knowledge
    telling, aged = knowledge.words("before_ages") | {",", "("}, knowledge.words("of_an_age")
    reach = knowledge.whole("coref.age_before_name")
    for index in chain.mentions:
        mention = discourse.mentions[index]
        after = discourse.ann.doc[mention.last : mention.last + 3]
        ages = [t.text for t in after if t.is_digit and after[0].text in telling]
        if ages:
            return ages[0]
        before = discourse.ann.doc[max(0, mention.first - reach) : mention.first]
        olds = [t for t in before if t.lower_ in aged and t.nbor(-1).text == "-"]
        if olds:
            return _years(olds[-1], knowledge)
    return ""


def _of_part(discourse: Discourse, index: int, part: str) -> Chain | None:
    """The one person who has that part in the case, by what they are said to do or suffer."""
    doc = discourse.ann.doc
    parts = discourse.knowledge.table("case_parts")
    found: list[Chain] = []
    for chain in discourse.chains:
        if not _person(chain) or not chain.mentions or _beside(discourse, index, chain):
            continue
        if not chain.named and chain.mentions[0] >= index:
            continue
        for other in chain.mentions:
            token = doc[discourse.mentions[other].head]
            if discourse.mentions[other].form == "pronoun":
                continue
            while token.dep_ in ("conj", "appos"):
                token = token.head
            how = "agent" if token.dep_ == "nsubj" else "patient"
            if token.dep_ in ("nsubj", "nsubjpass", "dobj") and f"{how}:{part}" in parts.get(
                token.head.lemma_, ()
            ):
                break
        else:
            continue
        found.append(chain)
    if len(found) == 1:
        return found[0]
    return _best(discourse, index, lambda c: 1 + c.named if c in found else None, _person)


def _body(discourse: Discourse, chain: Chain, head: Token, kind: str) -> int | None:
    """Whether an organisation can be called so: by the nouns of its name and descriptions."""
    if chain.type not in ("Organization", "Group") or not chain.named:
        return None
    word, knowledge = singular(head), discourse.knowledge
    told = describe(head, knowledge).countries
    known = frozenset[str]().union(*(d.countries for d in chain.descriptions))
    known = known | _origins(discourse, chain)
    if told and known and not told & known:
        return None
    words = [w.strip(".").rstrip("s") for w in chain.name.lower().replace("-", " ").split()]
    kinds = {w for w in words if (n := noun(w, knowledge)) and n.type in ("Organization", "Group")}
    if any(w in knowledge.words("company_suffixes") for w in words):
        kinds.add("company")
    if is_site(chain.name):
        kinds.add("website")
    if any(w in knowledge.words("clubs") for w in (words[0], words[-1])):
        kinds.add("club")
    kinds |= {d.head for d in chain.descriptions if _of_body(d.head, knowledge)}
    if told & known or any(k == word or broader(word, k, knowledge) for k in kinds):
        return 2
    if kinds or (chain.gazetteer and kind != "company"):
        return None
    return 1 if kind == "company" or word in knowledge.words("words_for_bodies") else None


def _of_body(word: str, knowledge: Knowledge) -> bool:
    found = noun(word, knowledge)
    return found is not None and found.type in ("Organization", "Group")


def _origins(discourse: Discourse, chain: Chain) -> frozenset[str]:
    """The countries where a body is told to be, right behind its name: "Fennel Wire of Gdynia"."""
    doc, found = discourse.ann.doc, set[str]()
    for index in chain.mentions:
        mention = discourse.mentions[index]
        for child in doc[mention.head].rights:
            if child.dep_ == "prep" and child.lower_ in discourse.knowledge.words("behind_homes"):
                for token in child.children:
                    entries = discourse.knowledge.gazetteer.lookup(token.text)
                    home = [e.country or e.id for e in entries if e.type == "Place"]
                    found.update(home[:1])
    return frozenset(found)


def _role(discourse: Discourse, chain: Chain, head: Token, kind: str) -> int | None:
    """Whether somebody can be called by that work: it was told so, or nothing else was."""
    if not _named_person(chain):
        return None
    told = describe(head, discourse.knowledge)
    gender = found.gender if (found := noun(singular(head), discourse.knowledge)) else None
    if gender and chain.gender not in (None, gender):
        return None
    if any(compatible(told, d, discourse.knowledge) for d in chain.descriptions):
        return 2
    return None if chain.descriptions else 1


def _placed_or_named(discourse: Discourse, chain: Chain, head: Token, kind: str) -> int | None:
    """Whether a place, ship, storm or work can be called so."""
    word, knowledge = singular(head), discourse.knowledge
    entry = knowledge.gazetteer.entry(chain.gazetteer)
    if kind in ("city", "region", "capital"):
        if chain.type != "Place":
            return None
        told = describe(head, knowledge).countries | frozenset(
            country
            for token in modifiers_of(head, knowledge)
            for country in [country_of_region(token, knowledge)]
            if country
        )
        if told and entry and entry.country not in told:
            return None
        return _place_kind(discourse, chain, entry, word, kind)
    words = set(chain.name.lower().split()) | {d.head for d in chain.descriptions}
    openers = knowledge.table("name_openers")
    if kind == "storm":
        return 2 if chain.type == "Event" and words & knowledge.words("storms") else None
    if kind == "ship":
        opened = any(openers.get(w, [""])[0] == "Product" for w in words)
        alike = any(w == word or broader(word, w, knowledge) for w in words)
        return 2 if opened or alike else 1 if chain.type == "Product" else None
    if chain.type != "Work":
        return None
    other = {d.head for d in chain.descriptions}
    return (
        2 if any(w == word or broader(word, w, knowledge) for w in other) else None if other else 1
    )


def _place_kind(
    discourse: Discourse, chain: Chain, entry: Entry | None, word: str, kind: str
) -> int | None:
    """Whether a place is a city, region or capital, by the gazetteer, else by what is told."""
    if any(d.head == word for d in chain.descriptions):
        return 2
    if entry is None:
        kinds = discourse.knowledge.table("focus_nouns")
        told = {kinds[d.head][0] for d in chain.descriptions if d.head in kinds}
        if told and kind not in told:
            return None
        last = noun(chain.name.split()[-1], discourse.knowledge)
        first = noun(chain.name.split()[0], discourse.knowledge)
        if last or first:
            return None
        return 1 if kind != "capital" else None
    if kind == "capital":
        return 2 if discourse.knowledge.gazetteer.seat_of(chain.name) else None
    if kind == "city":
        return {"City": 2, "Territory": 1}.get(entry.kind)
    if word in discourse.knowledge.words("words_for_territories"):
        return {"Territory": 2, "Region": 1, "Country": 1}.get(entry.kind)
    return 2 if entry.kind == "Region" else None
