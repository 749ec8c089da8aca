from pathlib import Path

import pytest

from kg.errors import CatalogueError, InputError
from kg.knowledge.frames import parse_frame
from kg.knowledge.ontology import load_catalogue
from tests.known import KNOWLEDGE

HEAD = """@prefix kg: <https://w3id.org/newskg#> .
@prefix my: <https://example.org/my#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
OWN = (
    HEAD
    + """
my:Eclipse a owl:Class , kg:EventRelation ; rdfs:subClassOf kg:Event ;
  rdfs:label "eclipse"@en ; rdfs:comment "Something outshines something."@en ;
  kg:role [ kg:name "agent" ] , [ kg:name "patient" ; kg:range kg:Organization ] ;
  kg:frame [ kg:name "eclipse" ;
    kg:pattern "eclipse subj=agent obj=patient!" ] ;
  skos:example "[agent Saab] eclipsed [patient Volvo]." .
"""
)


def written(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [str(path)]


def test_shipped_relations():
    catalogue = KNOWLEDGE.catalogue
    meeting = catalogue.relations["Meeting"]
    assert meeting.kind == "event"
    assert meeting.iri == "https://w3id.org/newskg#Meeting"
    assert [role.name for role in meeting.roles][:2] == ["participant", "agent"]
    assert ("participant", "https://w3id.org/newskg#met", "participant") in {
        (edge.source, edge.property, edge.target) for edge in meeting.edges
    }
    assert catalogue.relations["headOf"].kind == "binary"
    assert catalogue.relations["Statement"].kind == "statement"
    assert catalogue.is_a("Country", ["Place"])
    assert not catalogue.is_a("Person", ["Place"])
    assert catalogue.entity_iris["Agreement"] == "https://w3id.org/newskg#Accord"


def test_every_relation_has_examples_and_a_counterexample():
    for relation in KNOWLEDGE.catalogue.relations.values():
        of_frames = [example for frame in relation.frames for example in frame.examples]
        assert len([*relation.examples, *of_frames]) >= 3, relation.name
        assert relation.counterexamples, relation.name
        assert all(example.roles for example in (*relation.examples, *of_frames)), relation.name


def test_examples_lose_their_markup():
    frames = KNOWLEDGE.catalogue.relations["Acquisition"].frames
    (example,) = (f.examples[0] for f in frames if f.name == "acquire")
    assert example.text == "Siemens acquired Varian in April."
    assert example.roles == (("agent", "Siemens"), ("patient", "Varian"))


def test_a_users_file_adds_relations(tmp_path):
    catalogue = load_catalogue(KNOWLEDGE.lexicon, written(tmp_path / "my.ttl", OWN))
    assert catalogue.relations["Eclipse"].iri == "https://example.org/my#Eclipse"
    assert "Meeting" in catalogue.relations


def test_a_users_file_adds_frames_to_a_shipped_relation(tmp_path):
    frame = '[ kg:name "bump-into" ; kg:pattern "bump_into subj=participant! obj=participant!" ]'
    text = f"{HEAD}kg:Meeting kg:frame {frame} .\n"
    frames = (
        load_catalogue(KNOWLEDGE.lexicon, written(tmp_path / "my.ttl", text))
        .relations["Meeting"]
        .frames
    )
    assert frames[-1].lemmas == ("bump into",)


def test_frames_of_a_relation_have_names_of_their_own(tmp_path):
    text = f'{HEAD}\nkg:Meeting kg:frame\n [ kg:name "meet" ; kg:pattern "bump_into subj" ] .\n'
    with pytest.raises(CatalogueError, match=r"my.ttl:8: Meeting: 2 frames are named 'meet'"):
        load_catalogue(KNOWLEDGE.lexicon, written(tmp_path / "my.ttl", text))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (" .\n", " ;;\n ,", "my.ttl:13: no Turtle"),
        ("obj=patient", "obj=victim", "my.ttl:11: Eclipse: frame eclipse uses the role 'victim'"),
        ("obj=patient!", "obj==patient", "my.ttl:11: Eclipse: frame eclipse: 'obj==patient' is"),
        ("obj=patient!", "obj~@nowhere", "no word list 'nowhere'"),
        ("obj=patient!", "obj=patient!; phase", "a detail is written name=value"),
        ("obj=patient!", "obj=patient!; modality=perhaps", "'perhaps' is no modality; it is one"),
        ("kg:Organization", "kg:Organisation", "'Organisation' is no entity class"),
        ("[agent Saab]", "[winner Saab]", "uses the role 'winner'"),
        ('rdfs:label "eclipse"@en ;', "", "needs one rdfs:label, has 0"),
        (" , kg:EventRelation", "", "is no kg:EventRelation"),
        ("kg:EventRelation", "kg:BinaryRelation", "has the roles subject and object"),
        ('kg:name "agent"', 'rdfs:label "agent"', "a kg:role needs one kg:name"),
        ('kg:name "eclipse"', 'kg:name "solar eclipse"', "'solar eclipse' has not"),
        ("kg:frame", "kg:implies [ kg:property kg:Meeting ] ; kg:frame", "a kg:BinaryRelation"),
        ('kg:name "eclipse" ;', "", "my.ttl:11: Eclipse: a kg:frame needs one kg:name and"),
        (
            'kg:frame [ kg:name "eclipse"',
            'kg:frame "outshine", [ kg:name "e"',
            "my.ttl:10: Eclipse: a ",
        ),
    ],
)
def test_a_malformed_file_gives_one_clear_line(tmp_path, old, new, message):
    if old == " .\n":
        text = OWN.replace('[patient Volvo]." .\n', '[patient Volvo]." ;;\n ,')
    else:
        text = OWN.replace(old, new)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(KNOWLEDGE.lexicon, written(tmp_path / "my.ttl", text))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "my.ttl:" in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read: No such file"):
        load_catalogue(KNOWLEDGE.lexicon, [str(tmp_path / "none.ttl")])
    (tmp_path / "latin.ttl").write_bytes(b"# caf\xe9")
    with pytest.raises(InputError, match=r"latin\.ttl: not UTF-8; save it as UTF-8"):
        load_catalogue(KNOWLEDGE.lexicon, [str(tmp_path / "latin.ttl")])


def frame(pattern: str):
    return parse_frame("some-name", pattern, KNOWLEDGE.lexicon)


def test_frame():
    lift = frame("lift|ease_off subj=agent obj:Law~ban|curb^veto=topic! -to; phase=lift")
    assert (lift.name, lift.kind, lift.lemmas) == ("some-name", "verb", ("lift", "ease off"))
    assert (lift.details, lift.modality) == ({"phase": "lift"}, "actual")
    pledge = frame("pledge subj=agent; modality=planned unsure=true")
    assert (pledge.details, pledge.modality) == ({"unsure": "true"}, "planned")
    subject, thing, to = lift.slots
    assert (subject.roles, subject.required) == (("agent",), False)
    assert (thing.types, thing.words, thing.others) == (("Law",), {"ban", "curb"}, {"veto"})
    assert thing.required
    assert to.absent
    assert lift.roles == ("agent", "topic")


def test_frame_kinds():
    assert frame("summit.n").kind == "noun"
    assert frame("guilty.a subj=patient").kind == "copula"
    assert frame("sign obj~@agreements").slots[0].required
    assert "treaty" in frame("@agreements.n").lemmas


def test_properties_of_relations():
    relations = KNOWLEDGE.catalogue.relations
    assert relations["Meeting"].symmetric and not relations["Attack"].symmetric
    assert relations["memberOf"].affiliation and not relations["spouseOf"].affiliation
    (implied,) = relations["ministerOf"].implied
    assert (implied.relation, implied.ranges) == ("citizenOf", ("Country",))
    assert KNOWLEDGE.catalogue.of_posts["lawyer"] == "advisorOf"
