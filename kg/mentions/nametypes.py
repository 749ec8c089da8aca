"""What kind of thing a name is of: its own words, and the words around all its occurrences.

The tagger labels each occurrence on its own and is often wrong about short or foreign names. Here
the occurrences of one string vote together, with the words around them: a title in front, a verb
of speech after, the noun a name ends in. Only a surname that is a place's name too ("Paris",
"Jordan") is judged at each occurrence.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.knowledge.folding import fold
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.spelling import similar
from kg.mentions.name import Name
from kg.mentions.namecontext import evidence, locative, personal
from kg.mentions.nameintroduced import defined
from kg.mentions.nameplaces import told_otherwise, where_people_are
from kg.mentions.nameteams import teams
from kg.mentions.namewords import type_by_words
from kg.mentions.nouns import is_given_name
from kg.syntax.annotate import Annotation


def key(ann: Annotation, name: Name) -> str:
    """What the occurrences of one name string share."""
    return fold(ann.doc[name.first : name.last].text)


def name_types(ann: Annotation, names: Sequence[Name]) -> list[str]:
    """The type of each name, by all the occurrences of its string."""
    knowledge = ann.knowledge
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        for type, weight in evidence(ann, name):
            votes[key(ann, name)][type] += weight
    _doubt_tags(ann, names, votes)
    _pool_surnames(votes, ann.knowledge)
    types = {k: max(sorted(found), key=lambda t: found[t]) for k, found in votes.items()}
    surnames = set[str]()
    for full in [k.split() for k, type in types.items() if type == "Person"]:
        surnames.update(" ".join(full[begin:]) for begin in range(1, len(full)))
        surnames.update(_family(full, knowledge))
    things = {key(ann, name) for name in names if defined(ann, name)}
    clear = ann.knowledge.number("mentions.clear_place")
    titled = ann.knowledge.number("mentions.vote_title")
    for k in types:
        if votes[k]["Place"] < clear and " ".join(k.split()) in surnames and k not in things:
            types[k] = "Person"
    borne = {part for k in types if " " in k for part in k.split()}
    for k in types:
        known = knowledge.gazetteer.lookup(k.title()) if k not in borne else ()
        if types[k] == "Person" and known and known[0].kind == "Country":
            # Nobody of the article is called so.
            types[k] = "Place" if votes[k]["Person"] < titled else "Person"
    bare = {k for k, type in types.items() if type == "Person" and " " not in k}
    for k, type in types.items():
        told = type in ("Work", "Product", "Thing", "Event") and len(k.split()) == 2
        if told and k.split()[1] in bare:
            types[k] = "Person"
    _by_opener(types, ann.knowledge)
    _misspelt(types, names, ann)
    _short_companies(types, ann.knowledge)
    _give_first_names(types, ann.knowledge)
    found = dict(enumerate(types[key(ann, name)] for name in names))
    found |= teams(ann, names, found) | _place_surnames(ann, names, types)
    found |= where_people_are(ann, names, found) | told_otherwise(ann, names, found)
    return [found[index] for index in range(len(names))]


def _doubt_tags(ann: Annotation, names: Sequence[Name], votes: dict[str, dict[str, float]]) -> None:
    """Take away half of what the tagger tells of a name that it takes for many kinds of things.

    A name that it has never seen gets another label each time.
    """
    tags = defaultdict[str, set[str]](set)
    for name in names:
        tags[key(ann, name)].add(name.type)
    number = ann.knowledge.number
    for name in names:
        called = key(ann, name)
        if name.type != "Thing" and len(tags[called]) >= number("mentions.labels_that_differ"):
            votes[called][name.type] -= number("mentions.vote_tag") / 2


def _pool_surnames(votes: dict[str, dict[str, float]], knowledge: Knowledge) -> None:
    """Let a full name and the surname alone vote together, where both may be a person's.

    Not where the words of the full name tell what it is of.
    """
    endings = Counter(k.rpartition(" ")[2] for k in votes if " " in k)
    for full in [k for k in votes if 1 < len(k.split()) < 4]:
        parts = full.split()
        known = knowledge.gazetteer.lookup(full.title())
        if parts[-1] not in votes or known or type_by_words(parts, knowledge):
            continue
        others = endings[parts[-1]] - full.endswith(f" {parts[-1]}")
        if others or knowledge.gazetteer.lookup(parts[-1].title()):
            continue
        both = {
            type: votes[full].get(type, 0.0) + votes[parts[-1]].get(type, 0.0)
            for type in {*votes[full], *votes[parts[-1]]}
        }
        if max(sorted(both), key=lambda t: both[t]) == "Person":
            for k in (full, parts[-1]):
                votes[k]["Person"] = max(votes[k].values()) + 1


def _family(full: list[str], knowledge: Knowledge) -> list[str]:
    """The family name of a name that begins with it: the "park" of "park won soon"."""
    first = len(full) > 1 and full[0].capitalize() in knowledge.words("family_name_first")
    return full[:1] if first else []


def _short_companies(types: dict[str, str], knowledge: Knowledge) -> None:
    """Give the short form of one company's name its type: "Fennel", beside "Fennel Oil"."""
    people = {part for k, type in types.items() if type == "Person" for part in k.split()[1:]}
    for k, type in list(types.items()):
        short, _, last = k.rpartition(" ")
        if type != "Organization" or short not in types or short in people:
            continue
        if short in knowledge.words("short_for_clubs"):
            continue
        if last not in knowledge.words("company_words") | knowledge.words("company_suffixes"):
            continue
        if not any(other != k and other.endswith(f" {short}") for other in types):
            types[short] = type


