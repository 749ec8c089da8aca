"""Verbs that the parser took for something else, where the words around them tell better.

"Fennel *plans* to sell" is read as a noun behind an unknown name, "*re*-elected" as two verbs, "AFP
news agency *reports*" as a row of nouns, "left 12 *dead*" as an object.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.knowledge.knowledge import Knowledge

_CLAUSES = ("xcomp", "acl", "ccomp")
_SUBJECTS = ("nsubj", "nsubjpass")
_NAMES = ("compound", "nmod")

Move = tuple[Token, Token, str]
"""A word, what it hangs on, and its function there."""
Moves = Iterator[Move]


def _verb(token: Token, tag: str, lemma: str) -> None:
    token.tag_, token.pos_, token.lemma_ = tag, "VERB", lemma


def _lemmas(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """Verbs that the lemmatiser does not know: "wed", "co-founded"."""
    lemmas = knowledge.table("lemmas")
    for token in tokens:
        if token.pos_ == "VERB" and token.lower_ in lemmas:
            token.lemma_ = lemmas[token.lower_][0]
    yield from ()


def _repeated(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """A verb behind "re-" has what the parser hung on the prefix: "was *re*-elected mayor"."""
    for prefix in tokens[:-2]:
        hyphen, verb = tokens[prefix.i + 1], tokens[prefix.i + 2]
        glued = hyphen.text == "-" and not prefix.whitespace_ and not hyphen.whitespace_
        if not glued or prefix.lower_ not in knowledge.words("prefixes_of_repetition"):
            continue
        if verb.tag_ not in ("VBN", "VBD") or prefix.tag_ not in ("VBN", "VBD"):
            continue
        passive = any(c.dep_ == "auxpass" for c in prefix.children)
        if prefix.head == prefix:
            yield verb, verb, prefix.dep_
        elif not verb.is_ancestor(prefix):
            yield verb, prefix.head, prefix.dep_
        yield prefix, verb, "compound"
        yield hyphen, verb, "punct"
        helpers = [c for c in prefix.children if c.dep_ in ("aux", "auxpass")]
        children = [*prefix.children, *hyphen.children]
        for child in [*children, *(c for h in helpers for c in h.children)]:
            if child in (hyphen, verb):
                continue
            title = passive and child.i > verb.i and child.dep_ in (*_SUBJECTS, "dobj", "attr")
            subject = passive and child.i < verb.i and child.dep_ == "nsubj"
            yield child, verb, "oprd" if title else "nsubjpass" if subject else child.dep_
        if not passive:
            # "Voters re-elected Ann Lee"
            noun = verb.head
            if noun not in (prefix, hyphen) and noun.i > verb.i:
                yield noun, verb, "dobj"


def _planning(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """What a name does to something is a verb: "Nordic Timber *plans* to lay off 250 workers"."""
    words = knowledge.words("verbs_read_as_nouns")
    for noun in tokens[1:]:
        if noun.tag_ != "NNS" or noun.dep_ != "ROOT" or noun.lower_ not in words:
            continue
        before = tokens[noun.i - 1]
        does = [c for c in noun.children if c.dep_ in _CLAUSES and c.i > noun.i]
        to = bool(does) and any(c.lower_ == "to" and c.i == noun.i + 1 for c in does[0].children)
        if before.tag_ != "NNP" or before.head != noun or before.dep_ not in _NAMES or not to:
            continue
        if any(c.dep_ in ("det", "poss", "nsubj") for c in noun.children):
            continue
        _verb(noun, "VBZ", noun.lemma_)
        for child in noun.children:
            if child.i < before.i:
                yield child, before, child.dep_
        yield before, noun, "nsubj"
        yield does[0], noun, "xcomp"


def _reporting(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """What ends a sentence behind an agency is a verb: "..., AFP news agency *reports*."."""
    reports = knowledge.words("reports_of_bodies")
    for noun in tokens[2:-1]:
        body = tokens[noun.i - 1]
        if noun.tag_ != "NNS" or noun.lower_ not in reports or not tokens[noun.i + 1].is_sent_end:
            continue
        if body.head != noun or body.lower_ not in knowledge.words("reporting_bodies"):
            continue
        first, root = noun.left_edge, noun.sent.root
        commas = [c for c in noun.children if c.text == "," and c.i < body.i]
        if not commas or (root.i > body.i and root != noun):
            continue
        _verb(noun, "VBZ", noun.lemma_)
        yield body, noun, "nsubj"
        for child in noun.children:
            if commas[-1].i < child.i < body.i:
                yield child, body, child.dep_
        if root != noun:
            above, inside = noun.head, [c for c in noun.children if c.i < commas[-1].i]
            inside = [c for c in inside if c.text != ","]
            if inside and first.i <= inside[-1].i:
                yield inside[-1], above, noun.dep_
            yield noun, noun, "ROOT"
            yield root, noun, "ccomp"


def _complements(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """What an adjective says of an object is no object: "left 12 *dead*", "found *guilty*"."""
    for word in tokens:
        if word.tag_ != "JJ" or word.dep_ not in ("dobj", "ccomp"):
            continue
        verb = word.head
        # "The court found Ann Lee guilty" has its object elsewhere.
        active = any(c.dep_ == "nsubj" for c in verb.children)
        found = not active and word.lower_ in knowledge.words("adjectives_of_guilt")
        if verb.lemma_ in knowledge.words("verbs_before_guilt") and found:
            yield word, verb, "oprd"
        numbers = [c for c in word.children if c.dep_ == "nummod" and c.i == word.i - 1]
        harm = word.lower_ in knowledge.words("adjectives_of_harm")
        if verb.lemma_ in knowledge.words("verbs_of_leaving") and harm and numbers:
            yield numbers[0], verb, "dobj"
            yield word, verb, "oprd"


def _participles(tokens: list[Token], _: Knowledge) -> Moves:
    """A participle is joined to a passive, not a gerund: "found guilty of lying and *jailed*"."""
    for verb in tokens:
        gerund = verb.head
        if verb.tag_ != "VBN" or verb.dep_ != "conj" or gerund.tag_ != "VBG":
            continue
        above = gerund
        while above.dep_ in ("pcomp", "prep", "oprd", "acomp", "attr") and above.head != above:
            above = above.head
        passive = above.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in above.children)
        if passive and not any(c.dep_ in (*_SUBJECTS, "auxpass", "aux") for c in verb.children):
            yield verb, above, "conj"


def _named(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """Who is named what in a headline does not name: "Lee *named* Norland's new prime minister"."""
    for verb in tokens:
        past = verb.tag_ in ("VBD", "VBN") and verb.dep_ == "ROOT"
        if not past or verb.lower_ not in knowledge.words("naming_participles"):
            continue
        subject = [c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "NNP"]
        objects = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr")]
        helped = any(c.dep_ in ("aux", "auxpass") for c in verb.children)
        if len(subject) != 1 or len(objects) != 1 or helped or verb.sent[-1].is_punct:
            continue
        post = objects[0]
        bare = not any(c.dep_ == "det" for c in post.children) and post.tag_ == "NN"
        if bare and post.lemma_ in knowledge.words("post_nouns"):
            verb.tag_ = "VBN"
            yield subject[0], verb, "nsubjpass"
            yield post, verb, "oprd"


def _introduced(tokens: list[Token], _: Knowledge) -> Moves:
    """A name is its noun's where the verb has a subject: "losses at the carmaker *Ada* widened"."""
    for name in tokens[1:]:
        begin, verb = name.left_edge, name.head
        if name.tag_ != "NNP" or name.dep_ not in _SUBJECTS or not begin.i:
            continue
        noun = tokens[begin.i - 1]
        named = all(token.tag_ == "NNP" for token in tokens[begin.i : name.i])
        if noun.tag_ != "NN" or not named or not any(c.dep_ == "det" for c in noun.children):
            continue
        others = [c for c in verb.children if c.dep_ in _SUBJECTS and c.i < name.i]
        within = noun.dep_ == "pobj" and bool(others) and others[0].is_ancestor(noun)
        if within or (noun.dep_ in _SUBJECTS and noun.head == verb):
            yield name, noun, "appos"


