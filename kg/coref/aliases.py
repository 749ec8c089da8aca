"""Which names of one article are the same entity's: acronyms, variants, short forms."""

import itertools
from collections import defaultdict

from kg.coref.nameparts import Alias, generation_of, initials, merge, parts_of
from kg.coref.people import cluster_people
from kg.coref.placenamesakes import countries_told
from kg.coref.sharedparts import SharedParts
from kg.knowledge.bodies import generic_body
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.spelling import similar
from kg.mentions.nametypes import opened
from kg.mentions.nouns import is_given_name, noun
from kg.model import Mention
from kg.syntax.annotate import Annotation


def cluster_names(ann: Annotation, mentions: tuple[Mention, ...]) -> list[Alias]:
    """The names of an article by entity, in order of first mention."""
    exact: dict[tuple[str, str, tuple[str, ...]], Alias] = {}
    countries = countries_told(ann, mentions)
    for index, mention in enumerate(mentions):
        if mention.form != "name":
            continue
        parts = (*parts_of(mention.name, ann.knowledge), *_shared_surname(ann, index, mentions))
        if not parts:
            continue
        kind = mention.type or "Thing"
        generation = _generation(ann, mention) if kind == "Person" else countries.get(index, "")
        alias = exact.setdefault((kind, generation, parts), Alias(kind, generation, [parts]))
        alias.mentions.append(index)
    people = [a for a in exact.values() if a.type == "Person"]
    others = [a for a in exact.values() if a.type != "Person"]
    found = [*cluster_people(ann, people, mentions), *_others(ann, others, mentions)]
    return sorted(found, key=lambda a: a.mentions[0])


def _generation(ann: Annotation, mention: Mention) -> str:
    """Whether a name is the father's or the son's: "Jr.", "the elder", "his son, also called"."""
    doc, knowledge = ann.doc, ann.knowledge
    told = generation_of(mention.name, knowledge)
    if told:
        return told
    before = doc[max(0, mention.first - 2) : mention.first]
    for words in (before, doc[mention.last : mention.last + 2]):
        pair = {t.lower_ for t in words}
        if "the" in pair and pair & knowledge.words("elders"):
            return "sr"
        if "the" in pair and pair & knowledge.words("youngers"):
            return "jr"
    if len(before) < 2 or before[0].lower_ not in knowledge.words("also"):
        return ""
    if before[1].lemma_ not in knowledge.words("also_called"):
        return ""
    reach, kin = knowledge.whole("coref.kin_beside"), knowledge.table("kin")
    near = doc[max(0, before.start - reach) : before.start]
    ties = [kin[t.lower_] for t in near if t.lower_ in kin]
    if not ties:
        return ""
    relation, direction, *_ = ties[-1]
    if relation != "childOf":
        return "other"
    return "jr" if direction == "of" else "sr"


