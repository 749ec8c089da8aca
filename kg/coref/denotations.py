"""Which chains a common noun can denote, and how surely: "the man", "the firm", "the city".

A grade is 2 where a chain must be of the kind, 1 where it may be, None where it cannot.
"""

from kg.coref.ages import age_of
from kg.coref.descriptions import broader, compatible, country_of_region, describe, modifiers_of
from kg.coref.discourse import Chain, Discourse
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.namewords import is_site
from kg.mentions.nouns import noun, singular
from kg.syntax.tokens import Token


def named_person(chain: Chain) -> bool:
    """Whether a chain is one person whose name is told."""
    return chain.named and chain.type == "Person"


def person(chain: Chain) -> bool:
    """Whether a chain is one person."""
    return chain.type == "Person" and not chain.plural


def human(chain: Chain, head: Token, discourse: Discourse) -> int | None:
    """Whether somebody can be "the man": of that gender, rather somebody without a name."""
    found = noun(singular(head), discourse.knowledge)
    gender = found.gender if found else None
    if not person(chain) or (gender and chain.gender not in (None, gender)):
        return None
    named = (discourse.mentions[i] for i in chain.mentions)
    if head.sent.start in {
        discourse.ann.doc[m.head].sent.start for m in named if m.form == "name" or not chain.named
    }:
        return None
    if not chain.named and gender and chain.gender is None:
        return None
    return 1 if chain.named else 2


def countryman(chain: Chain, country: str) -> int | None:
    """Whether somebody can be of that country, by what is told of them."""
    told = frozenset[str]().union(*(d.countries for d in chain.descriptions))
    if told:
        return 2 if country in told else None
    return 1


def aged(discourse: Discourse, chain: Chain, years: str) -> int | None:
    """Whether somebody can be so old: the age behind the name, or none told."""
    told = age_of(discourse, chain)
    return 1 if not told else 2 if told == years else None


def aged_worker(discourse: Discourse, chain: Chain, head: Token, years: str) -> int | None:
    """Whether somebody can be "the 28-year-old teacher": by age, and by the work told of them."""
    grade, work = aged(discourse, chain, years), role_holder(discourse, chain, head, "role")
    return grade if grade == 2 or work is not None else None


def seat_of(head: Token, knowledge: Knowledge) -> list[Token]:
    """The words of where a firm sits: of "the London-based miner", or "the London firm"."""
    seats = knowledge.words("seating_participles")
    bases = [c for c in head.lefts if c.lower_ in seats]
    seated = singular(head) in knowledge.words("bodies_of_towns")
    towns = [
        c
        for c in head.lefts
        if seated
        and c.dep_ in ("compound", "nmod", "amod")
        and any(e.kind == "City" for e in knowledge.gazetteer.lookup(c.text))
    ]
    return [*towns, *(t for base in bases for t in (base, *base.lefts) if t.is_alpha)]


def body(discourse: Discourse, chain: Chain, head: Token, kind: str) -> int | None:
    """Whether an organisation can be called so: by the nouns of its name and descriptions."""
    if chain.type not in ("Organization", "Group") or not chain.named:
        return None
    word, knowledge = singular(head), discourse.knowledge
    told = describe(head, knowledge).countries | frozenset(
        entry.country
        for token in seat_of(head, knowledge)
        for entry in knowledge.gazetteer.lookup(token.text)[:1]
        if entry.country
    )
    known = frozenset[str]().union(*(d.countries for d in chain.descriptions))
    known = known | _origins(discourse, chain)
    if word in knowledge.words("words_for_teams") and not known:
        # A club is called by its town.
        towns = [e for w in chain.name.split() for e in knowledge.gazetteer.lookup(w)[:1]]
        known = frozenset(e.country for e in towns if e.kind == "City" and e.country)
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
    entry = knowledge.gazetteer.entry(chain.gazetteer)
    so_called = entry is not None and any(p.split()[-1] == word for p in entry.called)
    if so_called or any(k == word or broader(word, k, knowledge) for k in kinds):
        return 2
    any_kind = knowledge.words("words_for_bodies") | knowledge.words("any_company")
    if told & known and (not kinds or word in any_kind):
        return 2
    of_a_kind = kinds - knowledge.words("any_company")
    if of_a_kind or (chain.gazetteer and kind != "company"):
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


def role_holder(discourse: Discourse, chain: Chain, head: Token, kind: str) -> int | None:
    """Whether somebody can be called by that work: it was told so, or nothing else was."""
    if not named_person(chain):
        return None
    told = describe(head, discourse.knowledge)
    gender = found.gender if (found := noun(singular(head), discourse.knowledge)) else None
    if gender and chain.gender not in (None, gender):
        return None
    if any(compatible(told, d, discourse.knowledge) for d in chain.descriptions):
        return 2
    known = frozenset[str]().union(*(d.countries for d in chain.descriptions))
    if told.countries and known and not told.countries & known:
        return None
    # A midfielder may be an international, and a champion a runner.
    fame = discourse.knowledge.words("nouns_of_fame") | discourse.knowledge.words("honorifics")
    work = told.head not in fame and any(d.head not in fame for d in chain.descriptions)
    return None if work else 1


def placed_or_named(discourse: Discourse, chain: Chain, head: Token, kind: str) -> int | None:
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
