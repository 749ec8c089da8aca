"""Which names of one article are the same entity's: surnames, acronyms, variants, short forms."""

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from kg.knowledge.bodies import generic_body
from kg.knowledge.folding import fold
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import gender_of_given_name, titles
from kg.model import Mention
from kg.syntax.annotate import Annotation

_SUFFIXES = frozenset(
    [
        "inc",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "plc",
        "ag",
        "gmbh",
        "sa",
        "group",
        "holdings",
    ]
)
_GENERATIONS = frozenset(["jr", "sr"])
_HONORIFICS = frozenset(["Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Miss", "Dr."])
_MINOR = frozenset(["of", "the", "and", "for", "on", "in", "to", "a", "an", "&", "de", "la"])


@dataclass
class Alias:
    """The occurrences of one or more name strings that mean one entity.

    ``generation`` is "jr" or "sr" where a person's name ends so, and else empty.
    """

    type: str
    generation: str = ""
    forms: list[tuple[str, ...]] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)

    @property
    def longest(self) -> tuple[str, ...]:
        """The form with most parts, the first of them."""
        return max(self.forms, key=len)


def parts_of(name: str) -> tuple[str, ...]:
    """The comparable parts of a name; hyphens part, particles stay, "Jr." does not."""
    found = [p for p in re.split(r"[\s\-/,]+", re.sub("['.]", "", fold(name))) if p]
    while len(found) > 1 and (found[-1] == "s" or found[-1] in _GENERATIONS):
        found.pop()
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    return tuple(found)


def generation_of(name: str) -> str:
    """The "jr" or "sr" at the end of a name, else nothing."""
    last = re.split(r"[\s,]+", fold(name).replace(".", ""))[-1]
    return last if last in _GENERATIONS else ""


def initials(parts: tuple[str, ...]) -> set[str]:
    """The acronyms a name may have: with and without its minor words."""
    major = [p for p in parts if p not in _MINOR]
    return {"".join(p[0] for p in major), "".join(p[0] for p in parts)}


def cluster_names(ann: Annotation, mentions: tuple[Mention, ...]) -> list[Alias]:
    """The names of an article by entity, in order of first mention."""
    exact: dict[tuple[str, str, tuple[str, ...]], Alias] = {}
    for index, mention in enumerate(mentions):
        if mention.form != "name":
            continue
        parts = parts_of(mention.name)
        if not parts:
            continue
        kind = mention.type or "Thing"
        generation = generation_of(mention.name) if kind == "Person" else ""
        alias = exact.setdefault((kind, generation, parts), Alias(kind, generation, [parts]))
        alias.mentions.append(index)
    people = [a for a in exact.values() if a.type == "Person"]
    others = [a for a in exact.values() if a.type != "Person"]
    found = [*_people(ann, people, mentions), *_others(ann, others, mentions)]
    return sorted(found, key=lambda a: a.mentions[0])


def _people(ann: Annotation, aliases: list[Alias], mentions: tuple[Mention, ...]) -> list[Alias]:
    """Full names first; then every shorter name goes to the one full name that it can be of."""
    clusters: list[Alias] = []
    for alias in sorted(aliases, key=lambda a: (-len(a.forms[0]), a.mentions[0])):
        form = alias.forms[0]
        fits = [
            c for c in clusters if any(same_person(form, other, ann.knowledge) for other in c.forms)
        ]
        fits = _of_generation(ann, alias, fits, mentions)
        if len(form) == 1:
            fits = [c for c in fits if not _relative(ann, alias, c, mentions)]
        if len(fits) == 1:
            _merge(fits[0], alias)
        elif fits and len(form) == 1:
            for index in alias.mentions:
                _place(index, form, fits, mentions)
        elif fits:
            _merge(fits[0], alias)
        else:
            clusters.append(alias)
    for cluster in clusters:
        cluster.mentions.sort()
    return clusters


def _of_generation(
    ann: Annotation, alias: Alias, fits: list[Alias], mentions: tuple[Mention, ...]
) -> list[Alias]:
    """Those of the clusters which a name with or without "Jr." can be of: father or son."""
    same = [c for c in fits if c.generation == alias.generation]
    if same or not fits:
        return same
    kept = []
    for cluster in fits:
        junior, plain = (alias, cluster) if alias.generation else (cluster, alias)
        if len(plain.longest) == 1 and cluster.generation and len(fits) == 1:
            # A bare surname, and nobody else who has it.
            if not _only_titled(plain, junior, mentions):
                kept.append(cluster)
        elif not _two_generations(ann, junior, plain, mentions):
            kept.append(cluster)
    return kept


