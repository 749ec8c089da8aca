"""Towns' names that mean a team of the town: "Leeds beat Norwich 2-0", "Leeds signed Ann Lee".

What one occurrence tells holds for the whole article, wherever the name does not say where
something is: "Cordoba beat Granada. ... Cordoba drew in Madrid, the fans had walked to Cordoba".
"""

import re
from collections.abc import Mapping, Sequence

from kg.mentions.name import Name
from kg.mentions.namecontext import locative
from kg.mentions.nameroles import possession
from kg.mentions.nouns import singular
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_SCORE = re.compile(r"\d{1,3} ?[-–—] ?\d{1,3}")
# Functions in which a team acts or is dealt with.
_SIDES = ("nsubj", "nsubjpass", "dobj")


def teams(ann: Annotation, names: Sequence[Name], types: Mapping[int, str]) -> dict[int, str]:
    """The occurrences of towns' names that mean a team of the town.

    Not of countries, whose teams are spoken of as the countries.
    """
    doc, found = ann.doc, dict[int, str]()
    sport = _of_sport(ann)
    texts = [doc[name.first : name.last].text for name in names]
    people = {texts[i] for i in range(len(names)) if types[i] == "Person" and " " in texts[i]}
    able = [
        types[i] in ("Place", "Person", "Thing", "Organization")
        and texts[i] not in people
        and not any(e.kind == "Country" for e in ann.knowledge.gazetteer.lookup(texts[i]))
        for i in range(len(names))
    ]
    for index, name in enumerate(names):
        root = doc[name.first : name.last].root
        place = types[index] == "Place"
        told = _beats(root, ann) or (place and (_signs(root, ann) or _followed(root, name, ann)))
        told |= place and _played_for(root, ann)
        told |= sport and _in_sport(ann, name, names, types)
        if able[index] and told:
            found[index] = "Organization"
    teams_of = {texts[i] for i in found}
    # "Leeds" beside "Leeds United"
    teams_of |= {t for t in texts if any(team.startswith(f"{t} ") for team in teams_of)}
    for index, name in enumerate(names):
        if index in found or texts[index] not in teams_of:
            continue
        if sport and able[index] and _as_team(doc[name.first : name.last].root, name, ann):
            found[index] = "Organization"
        elif types[index] == "Person" or (
            types[index] == "Organization" and _as_town(name, texts[index], ann)
        ):
            found[index] = "Place"
    return found


def _of_sport(ann: Annotation) -> bool:
    """Whether an article tells of games: by a word of sport, or by a result."""
    words = ann.knowledge.words("sports")
    told = any(token.lemma_.lower() in words or token.lower_ in words for token in ann.doc)
    told |= any(f"{t.lower_}-{singular(t.nbor(2))}" in words for t in ann.doc[:-2])
    return told or any(
        token.lemma_ in ann.knowledge.words("contests") and _SCORE.search(token.sent.text)
        for token in ann.doc
        if token.pos_ == "VERB"
    )


def _beats(root: Token, ann: Annotation) -> bool:
    """Whether a name is a side of a game whose score is told: "Leeds beat Norwich 2-0"."""
    contest = root.dep_ in ("nsubj", "dobj") and root.head.lemma_ in ann.knowledge.words("contests")
    return contest and _SCORE.search(root.sent.text) is not None


