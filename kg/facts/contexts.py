"""What a post is in whose phrase does not tell it, by the article.

"The finance minister, Ann Lee", is of the country that the article is about, "Government spokesman
Ed Ray" speaks for it; "the chief executive, Bo Dahl", and "Chairman Bo Dahl" are of the body told
of just before, "Mayor Cem Kaya" of the only town named so far.
"""

from kg.facts.forms_of_states import can_have
from kg.facts.named_bodies import body_of_title, seat_of_member
from kg.facts.role_nouns import is_body
from kg.facts.roles import Role
from kg.facts.scene import Scene
from kg.mentions.nouns import singular
from kg.model import Mention

# Those whose deputies are of the same country.
_GOVERNING = ("government", "minister")
# The level of towns in the table of kinds of places.
_TOWNS = "2"


def told_of(scene: Scene, role: Role) -> int | None:
    """The place or body that a post without one is in, by the article; None where it is open."""
    if scene.ann.doc[role.first].tag_ == "WP$":
        return None  # "whose president" tells of which
    if (seat := seat_of_member(scene, role)) is not None:
        return seat
    if role.plural or (role.deputy and role.kind not in _GOVERNING):
        return None
    if (body := body_of_title(scene, role)) is not None:
        return body
    if role.kind == "mayor":
        return _town_before(scene, role)
    if role.kind == "spokesperson" and _of_government(scene, role):
        return _main_country(scene, role)
    if role.kind == "head" or (role.kind == "spokesperson" and _opens(scene, role)):
        return _body_before(scene, role)
    return _home_of(scene, role)


def _home_of(scene: Scene, role: Role) -> int | None:
    """The place that a minister, president or governor without one is of, by the article.

    Of a country's posts the country named last before the title, if most that the article says of
    countries is said of it; of a region's the region named last before it. None for the other
    posts, for those of a body ("the assembly president"), and where several countries are told of
    alike.
    """
    if role.kind not in ("state", "government", "minister"):
        return None
    doc = scene.ann.doc
    if any(is_body(doc[i], scene.knowledge) for i in range(role.title[0], role.begin)):
        return None
    regional = role.noun in scene.knowledge.words("regional_heads") or any(
        doc[i].lower_ in scene.knowledge.words("regional") for i in range(role.title[0], role.begin)
    )
    return _region_before(scene, role) if regional else _main_country(scene, role)


def _region_before(scene: Scene, role: Role) -> int | None:
    """The region named last before a title, else the only one of the article."""
    heads = [
        mention.head
        for mention in scene.resolution.mentions
        if mention.form == "name" and scene.kind_of(mention.head) in ("Region", "Territory")
        if _is_of_named_country(scene, mention)
    ]
    before = [head for head in heads if head < role.head]
    return before[-1] if before else heads[0] if heads else None


def _is_of_named_country(scene: Scene, region: Mention) -> bool:
    """Whether a region is one of a country that the article names, or it names none.

    "Mass" in the Philippines is no Massachusetts.
    """
    gazetteer = scene.knowledge.gazetteer
    homes = {e.country for e in gazetteer.lookup(region.name) if e.country}
    named = set[str]()
    for mention in scene.resolution.mentions:
        if mention.form == "name" and scene.kind_of(mention.head) == "Country":
            known = gazetteer.country_of_demonym(mention.name)
            named |= {e.id for e in (known, *gazetteer.lookup(mention.name)) if e is not None}
    return not homes or not named or not homes.isdisjoint(named)


def _main_country(scene: Scene, role: Role) -> int | None:
    named: dict[str, list[int]] = {}
    for mention in scene.resolution.mentions:
        country = mention.form == "name" and scene.kind_of(mention.head) == "Country"
        country = country and can_have(scene, mention.head, role)
        if country and not _sends(scene, mention.head) and not _is_abroad(scene, mention.head):
            named.setdefault(mention.entity or mention.name, []).append(mention.head)
    counts = sorted((len(heads) for heads in named.values()), reverse=True)
    times = scene.knowledge.whole("facts.home_times")
    if not counts or (len(counts) > 1 and counts[0] < times * counts[1]):
        return None
    heads = next(heads for heads in named.values() if len(heads) == counts[0])
    before = [head for head in heads if head < role.head]
    return before[-1] if before else heads[0]


def _sends(scene: Scene, country: int) -> bool:
    """Whether a country is named as whose envoy one is: the article is told of another."""
    token = scene.ann.doc[country]
    above = token.head.head if token.dep_ == "pobj" else token.head
    row = scene.knowledge.table("posts").get(above.lemma_.lower())
    return above.i != country and row is not None and row[0] == "ambassador"


