"""Which posts a state can have: a monarchy has no president, a presidential one no prime minister.

The lists ``monarchies`` and ``presidential_states`` tell the form of a state; of a country that the
gazetteer does not know nothing is excluded.
"""

from kg.facts.roles import Role
from kg.facts.scene import Scene


def can_have(scene: Scene, country: int, role: Role) -> bool:
    """Whether the country named at a token can have a post of that kind today."""
    name = scene.name_at(country)
    word = name.name if name is not None else scene.ann.doc[country].text
    gazetteer, words = scene.knowledge.gazetteer, scene.knowledge.words
    known = gazetteer.country_of_demonym(word) or next(iter(gazetteer.lookup(word)), None)
    if known is None:
        return True
    if role.noun in words("posts_of_presidents"):
        return known.id not in words("monarchies")
    if role.noun in words("posts_of_monarchs"):
        return known.id in words("monarchies")
    if role.noun in words("posts_beside_presidents"):
        return known.id not in words("presidential_states")
    if role.noun in words("posts_of_home_secretaries"):
        return known.id in words("states_with_secretaries_and_ministers")
    if role.kind != "minister":
        return True
    only = known.id in words("states_with_secretaries")
    if set(role.noun.split()).isdisjoint(words("nouns_of_secretaries")):
        return not only
    return only or known.id in words("states_with_secretaries_and_ministers")
