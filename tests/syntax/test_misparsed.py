"""Verbs that the parser takes for something else are verbs, and what is none stays."""

import pytest

from kg.syntax.clauses import find_clauses

READ = [
    ("Ann Lee was re-elected mayor of Velm on Sunday.", "elect", {"obj": "Lee"}),
    ("Nordic Timber plans to lay off 250 workers in Velm.", "plan", {"subj": "Timber"}),
    ("Nine people were hurt in a fire in the French Alps, AFP news agency reports.", "report",
     {"subj": "agency"}),
    ("The blast wrecked the hotel, leaving at least 12 dead.", "leave",
     {"subj": "blast"}),
    ("Tom Reed was found guilty of taking bribes and jailed for six years by a court in Velm.",
     "jail", {"obj": "Reed"}),
    ("Found guilty of spying, Tom Reed was jailed on Thursday.", "find", {"obj": "Reed"}),
    ("The court found Tom Reed guilty of spying.", "find", {"subj": "court"}),
    ("Losses at the carmaker Vantis widened last year.", "widen", {"subj": "Losses"}),
    ("Ann Lee left Chelsea to join Juventus in May.", "join", {"subj": "Lee"}),
    ("The storm left 12 trees behind.", "leave", {"subj": "storm"}),
    ("Chief executive Dana Orlov is leaving Brightwell.", "leave", {"subj": "Orlov"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lemma", "slots"), READ)
def test_verbs_are_read_as_verbs(parsed, text, lemma, slots):
    ann = parsed(text)
    clauses = [c for c in find_clauses(ann) if c.lemma in (lemma, f"{lemma}_off")]
    assert clauses, text
    found = {
        label: [ann.doc[slot.head].text for c in clauses for slot in c.slots if slot.label == label]
        for label in slots
    }
    for label, word in slots.items():
        assert word in found[label], (text, found)


def test_headlines_leave_the_auxiliary_out(parsed):
    ann = parsed("Reed named Norland's new finance minister\n\nAnn Lee resigned on Monday.")
    (clause,) = (c for c in find_clauses(ann) if c.lemma == "name")
    assert [ann.doc[s.head].text for s in clause.slots if s.label == "obj"] == ["Reed"]


def test_who_is_left_dead_is_an_object(parsed):
    ann = parsed("The blast wrecked the hotel, leaving at least 12 dead.")
    leaving = next(token for token in ann.doc if token.lower_ == "leaving")
    found = {token.text: token.dep_ for token in leaving.children}
    assert found["12"] == "dobj" and found["dead"] == "oprd"


@pytest.mark.parametrize(
    ("text", "tag"),
    [("Landslides cut off the town.", "NNS"), ("Velm beat the town.", "NNP")],
)
def test_disasters_that_open_a_sentence_are_no_names(parsed, text, tag):
    assert parsed(text).doc[0].tag_ in (tag, tag + "S")