def _give_first_names(types: dict[str, str], knowledge: Knowledge) -> None:
    """Give a person's given name alone their type: "Hope", after "Hope Street".

    A body that nothing else is known of is none beside a person who is called so.
    """
    bodies = {k.split()[0] for k, type in types.items() if type == "Organization" and " " in k}
    firsts = {k.split()[0] for k, type in types.items() if type == "Person" and " " in k}
    for k, type in types.items():
        unknown = not knowledge.gazetteer.lookup(k.title()) and k not in bodies
        body = type == "Organization" and unknown and len(k) > knowledge.whole("names.initials")
        if k in firsts and (body or type in ("Thing", "Work", "Product", "Event")):
            types[k] = "Person"


def opened(parts: Sequence[str], knowledge: Knowledge) -> tuple[str, str] | None:
    """The type that a name's first word tells and the rest: of "Tropical Storm Ada" it is "Ada".

    ``parts`` are lower-cased. None for other names, and for places, whose rest is another's:
    Lake Geneva lies at Geneva.
    """
    if len(parts) < 2:
        return None
    openers = knowledge.table("name_openers")
    graded = parts[0] in knowledge.words("storm_grades") and parts[1] in openers
    cut = 1 if graded else 0
    (type,) = openers.get(parts[cut], ("",))
    if type in ("", "Place") or len(parts) == cut + 1:
        return None
    if (
        parts[-1] in knowledge.table("name_heads")
        and knowledge.table("name_heads")[parts[-1]][0] != type
    ):
        return None
    return type, " ".join(parts[cut + 1 :])


def _misspelt(types: dict[str, str], names: Sequence[Name], ann: Annotation) -> None:
    """Give a word that is written so only once the type of the name that it is a slip for.

    "Democrats" are no slip for a Democrat.
    """
    times = Counter(key(ann, name) for name in names)
    known = ann.knowledge.gazetteer.lookup
    surnames = {k.split()[-1] for k, type in types.items() if type == "Person" and " " in k}
    # A slip leaves the first letter.
    likely: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for other in types:
        last = other.rpartition(" ")[2]
        likely[last[:1]].append((other, last))
    for k in types:
        if times[k] > 1 or " " in k or known(k.title()) or k in surnames:
            continue
        for other, last in likely[k[:1]]:
            right = types[other] == "Person" or times[other] > 1
            slip = k.rstrip("s") != other.rstrip("s")
            if right and slip and similar(k, last, ann.knowledge):
                types[k] = types[other]
                break


def _by_opener(types: dict[str, str], knowledge: Knowledge) -> None:
    """Give what is called by the rest of "Hurricane Ada" alone the type of the whole.

    Not where a person of the article bears that name.
    """
    rests = {k: opened(k.split(), knowledge) for k in types}
    people = {k for k, type in types.items() if type == "Person" and not rests[k]}
    borne = {part for k in people if " " in k for part in k.split()}
    for k, rest in rests.items():
        if rest:
            types[k] = rest[0]
            if rest[1] in types and rest[1] not in borne:
                types[rest[1]] = rest[0]


def _place_surnames(
    ann: Annotation, names: Sequence[Name], types: dict[str, str]
) -> dict[int, str]:
    """The types of occurrences of places' names which people of the article bear too.

    A person who is named in full and told of as a person has the name where it does not say where
    something is; of the rest, the meaning that is clear more often gets what is not clear.
    """
    number = ann.knowledge.number
    enough, against = number("mentions.told_enough"), number("mentions.told_place")
    full: dict[str, list[Name]] = defaultdict(list)
    bare: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        called = key(ann, name)
        parts = called.split() or [called]
        if len(parts) == 1 and types[called] == "Place":
            bare[parts[0]].append(index)
        elif types[called] == "Person":
            for part in {parts[0], parts[-1]}:
                full[part].append(name)
    found = {}
    for surname, indexes in bare.items():
        bearers = full.get(surname, [])
        told = sum(personal(ann, name) for name in bearers)
        told += sum(is_given_name(ann.doc[n.first].text, ann.knowledge) for n in bearers[:1])
        clear = {i: personal(ann, names[i]) - against * locative(ann, names[i]) for i in indexes}
        if not bearers or told + sum(c for c in clear.values() if c > 0) < enough:
            continue
        people = sum(c > 0 for c in clear.values())
        places = sum(c < 0 for c in clear.values())
        for i, value in clear.items():
            if value > 0 or (value == 0 and people >= places):
                found[i] = "Person"
    return found
