"""Which names of people in one article are one person's, and whom a bare surname means."""

from kg.coref.nameparts import Alias, gender_of_name, merge, parts_of
from kg.coref.sharedparts import SharedParts
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.spelling import similar
from kg.model import Mention
from kg.syntax.annotate import Annotation


def cluster_people(
    ann: Annotation, aliases: list[Alias], mentions: tuple[Mention, ...]
) -> list[Alias]:
    """Full names first; then every shorter name goes to the one full name that it can be of."""
    clusters: list[Alias] = []
    shared = SharedParts(ann.knowledge)
    number: dict[int, int] = {}

    def keep(alias: Alias) -> None:
        number[id(alias)] = len(clusters)
        clusters.append(alias)
        shared.add(number[id(alias)], _compared(alias.forms[0], ann.knowledge))

    for alias in sorted(aliases, key=lambda a: (-len(a.forms[0]), a.mentions[0])):
        form = alias.forms[0]
        if _family(ann, alias, aliases, mentions):
            keep(alias)
            continue
        near = [clusters[n] for n in shared.sharing(_compared(form, ann.knowledge))]
        fits = [
            c for c in near if any(same_person(form, other, ann.knowledge) for other in c.forms)
        ]
        fits = _of_generation(ann, alias, fits, mentions)
        fits = [c for c in fits if any(set(form) & set(f) for f in c.forms)] or fits
        if len(form) > 1:
            fits = [c for c in fits if not _namesake(ann, alias, c, mentions)]
            if fits:
                merge(fits[0], alias)
                shared.add(number[id(fits[0])], _compared(form, ann.knowledge))
            else:
                keep(alias)
            continue
        fits = [c for c in fits if not _relative(ann, alias, c, mentions)]
        fits = [c for c in fits if not _otherwise_spelt(alias, c, aliases)]
        left = [i for i in alias.mentions if not _place(ann, i, form, fits, mentions)]
        for cluster in fits:
            if form in cluster.forms:
                shared.add(number[id(cluster)], _compared(form, ann.knowledge))
        if left:
            alias.mentions = left
            keep(alias)
    for cluster in clusters:
        cluster.mentions.sort()
    return clusters


