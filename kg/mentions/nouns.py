"""What a common noun says about the thing it names: its type, its gender, its number."""

from dataclasses import dataclass

from kg.knowledge.derived import derived
from kg.knowledge.folding import plain
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.syntax.tokens import Token, once_a_token


@dataclass(frozen=True, slots=True)
class Noun:
    """An entry of ``entity_nouns``: the type of the thing named and the gender told, if any."""

    type: str
    gender: str | None = None


@derived
def _nouns(lexicon: Lexicon) -> dict[str, Noun]:
    return {
        word: Noun(fields[0], fields[1] if len(fields) > 1 else None)
        for word, fields in lexicon.table("entity_nouns").items()
    }


def noun(word: str, knowledge: Knowledge) -> Noun | None:
    """What a noun names; ``word`` is its singular, in any case."""
    return _nouns(knowledge.lexicon).get(word.lower())


@once_a_token
def noun_of(token: Token, knowledge: Knowledge) -> Noun | None:
    """What a token's noun names, by its form, its lemma or the last part of a compound."""
    lower, nouns = token.lower_, _nouns(knowledge.lexicon)
    if _is_condition(token, knowledge):
        return None
    if _is_player(token, knowledge):
        return Noun("Person")
    return (
        nouns.get(lower)
        or nouns.get(token.lemma_.lower())
        or (nouns.get(lower[:-1]) if lower.endswith("s") else None)
        or (nouns.get(lower.rpartition("-")[2]) if "-" in lower else None)
    )


def _is_player(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun means who plays for a country: "the Slovenian *international*"."""
    if token.tag_ != "NN" or token.lower_ not in knowledge.words("players_of_countries"):
        return False
    return any(c.text[:1].isupper() and c.dep_ in ("amod", "compound") for c in token.lefts)


def _is_condition(token: Token, knowledge: Knowledge) -> bool:
    """Whether the noun tells how things are: "a *state* of emergency", not "the state of Iowa"."""
    if token.lemma_ not in knowledge.words("nouns_of_conditions"):
        return False
    below = [o for p in token.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    return any(o.tag_ == "NN" and not o.ent_type_ for o in below)


def is_seated_firm(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun of people or firms is a firm's by where it sits: "the London-based miner"."""
    if token.lower_ not in knowledge.words("people_or_bodies"):
        return False
    beside = token.i + 1 < len(token.doc) and token.nbor().tag_ == "NNP"
    seats = knowledge.words("seating_participles")
    return not beside and any(c.lower_ in seats for c in token.lefts)


def singular(token: Token) -> str:
    """The singular of a noun token, lower-cased; proper-noun readings included."""
    lower = token.lower_
    if token.tag_ in ("NNS", "NN"):
        return token.lemma_.lower()
    if token.tag_ == "NNPS" and lower.endswith("s"):
        return lower[:-1]
    return lower


def is_plural(token: Token) -> bool:
    """Whether the noun or pronoun is plural by its tag."""
    return token.tag_ in ("NNS", "NNPS")


@derived
def _given_names(lexicon: Lexicon) -> dict[str, str]:
    """Gender by given name, without accents; "will" and "WILL" are none."""
    return {plain(name): fields[0] for name, fields in lexicon.table("given_names").items()}


def is_given_name(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is a common given name."""
    return plain(word) in _given_names(knowledge.lexicon)


def gender_of_given_name(word: str, knowledge: Knowledge) -> str | None:
    """The gender of a common given name."""
    return _given_names(knowledge.lexicon).get(plain(word))


@derived
def titles(knowledge: Knowledge) -> dict[str, str | None]:
    """Gender by title word ("Mr.", "General"), None where the title says nothing of it."""
    return {
        word: fields[0] if fields else None for word, fields in knowledge.table("titles").items()
    }


def _one_of(token: Token, knowledge: Knowledge) -> Noun | None:
    """What one of several is that have a title together: "*Senators* Ann Lee and Bo Dahl"."""
    one = token.text.removesuffix("s")
    named = token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"
    titled = named and one != token.text and one in titles(knowledge)
    return noun(one, knowledge) if titled else None


def is_title(token: Token, knowledge: Knowledge) -> bool:
    """Whether a capitalised word in front of a name is a title rather than part of the name."""
    if token.text in titles(knowledge):
        return True
    if token.lower_ in knowledge.words("no_titles"):
        return False
    found = noun(token.text, knowledge) or _one_of(token, knowledge)
    return found is not None and found.type == "Person" and token.text[:1].isupper()
