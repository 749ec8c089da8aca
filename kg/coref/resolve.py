"""Put the mentions of one article together into entities, cautiously: one candidate or none."""

from collections.abc import Callable, Iterator

from kg.attributions.quotations import Attribution
from kg.coref.aliases import cluster_names
from kg.coref.appositions import named_by_syntax
from kg.coref.descriptions import called, describe, description
from kg.coref.discourse import Chain, Discourse
from kg.coref.headlineroles import resolve_headlines
from kg.coref.latenames import join_glosses, join_identified, join_late_names
from kg.coref.listed import place_listed
from kg.coref.metonymy import seats_for_governments
from kg.coref.nameparts import gender_of_name, parts_of
from kg.coref.nominals import place_known, resolve_nominal
from kg.coref.othernames import join_other_names
from kg.coref.pronouns import resolve_pronoun
from kg.coref.repeated import join_possessed
from kg.coref.resolution import Resolution, finish
from kg.coref.speakers import resolve_first_person
from kg.mentions.nouns import noun, singular
from kg.model import Mention
from kg.syntax.annotate import Annotation


def resolve(
    ann: Annotation, mentions: tuple[Mention, ...], attributions: tuple[Attribution, ...]
) -> Resolution:
    """Cluster mentions into entities: names, then nominals and pronouns in textual order."""
    return finish(run(ann, mentions, attributions))


def run(
    ann: Annotation,
    mentions: tuple[Mention, ...],
    attributions: tuple[Attribution, ...],
    choose: Callable[[Discourse, int], Chain | None] = resolve_pronoun,
) -> Discourse:
    """All stages of resolution; ``choose`` finds the chain of a third-person pronoun."""
    discourse = Discourse(ann, mentions, attributions)
    place_names(discourse)
    tell_own_pronouns(discourse)
    join_other_names(discourse)
    seats_for_governments(discourse)
    place_listed(discourse)
    resolve_headlines(discourse)
    place_known(discourse)
    join_glosses(discourse)
    third_person = ann.knowledge.words("third_person")
    for index in _possessors_first(discourse):
        if index in discourse.chain_of:
            continue
        mention = mentions[index]
        if mention.form == "nominal":
            resolve_nominal(discourse, index)
        elif mention.form == "pronoun" and ann.doc[mention.head].lower_ in third_person:
            chain = choose(discourse, index)
            if chain is not None:
                discourse.join(index, chain)
    join_late_names(discourse)
    join_identified(discourse)
    join_other_names(discourse, pronouns=True)
    resolve_first_person(discourse)
    join_possessed(discourse)
    return discourse


def _possessors_first(discourse: Discourse) -> Iterator[int]:
    """All mentions in order; "his" before "his sister" or "its mission", to tell whose.

    The pronoun behind a quotation comes before those in it: "'He owes me a pool,' she said".
    """
    kin = discourse.knowledge.words("kin")
    for index, mention in enumerate(discourse.mentions):
        said = discourse.said_in.get(mention.head)
        if said is not None and discourse.attributions[said].mode == "direct":
            behind = discourse.attributions[said].speaker_head
            speaker = discourse.by_head.get(behind) if behind is not None else None
            if speaker is not None and discourse.mentions[speaker].form == "pronoun":
                yield speaker
        head = discourse.ann.doc[mention.head]
        if mention.form == "nominal" and not (
            singular(head) in kin and named_by_syntax(discourse, index)
        ):
            for token in discourse.ann.doc[mention.head].lefts:
                if token.tag_ == "PRP$" and (owner := discourse.by_head.get(token.i)) is not None:
                    yield owner
        yield index


def place_names(discourse: Discourse) -> None:
    """Make a chain of each cluster of names, with what titles and appositions tell of it."""
    gazetteer = discourse.knowledge.gazetteer
    known: dict[str, Chain] = {}
    for alias in cluster_names(discourse.ann, discourse.mentions):
        longest = max(
            (discourse.mentions[i] for i in alias.mentions),
            key=lambda m: (
                len(parts_of(m.name, discourse.knowledge)),
                "," not in m.name,
                len(m.name),
                -m.span.start,
            ),
        )
        entries = [e for e in gazetteer.lookup(longest.name) if e.type == alias.type]
        if alias.type == "Place" and alias.generation:
            entries = [e for e in entries if alias.generation in (e.country, e.id)]
        if alias.type == "Organization" and not entries:
            entries = [e for e in gazetteer.demonym(longest.name) if e.type == alias.type][:1]
        country = gazetteer.country_of_demonym(longest.name) if alias.type == "Place" else None
        if country is not None:
            entries = [country]
        entry = entries[0].id if entries else None
        chain = known.get(entry) if entry else None
        if chain is None:
            chain = discourse.new_chain(type=alias.type, named=True, gazetteer=entry)
        if entry:
            known[entry] = chain
        chain.name = max(chain.name, country.label if country else longest.name, key=len)
        if chain.type == "Organization":
            known_as = gazetteer.entry(chain.gazetteer)
            chain.called = called(chain.name, known_as, discourse.knowledge)
        for index in alias.mentions:
            mention = discourse.mentions[index]
            discourse.join(index, chain)
            if chain.type == "Person" and chain.gender is None:
                chain.gender = gender_of_name(mention.name, mention.title, discourse.knowledge)
            if chain.type == "Person" and mention.title:
                words = mention.title.split()
                told = noun(words[-1], discourse.knowledge)
                if told is not None:
                    chain.gender = chain.gender or told.gender
                head = discourse.ann.doc[mention.head]
                full = describe(head, discourse.knowledge)
                words_of = discourse.knowledge.words
                ranks = full.modifiers & (words_of("ranks") | words_of("portfolios"))
                told_before = [*(w.lower() for w in words[:-1]), *ranks]
                chain.descriptions.append(
                    description(words[-1].lower(), discourse.knowledge, told_before, full.countries)
                )
        chain.sure = chain.gender is not None
        chain.plural = alias.type == "Group"


def tell_own_pronouns(discourse: Discourse) -> None:
    """Mark who is said to go by "they": "Ann Lee, who uses they and them"."""
    words = discourse.knowledge.words
    for token in discourse.ann.doc:
        if token.lower_ not in words("own_pronouns"):
            continue
        verb = token.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        if verb.lemma_ not in words("verbs_of_own_pronouns"):
            continue
        subjects = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")]
        if subjects and subjects[0].lower_ in words("relative_of_people"):
            subjects = [verb.head]
        chain = discourse.chain_at(subjects[0].i) if subjects else None
        if chain is not None and chain.named and chain.type == "Person":
            chain.gender, chain.sure = "they", True