def _is_abroad(scene: Scene, country: int) -> bool:
    """Whether a country is where one goes, or whose guest one is: not the article's own.

    "A visit *to Brazil*", "flew *to Brazil*", "visited *Brazil*"; "the visiting *Chinese* premier",
    "sold it to a *Chilean* firm".
    """
    token, words = scene.ann.doc[country], scene.knowledge.words
    above = token.head
    if token.dep_ == "pobj":
        to = above.lower_ in words("prepositions_of_goals")
        return to and above.head.lemma_.lower() in words("going_abroad")
    if token.dep_ == "dobj":
        return above.lemma_ in words("visiting_verbs")
    foreign = words("marks_of_foreigners")
    before = [child for child in above.children if child.i < country < above.i]
    return any(child.lower_ in foreign for child in before)


def _body_before(scene: Scene, role: Role) -> int | None:
    """The only body named in the sentence and the one before it: "The chief executive, Ann Lee".

    Of several the last where the phrase points back ("the finance director there, Ann Lee").
    """
    doc = scene.ann.doc
    definite = doc[role.first].lower_ == "the" and doc[role.head].is_lower
    definite = definite or _opens(scene, role)
    told = role.owner is not None or role.names or role.complements
    after = doc[role.end] if role.end < len(doc) else None
    sorting = after is not None and after.is_lower and doc[role.head].dep_ == "compound"
    if not definite or told or sorting:
        return None  # "the head boy"
    begin = doc[role.head].sent.start
    begin = doc[begin - 1].sent.start if begin else begin
    bodies = [
        mention
        for mention in scene.resolution.mentions
        if mention.form in ("name", "nominal") and begin <= mention.head < role.first
        if _is_named_body(scene, mention)
    ]
    pointing = scene.knowledge.words("pointing_to_bodies")
    pointed = after is not None and after.lower_ in pointing
    if len({mention.entity for mention in bodies}) != 1 and not pointed:
        return None
    return bodies[-1].head if bodies else None


def _of_government(scene: Scene, role: Role) -> bool:
    """Whether a title tells that one speaks for a government, but not whose."""
    words = scene.knowledge.words("governments_of_heads")
    return any(scene.ann.doc[i].lower_ in words for i in range(role.title[0], role.begin))


def _opens(scene: Scene, role: Role) -> bool:
    """Whether a title before a name opens its sentence: "Chief executive Bo Dahl said"."""
    doc = scene.ann.doc
    named = role.end < len(doc) and doc[role.end].pos_ == "PROPN"
    bare = role.first == role.title[0] and not any(
        is_body(doc[i], scene.knowledge) for i in range(role.first, role.begin)
    )
    return bare and named and (bool(doc[role.first].is_sent_start) or _tags(scene, role))


def _tags(scene: Scene, role: Role) -> bool:
    """Whether a title and name tell who said the words before: "..., chairman Bo Dahl said"."""
    doc, name = scene.ann.doc, scene.name_at(role.end)
    if name is None or role.first == 0 or not doc[role.first - 1].is_punct:
        return False
    verb = doc[name.head].head
    speaks = doc[name.head].dep_ == "nsubj" and verb.lemma_ in scene.knowledge.words("person_verbs")
    return speaks and any(c.dep_ == "ccomp" and c.i < role.first for c in verb.children)


def _is_named_body(scene: Scene, mention: Mention) -> bool:
    entity = scene.resolution.entity(mention.entity)
    return (
        entity is not None
        and entity.type == "Organization"
        and scene.is_named(mention.head)
        and not scene.is_demonym(mention.head)
    )


def _town_before(scene: Scene, role: Role) -> int | None:
    """The only town that the article names before a mayor: "Mayor Ann Lee"."""
    towns = [
        mention
        for mention in scene.resolution.mentions
        if mention.form == "name" and mention.head < role.begin and _is_town(scene, mention)
    ]
    return towns[-1].head if len({mention.entity for mention in towns}) == 1 else None


def _is_town(scene: Scene, name: Mention) -> bool:
    """Whether a name is a town's by what is known of it or said before it: "the town of Arby"."""
    doc, first = scene.ann.doc, name.first
    if scene.kind_of(name.head) == "City":
        return True
    if first < 2 or doc[first - 1].lower_ != "of":
        return False
    level: str = scene.knowledge.table("place_kinds").get(singular(doc[first - 2]), ("-",))[0]
    return level == _TOWNS
