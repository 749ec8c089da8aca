"""How a pipeline multiplies its matrices: with numpy, on one thread, each row for itself.

thinc's default, blis, takes twice the time of numpy's OpenBLAS over the matrices of a parse; on
several threads OpenBLAS is the slower one, and workers would fight for the cores.

What is found in a text must not depend on the texts it is parsed with. OpenBLAS has other kernels
for small products, whose sums differ in their last bits; so few rows are filled up until the
product is a large one, of which each row is the same to the bit whatever stands beside it. Not on
every processor: some of its kernels (Haswell's) round a row by the place where it stands. There
each text is multiplied alone, which takes a sixth more time and is as exact.
"""

from contextlib import AbstractContextManager
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

Matrix = NDArray[np.float32]

# Products of no more multiplications are small ones to OpenBLAS 0.3, by the processor at most.
_SMALL = 1_000_000


class RowOps(NumpyOps):  # type: ignore[misc]
    """numpy's operations, a row of a product being the same whichever rows stand beside it."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(
        self,
        x: Matrix,
        y: Matrix,
        out: Matrix | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Matrix:
        """The product of two matrices, either of them transposed, written to ``out`` if given."""
        rows = len(x)
        least = _SMALL // max(1, y.size) + 1
        if trans1 or rows >= least:
            product: Matrix = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            return product
        filled = np.zeros((least, x.shape[1]), dtype=x.dtype)
        filled[:rows] = x
        product = super().gemm(filled, y, trans2=trans2)[:rows]
        if out is None:
            return product
        np.copyto(out, product)
        return out


@cache
def is_exact_by_rows() -> bool:
    """Whether this processor's products have the same rows wherever these stand among others."""
    rows, size = 1024, 96
    numbers = np.sin(np.arange(rows * size, dtype=np.float32)).reshape(rows, size)
    weights = np.cos(np.arange(size * size, dtype=np.float32)).reshape(size, size)
    with one_thread():
        whole = RowOps().gemm(numbers, weights, trans2=True)
        return all(
            np.array_equal(RowOps().gemm(numbers[place:], weights, trans2=True), whole[place:])
            for place in range(1, 17)
        )


def multiply_by_rows(nlp: Language) -> None:
    """Have a pipeline's models multiply so, where they would with thinc's own operations.

    Models on other devices, or with operations of their own, stay as they are.
    """
    ops = RowOps()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                if type(layer.ops) is NumpyOps:
                    layer.ops = ops


def one_thread() -> AbstractContextManager[object]:
    """While it lasts, numpy multiplies on one thread."""
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    """What knows of the loaded libraries; looking for them takes longer than a sentence."""
    return ThreadpoolController()