def _two_generations(
    ann: Annotation, junior: Alias, plain: Alias, mentions: tuple[Mention, ...]
) -> bool:
    """Whether the name with "Jr." is another's than the one without.

    News gives the full name with "Jr." first and then leaves that out; so two are meant where the
    name without comes first, where kin stands beside, and where only one of them has a title.
    """
    one, two = [[mentions[i] for i in a.mentions] for a in (junior, plain)]
    if two[0].span < one[0].span and ann.block(two[0].first).kind != "headline":
        return True
    near = {t.lower_ for m in one for t in ann.doc[max(0, m.first - 4) : m.last + 4]}
    return bool(near & ann.knowledge.words("kin")) or _only_titled(plain, junior, mentions)


def _only_titled(one: Alias, other: Alias, mentions: tuple[Mention, ...]) -> bool:
    """Whether only the first of two is called by a post: "President Lee", "Ann Lee"."""
    first, second = (
        any((t := mentions[i].title) and t not in _HONORIFICS for i in a.mentions)
        for a in (one, other)
    )
    return first and not second


def _relative(ann: Annotation, short: Alias, full: Alias, mentions: tuple[Mention, ...]) -> bool:
    """Whether a surname is not the full name's bearer but a better known relative of theirs.

    News gives a full name first. A surname that was there before it is somebody else's if the full
    name is introduced as kin, beside that surname ("President Ott and Lena Ott"), or tells the
    other gender.
    """
    names = [mentions[i] for i in full.mentions if len(parts_of(mentions[i].name)) > 1]
    body = [m for m in names if ann.block(m.first).kind != "headline"]
    before = [
        m
        for m in (mentions[i] for i in short.mentions)
        if body and m.span < body[0].span and ann.block(m.first).kind != "headline"
    ]
    if not before:
        return False
    surname = short.forms[0]
    first = body[0]
    near = {t.lower_ for t in ann.doc[max(0, first.first - 4) : first.last + 4]}
    beside = before[-1].last + 1 == first.first and ann.doc[first.first - 1].lower_ == "and"
    if near & (ann.knowledge.words("kin") | {"lady", "brother", "sister"}) or beside:
        return True
    genders = {gender_of_name(surname, "", m.title, ann.knowledge) for m in before} - {None}
    other = gender_of_name(parts_of(first.name), first.name, first.title, ann.knowledge)
    return bool(other and genders and other not in genders)


def _place(
    index: int, form: tuple[str, ...], fits: list[Alias], mentions: tuple[Mention, ...]
) -> None:
    """A surname that several have: whose name ends in it, then whom the text named last."""
    ending = [c for c in fits if c.longest[-1] == form[-1]] or fits

    def nearness(cluster: Alias) -> tuple[bool, int]:
        before = [i for i in cluster.mentions if i < index]
        return (bool(before), max(before) if before else -min(cluster.mentions))

    chosen = max(ending, key=nearness)
    chosen.mentions.append(index)
    if form not in chosen.forms:
        chosen.forms.append(form)