def _shared_surname(ann: Annotation, index: int, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """The surname that a given name has from the full name it is joined to: "Tom and Ann Lee"."""
    mention, doc = mentions[index], ann.doc
    after = doc[mention.last : mention.last + 2]
    if (
        mention.type != "Person"
        or mention.last - mention.first != 1
        or not is_given_name(mention.name, ann.knowledge)
        or len(after) < 2
        or after[0].lower_ not in ("and", "&", "or")
    ):
        return ()
    ahead = ann.knowledge.whole("coref.surname_ahead")
    for other in mentions[index + 1 : index + 1 + ahead]:
        parts = parts_of(other.name, ann.knowledge) if other.form == "name" else ()
        if other.first == mention.last + 1 and other.type == "Person" and len(parts) > 1:
            given = parts_of(mention.name, ann.knowledge)
            alone = not any(
                m.form == "name" and full[:1] == given
                for m in mentions
                if m.type == "Person" and len(full := parts_of(m.name, ann.knowledge)) > 1
            )
            return parts[-1:] if alone else ()
    return ()


def _others(ann: Annotation, aliases: list[Alias], mentions: tuple[Mention, ...]) -> list[Alias]:
    clusters: list[Alias] = []
    acronyms, apart = _bracketed(ann, mentions), _told_apart(ann, mentions)
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

    def shares(form: tuple[str, ...]) -> set[str]:
        """What a name that means the same has of it: a part, the initials, the kind of body."""
        body = bodies.get(form)
        own = {*form, *initials(form, ann.knowledge), *([f" {body[0]}"] if body else ())}
        return own.union(*acronyms.get(form, ()))

    shared = SharedParts(ann.knowledge)
    number: dict[int, int] = {}
    for alias in sorted(aliases, key=lambda a: (-len(a.forms[0]), a.mentions[0])):
        fits = [
            c
            for c in (clusters[n] for n in shared.sharing(shares(alias.forms[0])))
            if not any({i, j} in apart for i in alias.mentions for j in c.mentions)
            and not (alias.generation and c.generation and alias.generation != c.generation)
            and any(
                _same_thing(alias, form, c, acronyms, ann.knowledge)
                or one_body(alias.forms[0], form)
                for form in c.forms
            )
            and not (apart and any({i, j} in apart for i in alias.mentions for j in c.mentions))
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
                merge(chosen, alias)
                shared.add(number[id(chosen)], shares(alias.forms[0]))
                continue
        number[id(alias)] = len(clusters)
        shared.add(number[id(alias)], shares(alias.forms[0]))
        clusters.append(alias)
    for cluster in clusters:
        cluster.mentions.sort()
    return clusters


def _told_apart(ann: Annotation, mentions: tuple[Mention, ...]) -> list[set[int]]:
    """Pairs of names of which one is told to be of the other: "Orlo's owner, the Orlo Trust"."""
    by_head = {m.head: i for i, m in enumerate(mentions) if m.form == "name"}
    found = list[set[int]]()
    for head, index in by_head.items():
        owner = ann.doc[head]
        behind = owner.dep_ == "pobj" and owner.head.lower_ == "of"
        noun = owner.head.head if behind else owner.head
        if noun.pos_ != "NOUN" or not (behind or owner.dep_ == "poss"):
            continue
        named = [c for c in noun.rights if c.dep_ == "appos"]
        named += [noun.head] if noun.dep_ == "appos" else []
        found += [{index, by_head[t.i]} for t in named if t.i in by_head]
    return found


def _same_thing(
    alias: Alias,
    form: tuple[str, ...],
    cluster: Alias,
    acronyms: dict[tuple[str, ...], set[tuple[str, ...]]],
    knowledge: Knowledge,
) -> bool:
    short = alias.forms[0]
    if form in acronyms[short] or short in acronyms[form]:
        return True
    if short == form and {alias.type, cluster.type} == {"Place", "Organization"}:
        return False  # a town and its team
    if _without_opener(short, knowledge) == _without_opener(form, knowledge) != ():
        return True
    compatible = alias.type == cluster.type or "Thing" in (alias.type, cluster.type)
    if short == form:
        return compatible
    club = knowledge.words("short_for_clubs")
    if len(short) == 1 and short[0] in club and len(form) > 1:
        return form[-1] == short[0] and cluster.type == "Organization"
    if form[:-1] == short and form[-1] in club and alias.type == cluster.type == "Organization":
        return True  # "Leeds", where it is a team, for "Leeds United"
    if len(short) == 2 and short[1].isdigit() and len(form) > 1:
        short = short[:1]
    if len(short) == 1 and len(short[0]) > 1 and len(form) > 1:
        acronym = short[0]
        long = len(acronym) >= knowledge.whole("coref.acronym_letters")
        if long and acronym in initials(form, knowledge) and cluster.type != "Person":
            return True
    suffixes = knowledge.words("company_forms")
    bare = tuple(p for p in form if p not in suffixes)
    if compatible and bare and bare == tuple(p for p in short if p not in suffixes):
        return True
    if compatible and cluster.type == alias.type and _misspelt(short, form, knowledge):
        return True
    if not compatible or len(short) >= len(form):
        return False
    if form[-1].isdigit() and form[-2] in knowledge.words("serial_nouns"):
        # "Ada Air Flight 12" is "Flight 12", but neither "Ada Air" nor "Flight".
        return alias.type == cluster.type and short == form[-len(short) :] and len(short) > 1
    if form[:-1] == short and form[-1] in knowledge.words("company_words"):
        return cluster.type == "Organization"
    # "State Department" for "US State Department"; a bare "Council" is too little.
    # "Assembly of the Council of Europe" is no Council of Europe.
    minor = knowledge.words("minor_words")
    ends = form[-len(short) :] == short and form[-len(short) - 1] not in minor
    if len(short) > 1 and ends and alias.type == cluster.type != "Place":
        return True
    return _without_home(short, form, alias, cluster, knowledge) or _shortened(
        short, form, alias, cluster, knowledge
    )


def _without_home(
    short: tuple[str, ...],
    form: tuple[str, ...],
    alias: Alias,
    cluster: Alias,
    knowledge: Knowledge,
) -> bool:
    """Whether a name leaves out where its bearer is at home: "Unity Party" of "... of Chile".

    "Hornets" for "Marlow Hornets" where Marlow is a place; "Council" is too little for a name.
    """
    if not alias.type == cluster.type == "Organization":
        return False
    rest = form[len(short) :]
    if form[: len(short)] == short and len(short) > 1 and rest[0] == "of":
        home = rest[1:]
    elif form[-len(short) :] == short and noun(short[-1], knowledge) is None:
        home = form[: -len(short)]
    else:
        return False
    found = knowledge.gazetteer.lookup(" ".join(home).title())
    return any(entry.type == "Place" for entry in found)


def _misspelt(short: tuple[str, ...], form: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether one name is another spelling of the other: "Magnitigorsk", "Haghia Sophia".

    Not where both are known: Austria and Australia.
    """
    gazetteer = knowledge.gazetteer
    unknown = not all(gazetteer.lookup(" ".join(n).title()) for n in (short, form))
    return (
        unknown
        and len(short) == len(form)
        and all(similar(a, b, knowledge) for a, b in zip(short, form, strict=True))
    )


def _shortened(
    short: tuple[str, ...],
    form: tuple[str, ...],
    alias: Alias,
    cluster: Alias,
    knowledge: Knowledge,
) -> bool:
    """Whether a name leaves out of a longer one its middle, or the noun at its end.

    "Calder Airport" for "Calder International Airport", "Hagia Sophia" for "Hagia Sophia Museum".
    """
    if alias.type != cluster.type or alias.type not in ("Place", "Organization", "Event"):
        return False
    last = noun(form[-1], knowledge) or noun(form[-1].removesuffix("s"), knowledge)
    told = last is not None and last.type in (alias.type, "Place", "Organization")
    if len(short) > 1 and short[-1] == form[-1] and told:
        place = alias.type == "Place" and form[-len(short) :] == short
        middle = short[0] == form[0] and _within(short, form)
        return place or middle
    year = form[-1].isdigit()
    known = knowledge.gazetteer.lookup(" ".join(short).title())
    return form[:-1] == short and not known and (year or (told and len(short) > 1))


def _within(short: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether the words of one name stand in the other in their order."""
    rest = iter(form)
    return all(word in rest for word in short)


def _without_opener(parts: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """The rest of a name that tells first what is named: "Ada" of "Tropical Storm Ada"."""
    found = opened(parts, knowledge)
    return tuple(found[1].split()) if found else parts


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
            a, b = (parts_of(name.name, ann.knowledge) for name in (one, two))
            short = min(a, b, key=lambda p: len("".join(p)))
            full = b if short is a else a
            short, full = (tuple(p for p in name if not p.isdigit()) for name in (short, full))
            if len(short) == 1 and set(short[0]) <= set("".join(p[0] for p in full) + short[0][:1]):
                found[a].add(b)
                found[b].add(a)
    return found
