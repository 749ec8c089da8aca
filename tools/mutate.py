"""Put small faults into the code, one at a time, and see whether a test notices.

    python tools/mutate.py sample --seed 10 --size 98 > docs/mutation.tsv
    python tools/mutate.py reach reach.json
    python tools/mutate.py run docs/mutation.tsv --reach reach.json > out.tsv
    python tools/mutate.py renew docs/mutation.tsv > out.tsv

A fault is one of `OPERATORS` at one place of the packages below, kept by what stands there (file,
function, the words, which of several alike), so that it is found again when lines have moved. It
is tried first on the tests which reach its line, those that mirror its package before the others,
without a model; what they do not catch, on the golden files of the demo (with one). A fault is
caught, too, if it makes tests run several times as long. Each try is a fork of one process that
has imported all libraries, with the faulty module in the place of the real one.
"""

import argparse
import ast
import contextlib
import csv
import importlib.abc
import importlib.util
import io
import json
import os
import random
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("knowledge", "mentions", "coref", "qualification", "facts", "linking")
# Tests of one package may reach another; those of the graph and of commands do it slowly and say
# little of reading.
TESTS = (*PACKAGES, "attributions", "propositions", "reading")
GOLDEN = "tests/graph/test_exports.py"
FAST = ("-m", "not pipeline and not server")
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0")
# Seconds of processor time for the tests of one fault.
LIMIT = 90
# With fewer tests than this that reach a line, all tests that mirror its package are tried: what
# is kept between tests (word lists, parses) is reached by the first of them only.
FEW = 12


@dataclass(frozen=True)
class Fault:
    """One change: in a file, in a function, of the words ``before`` for the ``nth`` time."""

    path: str
    function: str
    operator: str
    before: str
    after: str
    nth: int = 0
    outcome: str = ""
    by: str = ""


Swaps = dict[type[ast.cmpop], str]
FLIPPED: Swaps = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: ">=", ast.LtE: ">", ast.Gt: "<=", ast.GtE: "<",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
BOUNDARY: Swaps = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}


def compared(swaps: Swaps) -> Callable[[ast.AST], Iterator[tuple[ast.AST, str]]]:
    def changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in swaps:
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            yield node, f"({left}) {swaps[type(node.ops[0])]} ({right})"

    return changes


