"""Which posts a state can have: a monarchy has no president, a presidential one no prime minister.

The table ``forms_of_states`` lists the states by their form; of a country that the gazetteer does
not know nothing is excluded.
"""

from kg.facts.roles import Role
from kg.facts.scene import Scene

_SECRETARIES = frozenset(("secretaries", "both"))


def can_have(scene: Scene, country: int, role: Role) -> bool:
    """Whether the country named at a token can have a post of that kind today."""
    name = scene.name_at(country)
    word = name.name if name is not None else scene.ann.doc[country].text
    gazetteer, words = scene.knowledge.gazetteer, scene.knowledge.words
    known = gazetteer.country_of_demonym(word) or next(iter(gazetteer.lookup(word)), None)
    if known is None:
        return True
    form = frozenset(scene.knowledge.table("forms_of_states").get(known.id, ()))
    if role.noun in words("posts_of_presidents"):
        return "monarchy" not in form
    if role.noun in words("posts_of_monarchs"):
        return "monarchy" in form
    if role.noun in words("posts_beside_presidents"):
        return "presidential" not in form
    if role.noun in words("posts_of_home_secretaries"):
        return "both" in form
    if role.kind == "minister":
        secretary = "secretary" in role.noun.split()
        return not form.isdisjoint(_SECRETARIES) if secretary else "secretaries" not in form
    return True