def _in_sport(ann: Annotation, name: Name, names: Sequence[Name], types: Mapping[int, str]) -> bool:
    """Whether a name is a team's by what an article about games tells: beaten, joined, signed.

    The other side has a name too, of a team or town; of the player who changes sides it is a
    person's: "Tom Reed joined Leeds from Wigan".
    """
    root, words = ann.doc[name.first : name.last].root, ann.knowledge.words
    before = ann.doc[name.first - 1] if name.first else None
    beside = before is not None and root.i in (before.i + 1, before.head.i)
    if beside and before is not None and before.lower_ in words("titles_of_teams"):
        # "holders Cadiz": one name behind many is a body's.
        return not any(c.dep_ in ("conj", "cc") for c in root.rights)
    verb = root.head
    kinds = {ann.doc[n.first : n.last].root.i: types[i] for i, n in enumerate(names)}
    if root.dep_ == "pobj" and root.head.lower_ == "from":
        verb = root.head.head
        if verb.lemma_ in words("joining_teams") | words("taking_players"):
            return any(kinds.get(c.i) == "Person" for c in verb.children if c.dep_ in _SIDES)
        return False
    if root.dep_ == "pobj" and root.head.lower_ in words("prepositions_of_teams"):
        # "a 2-0 win over Leeds"
        return singular(root.head.head) in words("results_of_games")
    if root.dep_ not in ("nsubj", "dobj"):
        return False
    other = "dobj" if root.dep_ == "nsubj" else "nsubj"
    across = [kinds.get(c.i) for c in verb.children if c.dep_ == other]
    if verb.lemma_ in words("winning_verbs"):
        aimed = any(c.lemma_ == "to" and c.dep_ == "prep" for c in verb.children)
        aimed |= any(c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB" for c in verb.children)
        return not aimed and any(kind in ("Place", "Organization", "Thing") for kind in across)
    if verb.lemma_ in words("taking_players"):
        return root.dep_ == "nsubj" and "Person" in across
    if verb.lemma_ in words("joining_teams"):
        source = any(c.dep_ == "prep" and c.lower_ in ("from", "for") for c in verb.children)
        return root.dep_ == "dobj" and source and "Person" in across
    return False


def _as_team(root: Token, name: Name, ann: Annotation) -> bool:
    """Whether a team's name means the team here too, and not where something is or who has it."""
    words = ann.knowledge.words
    owned = possession(root, name)
    if owned is not None:
        # "the Leeds bench", "Leeds' second goal", but "the Leeds mayor", "Leeds station"
        town = words("had_by_towns") | words("only_towns_have") | words("place_nouns")
        return singular(owned) not in town and (
            root.dep_ == "poss" or singular(owned) in words("of_teams") | words("over_teams")
        )
    while root.dep_ == "conj":
        root = root.head
    if root.dep_ == "pobj":
        leads = root.head.lower_ in words("prepositions_of_teams")
        return leads and root.head.head.lemma_ not in words("verbs_of_places")
    return root.dep_ in (*_SIDES, "agent", "ROOT") and (
        root.dep_ != "dobj" or root.head.lemma_ not in words("verbs_of_places")
    )


def _as_town(name: Name, text: str, ann: Annotation) -> bool:
    """Whether the name of a team that is called as its town is the town's: "played in Leeds"."""
    town = any(e.type == "Place" for e in ann.knowledge.gazetteer.lookup(text))
    owned = possession(ann.doc[name.first : name.last].root, name)
    had = owned is not None and singular(owned) in ann.knowledge.words("had_by_towns")
    return town and (had or locative(ann, name))


def _followed(root: Token, name: Name, ann: Annotation) -> bool:
    """Whether who plays for a name's bearer or follows it stands behind it: "Leeds striker"."""
    owned = possession(root, name)
    if owned is None or owned.i < name.last:
        return False
    while owned.dep_ == "compound" and owned.head.i == owned.i + 1 and owned.head.tag_ == "NN":
        owned = owned.head  # "Leeds assistant coach"
    return singular(owned) in ann.knowledge.words("of_teams")


def _played_for(root: Token, ann: Annotation) -> bool:
    """Whether somebody plays for a name's bearer: "Ade Bello, who plays for Leeds"."""
    if root.dep_ != "pobj" or root.head.lower_ != "for":
        return False
    verb = root.head.head
    idle = not any(c.dep_ == "dobj" for c in verb.children)
    return idle and verb.pos_ == "VERB" and verb.lemma_ in ann.knowledge.words("verbs_of_players")


def _signs(root: Token, ann: Annotation) -> bool:
    """Whether a name is of who signs a player: "Toronto signed defenceman Bob Ray"."""
    if root.dep_ != "nsubj" or root.head.lemma_ not in ann.knowledge.words("taking_players"):
        return False
    words = ann.knowledge.words("of_teams")
    taken = [c for c in root.head.children if c.dep_ == "dobj"]
    return any(singular(t) in words for c in taken for t in c.subtree if t.i <= c.i)