def constant(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield node, str(not node.value)
    elif isinstance(node.value, int):
        yield node, str(node.value + 1)
    elif isinstance(node.value, float):
        yield node, repr(round(node.value * 0.5 + 0.05, 4))


def word(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """A word that something is compared with."""
    if isinstance(node, ast.Compare):
        for part in node.comparators:
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value:
                    yield inner, repr(f"{inner.value}~")


def negated(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    tests = [node.test] if isinstance(node, ast.If | ast.IfExp | ast.While) else []
    tests += node.ifs if isinstance(node, ast.comprehension) else []
    for test in tests:
        yield test, f"(not ({ast.unparse(test)}))"


def joined(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """And for or, or for and; or one of the parts left out."""
    if isinstance(node, ast.BoolOp):
        parts = [f"({ast.unparse(value)})" for value in node.values]
        yield node, f"({(' or ' if isinstance(node.op, ast.And) else ' and ').join(parts)})"
        kept = " and " if isinstance(node.op, ast.And) else " or "
        for index in range(len(parts)):
            yield node, f"({kept.join(parts[:index] + parts[index + 1 :])})"


def returned(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Return) and node.value is not None:
        # "Nothing" for "no" changes little; so a constant becomes its opposite.
        empty = isinstance(node.value, ast.Constant) and not node.value.value
        yield node, "return True" if empty else "return None"


def dropped(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    plain = isinstance(node, ast.AugAssign | ast.Continue | ast.Break) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    )
    again = isinstance(node, ast.Assign) and any(
        isinstance(part, ast.Name) and part.id in {ast.unparse(t) for t in node.targets}
        for part in ast.walk(node.value)
    )
    if plain or again:
        yield node, "pass"


def arithmetic(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        if any(
            isinstance(side, ast.Constant | ast.JoinedStr)
            and not isinstance(getattr(side, "value", ""), int | float)
            for side in (node.left, node.right)
        ):
            return
        sign = "-" if isinstance(node.op, ast.Add) else "+"
        yield node, f"({ast.unparse(node.left)}) {sign} ({ast.unparse(node.right)})"


OPERATORS: dict[str, Callable[[ast.AST], Iterator[tuple[ast.AST, str]]]] = {
    "comparison flipped": compared(FLIPPED),
    "boundary off by one": compared(BOUNDARY),
    "constant changed": constant,
    "word changed": word,
    "condition negated": negated,
    "and, or": joined,
    "return replaced": returned,
    "statement dropped": dropped,
    "plus, minus": arithmetic,
}


def places(path: str) -> Iterator[tuple[Fault, ast.AST]]:
    """All faults that a file can be given, with the node each replaces."""
    source = (ROOT / path).read_text(encoding="utf-8")
    counted = defaultdict[tuple[str, ...], int](int)

    def visit(node: ast.AST, function: str) -> Iterator[tuple[Fault, ast.AST]]:
        for operator, changes in OPERATORS.items():
            for target, after in changes(node):
                before = ast.unparse(target)
                same = (function, operator, before, after)
                yield Fault(path, function, operator, before, after, counted[same]), target
                counted[same] += 1
        for child in ast.iter_child_nodes(node):
            # What types say, and what stands on a class's or function's first line, is not run.
            if isinstance(child, ast.AnnAssign) and child.value is None:
                continue
            inner = function
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{function}.{child.name}".lstrip(".")
            yield from visit(child, inner)

    yield from visit(ast.parse(source), "")


def sample(seed: int, size: int) -> list[Fault]:
    """Faults drawn by operator first, so that none of these crowds out the others."""
    by_operator = defaultdict[str, list[Fault]](list)
    for package in PACKAGES:
        for path in sorted((ROOT / "kg" / package).glob("*.py")):
            for fault, _ in places(path.relative_to(ROOT).as_posix()):
                by_operator[fault.operator].append(fault)
    chance = random.Random(seed)
    drawn: dict[Fault, None] = {}
    while len(drawn) < size:
        drawn[chance.choice(by_operator[chance.choice(sorted(by_operator))])] = None
    return sorted(drawn, key=lambda f: (f.path, f.function, f.operator, f.before))


def renewed(faults: list[Fault], seed: int) -> list[Fault]:
    """The faults, others of the seed for those whose place has gone."""
    gone = [fault for fault in faults if find(fault) is None]
    known = {replace(fault, outcome="", by="") for fault in faults}
    others = [fault for fault in sample(seed, 2 * len(faults)) if fault not in known]
    new = random.Random(seed).sample(others, len(gone))
    kept = [fault for fault in faults if fault not in gone]
    return sorted([*kept, *new], key=lambda f: (f.path, f.function, f.operator, f.before))


def find(fault: Fault) -> ast.AST | None:
    """The node of a fault in the code as it is now."""
    if not (ROOT / fault.path).exists():
        return None
    wanted = replace(fault, outcome="", by="")
    return next((node for found, node in places(fault.path) if found == wanted), None)


def faulty(fault: Fault, node: ast.AST) -> str:
    """The source of the module with the fault."""
    lines = (ROOT / fault.path).read_text(encoding="utf-8").encode().splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1
    head, tail = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    lines[first : last + 1] = [head + fault.after.encode() + tail]
    return b"".join(lines).decode()


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from another source than its file."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def find_spec(self, name, path=None, target=None):
        if name != self.name:
            return None
        package = self.path.endswith("__init__.py")
        return importlib.util.spec_from_loader(name, self, is_package=package)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__file__ = str(ROOT / self.path)
        exec(compile(self.source, module.__file__, "exec"), module.__dict__)


class Reach:
    """A plugin that notes which test functions reach which lines, and which fail by themselves."""

    def __init__(self, coverage) -> None:
        self.coverage, self.seconds = coverage, defaultdict[str, float](float)
        self.failing = set[str]()

    def pytest_runtest_logstart(self, nodeid, location):
        self.coverage.switch_context(nodeid.partition("[")[0])

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid.partition("[")[0]] += report.duration
        if report.failed:
            self.failing.add(report.nodeid)


def reach(where: Path) -> None:
    """Write which tests reach each line, and how long each takes, as JSON."""
    import coverage
    import pytest

    run = coverage.Coverage(data_file=None, source=[str(ROOT / "kg")], config_file=False)
    plugin = Reach(run)
    run.start()
    pytest.main([*OPTIONS, *FAST, *(f"tests/{package}" for package in TESTS)], [plugin])
    run.stop()
    data = run.get_data()
    lines = {
        Path(file).relative_to(ROOT).as_posix(): data.contexts_by_lineno(file)
        for file in data.measured_files()
    }
    known = {"lines": lines, "seconds": plugin.seconds, "failing": sorted(plugin.failing)}
    where.write_text(json.dumps(known))


def tests_of(fault: Fault, node: ast.AST, known: dict) -> list[str]:
    """The tests to try: those that reach the fault's lines, its own package's and quick ones first.

    Lines which are read when the module is imported are reached by all tests of their package.
    """
    package = f"tests/{fault.path.split('/')[1]}"
    found = set[str]()
    for line in range(node.lineno, node.end_lineno + 1):
        found |= set(known["lines"].get(fault.path, {}).get(str(line), ())) - {""}
    if len(found) < FEW:
        found |= {test for test in known["seconds"] if test.startswith(f"{package}/")}
        if not fault.function:
            reaching = known["lines"].get(fault.path, {}).values()
            found |= {test for tests in reaching for test in tests} - {""}
    seconds = known["seconds"]
    return sorted(found, key=lambda t: (not t.startswith(f"{package}/"), seconds.get(t, 0), t))


def tried(fault: Fault, source: str, tests: list[str], *more: str) -> tuple[str, str]:
    """What a fork said of some tests: ``caught`` with the test, or ``passed``."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        said = "caught\ttime or memory"
        with contextlib.suppress(BaseException), open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            said = _in_child(fault, source, tests, more)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    verdict, _, by = (said or "caught\ttime or memory").partition("\t")
    return verdict, by


def _in_child(fault: Fault, source: str, tests: list[str], more: tuple[str, ...]) -> str:
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    sys.meta_path.insert(0, Instead(fault.path, source))
    failed = list[str]()

    class Note:
        def pytest_runtest_logreport(self, report):
            if report.failed:
                failed.append(report.nodeid)

        def pytest_collectreport(self, report):
            if report.failed:
                failed.append(f"{report.nodeid} (import)")

    code = pytest.main(["-x", *OPTIONS, *more, *tests], [Note()])
    if code in (0, 5):
        return "passed\t"
    return f"caught\t{failed[0] if failed else 'import'}"


def judged(fault: Fault, known: dict, golden: bool) -> Fault:
    """The fault with what became of it: fast, golden, uncaught, or gone."""
    node = find(fault)
    if node is None:
        return replace(fault, outcome="gone", by="")
    source = faulty(fault, node)
    tests = tests_of(fault, node, known)
    # What fails without a fault tells nothing of one.
    failing = [f"--deselect={test}" for test in known.get("failing", ())]
    verdict, by = tried(fault, source, tests, *FAST, *failing)
    if verdict == "caught":
        return replace(fault, outcome="fast", by=by)
    if golden and tried(fault, source, [GOLDEN])[0] == "caught":
        return replace(fault, outcome="golden", by=GOLDEN)
    return replace(fault, outcome="uncaught", by="")


def read(path: Path) -> list[Fault]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [Fault(**{**row, "nth": int(row["nth"])}) for row in rows]


def write(faults: list[Fault]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    rows.writerow([field.name for field in fields(Fault)])
    rows.writerows(astuple(fault) for fault in faults)
    return text.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("sample", help="draw faults")
    drawing.add_argument("--seed", type=int, default=10)
    drawing.add_argument("--size", type=int, default=98)
    renewing = commands.add_parser("renew", help="draw anew those whose place has gone")
    renewing.add_argument("file", type=Path)
    renewing.add_argument("--seed", type=int, default=10)
    reaching = commands.add_parser("reach", help="note which tests reach which lines")
    reaching.add_argument("file", type=Path)
    running = commands.add_parser("run", help="try faults")
    running.add_argument("file", type=Path)
    running.add_argument("--reach", type=Path, required=True, help="what `reach` wrote")
    running.add_argument("--only", help="only those with this outcome")
    running.add_argument("--golden", action="store_true", help="try the demo's golden files, too")
    running.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    if given.command == "sample":
        print(write(sample(given.seed, given.size)), end="")
        return
    if given.command == "renew":
        print(write(renewed(read(given.file), given.seed)), end="")
        return
    if given.command == "reach":
        reach(given.file)
        return
    # What each fork then need not load.
    for name in ("hypothesis", "numpy", "pyoxigraph", "pytest", "rapidfuzz", "rdflib", "spacy"):
        importlib.import_module(name)
    known = json.loads(given.reach.read_text())
    faults = read(given.file)

    def one(fault: Fault) -> Fault:
        if given.only and fault.outcome != given.only:
            return fault
        found = judged(fault, known, given.golden)
        print(found.outcome, found.path, found.function, found.operator, found.by,
              file=sys.stderr, flush=True)  # fmt: skip
        return found

    with ThreadPoolExecutor(given.workers) as pool:
        print(write(list(pool.map(one, faults))), end="")


if __name__ == "__main__":
    main()
