"""How the pipeline multiplies changes nothing that is read."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from kg.syntax.annotate import load_pipeline, parse
from kg.syntax.products import RowOps, is_exact_by_rows, multiply_by_rows, one_thread

PAGES = Path(__file__).parents[1] / "data" / "pages"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    pages = [path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.txt"))]
    return [part for page in pages for part in page.split("\n\n") if len(part) > 40][:60]


def layers(nlp: Language) -> list:
    models = [getattr(component, "model", None) for _, component in nlp.pipeline]
    return [layer for model in models if hasattr(model, "walk") for layer in model.walk()]


def told(doc: Doc) -> list[tuple]:
    return [(t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_) for t in doc]


@pytest.mark.skipif(not is_exact_by_rows(), reason="this processor rounds a row by its place")
@pytest.mark.parametrize("rows", [1, 2, 5, 12, 30, 200, 999])
@pytest.mark.parametrize(("outputs", "inputs"), [(50, 96), (96, 300), (288, 672), (1024, 64)])
def test_a_row_is_the_same_whichever_stand_beside_it(outputs, inputs, rows):
    chance = np.random.default_rng(rows)
    many = chance.normal(size=(1000, inputs)).astype("f")
    weights = chance.normal(size=(outputs, inputs)).astype("f")
    with one_thread():
        whole = RowOps().gemm(many, weights, trans2=True)
        part = RowOps().gemm(many[:rows], weights, trans2=True)
        given = np.empty((rows, outputs), dtype="f")
        assert RowOps().gemm(many[:rows], weights, out=given, trans2=True) is given
    assert np.array_equal(part, whole[:rows]) and np.array_equal(given, part)
    assert np.allclose(part, many[:rows] @ weights.T, atol=1e-4)


@pytest.mark.pipeline
def test_a_text_is_parsed_alike_alone_and_with_others(nlp, texts):
    together = parse(map(nlp.make_doc, texts), nlp)
    for text, doc in zip(texts, together, strict=True):
        (alone,) = parse([nlp.make_doc(text)], nlp)
        assert told(alone) == told(doc)
        assert np.array_equal(alone.tensor, doc.tensor)


ELSEWHERE = """
import sys
import numpy as np
from kg.syntax.annotate import load_pipeline, parse
nlp = load_pipeline()
texts = ["Ann left.", "Bob Lee, the mayor of Velda, met Ann in Oslo on Monday.", "No."] * 9
together = parse(map(nlp.make_doc, texts), nlp)
alone = [parse([nlp.make_doc(text)], nlp)[0] for text in texts]
pairs = zip(together, alone, strict=True)
sys.exit(not all(np.array_equal(one.tensor, other.tensor) for one, other in pairs))
"""


@pytest.mark.pipeline
@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="of other processors")
@pytest.mark.parametrize("kernels", ["Haswell", "Nehalem"])
def test_so_it_is_on_other_processors(kernels):
    environment = {**os.environ, "OPENBLAS_CORETYPE": kernels}
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], env=environment, check=False)
    assert done.returncode == 0


@pytest.mark.pipeline
def test_a_text_is_parsed_as_by_the_model_itself(nlp, texts):
    as_read = [told(doc) for doc in parse(map(nlp.make_doc, texts), nlp)]
    try:
        for layer in layers(nlp):
            layer.ops = NumpyOps()
        assert all(layer.ops.use_blis for layer in layers(nlp))
        plain = [told(nlp(text)) for text in texts]
    finally:
        multiply_by_rows(nlp)
    assert not any(layer.ops.use_blis for layer in layers(nlp))
    assert as_read == plain


@pytest.mark.pipeline
def test_operations_of_ones_own_stay(nlp):
    class Own(NumpyOps):
        """Operations of another kind."""

    first = layers(nlp)[0]
    kept, first.ops = first.ops, Own()
    try:
        multiply_by_rows(nlp)
        assert type(first.ops) is Own
    finally:
        first.ops = kept


def test_one_thread_while_it_lasts():
    def threads() -> set[int]:
        return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}

    before = threads()
    with one_thread():
        assert threads() <= {1}
    assert threads() == before


@pytest.mark.pipeline
def test_texts_without_words_are_passed_on(nlp):
    first, second = parse([Doc(nlp.vocab), nlp.make_doc("Ann left.")], nlp)
    assert len(first) == 0 and second[1].pos_ == "VERB"