def _opening(tokens: list[Token], _: Knowledge) -> Moves:
    """A past form that opens a sentence without subject or object is a participle: "*Hit* by".

    It hangs where it did.
    """
    told = (*_SUBJECTS, "expl", "mark", "aux", "auxpass", "dobj", "ccomp")
    for verb in tokens:
        opens = verb.is_sent_start and verb.tag_ == "VBD" and verb.dep_ == "advcl"
        if opens and not any(c.dep_ in told and c.tag_ != "JJ" for c in verb.children):
            verb.tag_ = "VBN"
            yield verb, verb.head, verb.dep_


def _showing(tokens: list[Token], _: Knowledge) -> Moves:
    """What has a subject and a clause with "that" is a verb: "Figures *show* that May was dry".

    It hangs where it did.
    """
    for noun in tokens:
        if noun.tag_ not in ("NN", "NNS") or noun.dep_ != "ROOT":
            continue
        clause = any(
            c.dep_ == "ccomp" and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)
            for c in noun.children
        )
        if clause and any(c.dep_ in _SUBJECTS and c.i < noun.i for c in noun.children):
            _verb(noun, "VBP" if noun.tag_ == "NN" else "VBZ", noun.lemma_)
            yield noun, noun, "ROOT"


def _told(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """What somebody is told is no clause about him: "told the inquest he had *heard* nothing"."""
    after = ("dobj", "attr", "acomp", "ccomp", "xcomp", "prep", "advmod", "oprd")
    for verb in tokens:
        hearer = verb.head
        told = verb.dep_ == "relcl" and hearer.dep_ == "dobj" and verb.pos_ in ("VERB", "AUX")
        if not told or hearer.head.lemma_ not in knowledge.words("verbs_to_hearers"):
            continue
        subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
        own = bool(subjects) and subjects[0].tag_ not in ("WP", "WDT")
        beside = verb.left_edge.i == hearer.i + 1
        if own and beside and any(c.dep_ in after and c.i > verb.i for c in verb.children):
            yield verb, hearer.head, "ccomp"


def _known(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """What opens a sentence and is known by name alone is a name: "*Greenpeace* blocked it".

    It hangs where it did.
    """
    for noun in tokens:
        opens = noun.is_sent_start and noun.tag_ == "NN" and noun.text[:1].isupper()
        if not opens or noun.dep_ not in _SUBJECTS or any(True for _ in noun.children):
            continue
        found = knowledge.gazetteer.lookup(noun.text)
        if found and not knowledge.gazetteer.ambiguous(noun.text):
            noun.tag_, noun.pos_, noun.lemma_ = "NNP", "PROPN", noun.text
            yield noun, noun.head, noun.dep_


def _disasters(tokens: list[Token], knowledge: Knowledge) -> Moves:
    """A plural that opens a sentence is no name for its capital: "*Landslides* cut off the town".

    It hangs where it did.
    """
    for noun in tokens:
        one = noun.lower_.removesuffix("s")
        opens = noun.is_sent_start and noun.tag_ in ("NNP", "NNPS") and one != noun.lower_
        alone = noun.dep_ in _SUBJECTS and not any(c.dep_ in _NAMES for c in noun.children)
        if opens and alone and one in knowledge.words("disasters"):
            noun.tag_, noun.pos_, noun.lemma_ = "NNS", "NOUN", one
            yield noun, noun.head, noun.dep_


RULES = (
    _lemmas,
    _repeated,
    _planning,
    _reporting,
    _complements,
    _participles,
    _opening,
    _named,
    _introduced,
    _known,
    _disasters,
    _showing,
    _told,
)
