"""Link surnames and other single names with the one full name that they mean, or one another."""

from collections import defaultdict
from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.namematch import generation, parts_of, same_spelling, skeleton, surnames
from kg.linking.person import Person, support_of
from kg.linking.profiles import Contexts
from kg.model import Judgement, Verdict


def link_short_names(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """Surnames and other single names: joined with the one full name that fits, or one another."""
    surname = knowledge.number("linking.surname")
    full = [person for person in people if person.names]
    by_part = defaultdict[str, list[tuple[float, Person]]](list)
    elders = {
        s
        for p in full
        for parts in p.names
        if not generation(parts, knowledge)
        for s in surnames(parts, knowledge)
    }
    for person in full:
        # The son's "Jr." is said where his father is known as well.
        called = {
            s: knowledge.number("linking.surname_of_son")
            if generation(parts, knowledge) and s in elders
            else surname
            for parts in person.names
            for s in surnames(parts, knowledge)
        }
        for parts in person.names:
            for part in parts:
                # A first name alone means whom articles call by it, not everybody who has it.
                given = "linking.given_told" if part in person.called else "linking.given"
                called.setdefault(part, knowledge.number(given))
        for part, base in sorted(called.items()):
            by_part[part].append((base, person))
    # Spellings: "Gadhafi" is also looked for under what is left of "Gaddafi".
    spellings = defaultdict[str, set[str]](set)
    for part in by_part:
        spellings[skeleton(part, knowledge)].add(part)
    left = defaultdict[str, list[Person]](list)
    for person in people:
        if person.names:
            continue
        (part, *_) = parts_of(person.profiles[0].name, knowledge) or ("",)
        options = by_part.get(part, [])
        bones = skeleton(part, knowledge)
        if not options and len(bones) >= knowledge.whole("linking.telling_consonants"):
            alike = [s for s in sorted(spellings[bones]) if same_spelling(part, s, knowledge)]
            options = [o for other in alike for o in by_part[other] if o[0] >= surname]
        judged = _attach(person, options, around, knowledge)
        for judgement in judged:
            if judgement.verdict == "same" and not clusters.join(judgement.left, judgement.right):
                continue
            yield judgement
        if not any(base >= surname for base, _ in options):
            left[part].append(person)
    for _, alone in sorted(left.items()):
        yield from _join_single_names(alone, clusters, around, knowledge)


def _attach(
    person: Person,
    options: list[tuple[float, Person]],
    around: Contexts,
    knowledge: Knowledge,
) -> list[Judgement]:
    """Whom of the options a single name means: one by far, or nobody."""
    if not options:
        return []
    number = knowledge.number
    surname, given = number("linking.surname"), number("linking.given_told")
    company, only = number("linking.short_company"), number("linking.only_name")
    articles = set(person.articles)
    ranked = []
    told = sum(len(other.articles) for base, other in options if base >= surname) or 1
    sole = sum(base >= surname for base, _ in options) <= 1
    for base, other in options[: knowledge.whole("linking.block")]:
        score = base + company * support_of(person, [other], around)
        if sole and (base >= surname or (base >= given and len(options) == 1)):
            score += only
        elif base >= surname:
            # Only the better known goes without a first name.
            score += number("linking.better_known") * len(other.articles) / told
        if person.countries & other.countries or person.posts & other.posts:
            score += number("linking.short_shared")
        if person.genders and other.genders and not person.genders & other.genders:
            score -= number("linking.other_gender")
        if articles & set(other.articles):
            # The article itself kept them apart.
            score -= number("linking.kept_apart")
        ranked.append((round(score, 3), other.id))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    best, chosen = ranked[0]
    margin = best - ranked[1][0] if len(ranked) > 1 else 1.0
    if best >= number("linking.person_same") and margin >= number("linking.lead"):
        why = "the only full name with it" if sole else "the full name in like company"
        return [_judgement(person.id, chosen, "same", best, f"short name; {why}")]
    return [
        _judgement(person.id, other, "unsure", score, "short name; several may be meant")
        for score, other in ranked[: knowledge.whole("linking.proposed")]
        if score >= number("linking.person_unsure")
    ]


def _judgement(one: str, two: str, verdict: Verdict, score: float, reason: str) -> Judgement:
    left, right = sorted((one, two))
    return Judgement(left, right, verdict, round(min(1.0, score), 3), reason)


def _join_single_names(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """One single name which no full name has means one person in like company."""
    if len(people) < 2:
        return
    number = knowledge.number
    base, company = number("linking.single_name"), number("linking.short_company")
    ids = [person.id for person in people]
    for person in people[1:]:
        others = [other for other in people if other is not person]
        others = others[: knowledge.whole("linking.articles")]
        support = support_of(person, others, around)
        shared = any(person.countries & o.countries or person.posts & o.posts for o in others)
        score = base + company * support + number("linking.short_shared") * shared
        verdict: Verdict = "same" if score >= number("linking.person_same") else "unsure"
        if verdict == "same" and not clusters.join(ids[0], person.id):
            continue
        yield _judgement(ids[0], person.id, verdict, score, "same single name, no full name known")