def same_person(short: tuple[str, ...], full: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether the shorter name can be the bearer's of the fuller one.

    Its last part must be a surname of the other (its last part, or a later part of a name of
    three and more), or the whole be the other's given name; given names and initials in front must
    agree; spellings may differ a little.
    """
    particles = knowledge.words("name_particles")
    a = tuple(p for p in short if p not in particles) or short
    b = tuple(p for p in full if p not in particles) or full
    if "".join(a) == "".join(b):
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return any(similar(a[0], part) for part in b) and (
            similar(a[0], b[-1]) or similar(a[0], b[0]) or (len(b) > 2 and len(a[0]) > 2)
        )
    if similar(a[-1], b[-1]):
        return all(
            any(similar(p, q) or (p[0] == q[0] and 1 in (len(p), len(q))) for q in b[:-1])
            for p in a[:-1]
        )
    # "Garcia Lopez" in "Maria Garcia Lopez Vidal": a run of the fuller name.
    return any(
        all(similar(p, q) for p, q in zip(a, b[i:], strict=False))
        for i in range(len(b) - len(a) + 1)
    )


def similar(a: str, b: str) -> bool:
    """Equal, or long and one edit apart (two from nine letters on): transliteration variants."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    return Levenshtein.distance(a, b) <= (1 if min(len(a), len(b)) < 9 else 2)


def _merge(target: Alias, alias: Alias) -> None:
    target.mentions += alias.mentions
    target.generation = target.generation or alias.generation
    target.forms += [f for f in alias.forms if f not in target.forms]


def _others(ann: Annotation, aliases: list[Alias], mentions: tuple[Mention, ...]) -> list[Alias]:
    clusters: list[Alias] = []
    acronyms = _bracketed(ann, mentions)
    bodies = {
        a.forms[0]: generic_body(mentions[a.mentions[0]].name, ann.knowledge) for a in aliases
    }
    states = defaultdict[str, set[str]](set)
    for kind, state in filter(None, bodies.values()):
        states[kind] |= {state} if state else set()

    def one_body(short: tuple[str, ...], form: tuple[str, ...]) -> bool:
        """Whether both are a body of the one state that has it here: "Senate of Chile"."""
        one, two = bodies.get(short), bodies.get(form)
        if one is None or two is None or one[0] != two[0]:
            return False
        return one[1] == two[1] is not None or (
            not (one[1] and two[1]) and len(states[one[0]]) == 1
        )

    for alias in sorted(aliases, key=lambda a: (-len(a.forms[0]), a.mentions[0])):
        fits = [
            c
            for c in clusters
            if any(
                _same_thing(alias, form, c, acronyms) or one_body(alias.forms[0], form)
                for form in c.forms
            )
        ]
        if fits:
            chosen = min(
                fits,
                key=lambda c: (
                    c.type != alias.type,
                    min(abs(c.mentions[0] - i) for i in alias.mentions),
                ),
            )
            if len(fits) == 1 or chosen.type == alias.type:
                _merge(chosen, alias)
                continue
        clusters.append(alias)
    for cluster in clusters:
        cluster.mentions.sort()
    return clusters


def _same_thing(
    alias: Alias,
    form: tuple[str, ...],
    cluster: Alias,
    acronyms: dict[tuple[str, ...], set[tuple[str, ...]]],
) -> bool:
    short = alias.forms[0]
    if form in acronyms[short] or short in acronyms[form]:
        return True
    compatible = alias.type == cluster.type or "Thing" in (alias.type, cluster.type)
    if short == form:
        return compatible
    if len(short) == 1 and len(short[0]) > 1 and len(form) > 1:
        acronym = short[0]
        if acronym in initials(form) and len(acronym) > 2 and cluster.type != "Person":
            return True
    if not compatible or len(short) >= len(form):
        return False
    bare = tuple(p for p in form if p not in _SUFFIXES)
    if bare == tuple(p for p in short if p not in _SUFFIXES):
        return True
    # "State Department" for "US State Department"; a bare "Council" is too little.
    # "Assembly of the Council of Europe" is no Council of Europe.
    ends = form[-len(short) :] == short and form[-len(short) - 1] not in _MINOR
    return len(short) > 1 and ends and alias.type == cluster.type != "Place"


def _bracketed(
    ann: Annotation, mentions: tuple[Mention, ...]
) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Names that stand in brackets right after another: "Joint Plan of Action (JPA)"."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    names = [m for m in mentions if m.form == "name"]
    for one, two in itertools.pairwise(names):
        between = ann.text[one.span.end : two.span.start].strip()
        after = ann.text[two.span.end : two.span.end + 1]
        if between in ("(", "[") and after in ")]":
            a, b = parts_of(one.name), parts_of(two.name)
            short = min(a, b, key=lambda p: len("".join(p)))
            full = b if short is a else a
            if len(short) == 1 and set(short[0]) <= set("".join(p[0] for p in full) + short[0][:1]):
                found[a].add(b)
                found[b].add(a)
    return found


def gender_of_name(
    parts: tuple[str, ...], surface: str, title: str, knowledge: Knowledge
) -> str | None:
    """The gender a name tells by its title or given name."""
    for word in reversed(title.split()):
        if titles(knowledge).get(word):
            return titles(knowledge)[word]
    first = re.split(r"[\s\-]+", surface)[0] if surface else ""
    return gender_of_given_name(first, knowledge)