def _compared(form: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """What one person's names have in common: a part, or the whole written as one word."""
    particles = knowledge.words("name_particles")
    parts = tuple(p for p in form if p not in particles) or form
    return (*parts, "".join(parts))


def _otherwise_spelt(short: Alias, full: Alias, aliases: list[Alias]) -> bool:
    """Whether a surname is spelt unlike a fuller name's, and the article has both spellings bare.

    "Olsen" and "Olson" are two; what is there once beside many is a slip.
    """
    (surname, *_) = short.forms[0]
    if any(surname in form for form in full.forms):
        return False
    other = [a for a in aliases if len(a.forms[0]) == 1 and a.forms[0][0] in full.longest]
    return bool(other) and len(other[0].mentions) < 3 * len(short.mentions)


def _family(
    ann: Annotation, alias: Alias, aliases: list[Alias], mentions: tuple[Mention, ...]
) -> bool:
    """Whether a name is several people's of one surname: "the Lees"."""
    (form, *_) = alias.forms
    if len(form) > 1 or not form[0].endswith("s"):
        return False
    first = mentions[alias.mentions[0]].first
    article = ann.doc[first].lower_ == "the" or (first and ann.doc[first - 1].lower_ == "the")
    surname = form[0].removesuffix("s")
    return bool(article) and any(surname in other.forms[0] for other in aliases)


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
            if not _only_titled(plain, junior, mentions, ann.knowledge):
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
    knowledge = ann.knowledge
    near = {word for m in one for word in _around(ann, m)}
    return bool(near & knowledge.words("kin")) or _only_titled(plain, junior, mentions, knowledge)


def _around(ann: Annotation, mention: Mention) -> set[str]:
    """The words of a name and those just before and behind it, where kin is told."""
    reach = ann.knowledge.whole("coref.kin_beside")
    return {t.lower_ for t in ann.doc[max(0, mention.first - reach) : mention.last + reach]}


def _only_titled(
    one: Alias, other: Alias, mentions: tuple[Mention, ...], knowledge: Knowledge
) -> bool:
    """Whether only the first of two is called by a post: "President Lee", "Ann Lee"."""
    courtesies = knowledge.words("courtesies")
    first, second = (
        any((t := mentions[i].title) and t not in courtesies for i in a.mentions)
        for a in (one, other)
    )
    return first and not second


def _relative(ann: Annotation, short: Alias, full: Alias, mentions: tuple[Mention, ...]) -> bool:
    """Whether a surname is not the full name's bearer but a better known relative of theirs.

    News gives a full name first. A surname that was there before it is somebody else's if the full
    name is introduced as kin, beside that surname ("President Ott and Lena Ott"), or tells the
    other gender.
    """
    names = [
        mentions[i] for i in full.mentions if len(parts_of(mentions[i].name, ann.knowledge)) > 1
    ]
    body = [m for m in names if ann.block(m.first).kind != "headline"]
    before = [
        m
        for m in (mentions[i] for i in short.mentions)
        if body and m.span < body[0].span and ann.block(m.first).kind != "headline"
    ]
    if not before:
        return False
    first = body[0]
    kin = ann.knowledge.words("kin") | ann.knowledge.words("first_ladies")
    beside = before[-1].last + 1 == first.first and ann.doc[first.first - 1].lower_ == "and"
    if _around(ann, first) & kin or beside:
        return True
    genders = {gender_of_name("", m.title, ann.knowledge) for m in before} - {None}
    other = gender_of_name(first.name, first.title, ann.knowledge)
    return bool(other and genders and other not in genders)


def _namesake(ann: Annotation, alias: Alias, cluster: Alias, mentions: tuple[Mention, ...]) -> bool:
    """Whether two full names that are alike are two people's: kin, or both in one sentence.

    "Lena Ott" is not her mother, "Lena Mary Ott"; and who is called Peg Ott beside Margaret Ott
    is somebody else.
    """
    if alias.forms[0] in cluster.forms:
        return False
    here = {ann.doc[mentions[i].head].sent.start for i in alias.mentions}
    there = {ann.doc[mentions[i].head].sent.start for i in cluster.mentions}
    other = not set(alias.forms[0]) <= set(cluster.longest)
    return (other and bool(here & there)) or any(
        _introduced_as_kin(ann, c, mentions) for c in (alias, cluster)
    )


def _introduced_as_kin(ann: Annotation, cluster: Alias, mentions: tuple[Mention, ...]) -> bool:
    """Whether somebody's full name is first told beside a noun of kinship: "his son, Bob Lee"."""
    full = [
        mentions[i] for i in cluster.mentions if len(parts_of(mentions[i].name, ann.knowledge)) > 1
    ]
    body = [m for m in full if ann.block(m.first).kind == "body"]
    if not body:
        return False
    first = body[0]
    start = ann.doc[first.first].sent.start
    reach = ann.knowledge.whole("coref.kin_beside")
    before = ann.doc[max(start, first.first - reach) : first.first]
    after = ann.doc[first.last : first.last + 3]
    relatives = ann.knowledge.words("relatives")
    if any(t.lower_ in relatives for t in before):
        return True
    return (
        len(after) == 3
        and after[0].text == ","
        and after[1].tag_ == "PRP$"
        and after[2].lower_ in relatives
    )


def _place(
    ann: Annotation,
    index: int,
    form: tuple[str, ...],
    fits: list[Alias],
    mentions: tuple[Mention, ...],
) -> bool:
    """Give a single name to one of those who can bear it; false if it is none of theirs.

    Not to somebody of another gender than its title tells, nor to one who is called by another
    surname. Of several, the one whose name ends in it; not the relative who was introduced
    as such; the only one named in full in this paragraph before; then who was named first.
    """
    told = gender_of_name("", mentions[index].title, ann.knowledge)
    pool = [c for c in fits if not told or _gender(c, mentions, ann.knowledge) in (None, told)]
    pool = [c for c in pool if not _called_otherwise(c, form)] or pool
    if not pool:
        return False
    if len(pool) > 1 and not any(_called_otherwise(c, form) for c in fits):
        pool = [c for c in pool if c.longest[-1] == form[-1]] or pool
    titled = mentions[index].title and told is None
    if len(pool) > 1 and not titled:
        pool = [c for c in pool if not _introduced_as_kin(ann, c, mentions)] or pool
    block = ann.block_of[mentions[index].first]
    near = [
        c
        for c in pool
        if any(
            i < index and ann.block_of[mentions[i].first] == block
            for i in c.mentions
            if len(parts_of(mentions[i].name, ann.knowledge)) > 1
        )
    ]
    chosen = (near if len(near) == 1 else sorted(pool, key=lambda c: min(c.mentions)))[0]
    chosen.mentions.append(index)
    if form not in chosen.forms:
        chosen.forms.append(form)
    return True


def _called_otherwise(cluster: Alias, form: tuple[str, ...]) -> bool:
    """Whether somebody is called by another single name, which is no given name."""
    given = cluster.longest[0]
    return any(len(f) == 1 and f != form and f[0] != given for f in cluster.forms)


def _gender(cluster: Alias, mentions: tuple[Mention, ...], knowledge: Knowledge) -> str | None:
    """The gender that somebody's names and titles tell."""
    for index in sorted(cluster.mentions):
        mention = mentions[index]
        found = gender_of_name(mention.name, mention.title, knowledge)
        if found:
            return found
    return None


def _same_given(one: str, two: str, knowledge: Knowledge) -> bool:
    """Whether two given names can be one person's: initials, short forms, spellings.

    A letter more or less is a spelling ("Mohamed"), another vowel another name ("Marko", "Mirko"),
    and an "a" at the end a woman's ("Paula").
    """
    if one == two or (one[0] == two[0] and 1 in (len(one), len(two))):
        return True
    short = knowledge.table("nicknames")
    if two in short.get(one, ()) or one in short.get(two, ()):
        return True
    shorter, longer = sorted((one, two), key=len)
    feminine = longer.startswith(shorter) and longer[len(shorter) :] in knowledge.words(
        "feminine_endings"
    )
    return len(one) != len(two) and not feminine and similar(one, two, knowledge)


def same_person(short: tuple[str, ...], full: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether the shorter name can be the bearer's of the fuller one.

    Its last part must be a surname of the other (its last part, or a later part of a name of
    three and more), or the whole be the other's given name; given names and initials in front must
    agree; spellings may differ a little.
    """
    particles = knowledge.words("name_particles")

    def alike(one: str, two: str) -> bool:
        return similar(one, two, knowledge)

    a = tuple(p for p in short if p not in particles) or short
    b = tuple(p for p in full if p not in particles) or full
    if "".join(a) == "".join(b) or (len(a) > 1 and sorted(a) == sorted(b)):
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        inside = len(b) > 2 and len(a[0]) >= knowledge.whole("coref.inner_name_letters")
        return any(alike(a[0], part) for part in b) and (
            alike(a[0], b[-1]) or alike(a[0], b[0]) or inside
        )
    if alike(a[-1], b[-1]):
        return all(any(_same_given(p, q, knowledge) for q in b[:-1]) for p in a[:-1])
    # "Garcia Lopez" in "Maria Garcia Lopez Vidal": a run of the fuller name without its initials.
    b = tuple(p for p in b if len(p) > 1)
    return any(
        all(alike(p, q) for p, q in zip(a, b[i:], strict=False)) for i in range(len(b) - len(a) + 1)
    )
