"""The imports of the packages, and their picture in docs/architecture.md.

    python tools/house.py    # renews the picture

The picture shows an arrow from a package to one that it imports unless another one on the way
imports it, too.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
_BLOCK = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)


def module_name(path: Path) -> str:
    """The name by which a file of the package is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules() -> dict[str, Path]:
    """Every module of kg with its file."""
    return {module_name(path): path for path in sorted((ROOT / "kg").rglob("*.py"))}


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of kg that a module imports, anywhere in it; those for types alone too."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return found & set(known)


def arrows() -> dict[str, set[str]]:
    """What each module imports."""
    known = modules()
    return {name: imported(path, known) for name, path in known.items()}


def package(module: str) -> str:
    """The package of a module, or the module where it lies in none."""
    return module.split(".")[1]


def between_packages() -> dict[str, set[str]]:
    """What each package imports of the others."""
    found: dict[str, set[str]] = {}
    for module, others in arrows().items():
        if "." in module:
            own = package(module)
            found.setdefault(own, set()).update(package(o) for o in others if "." in o)
            found[own].discard(own)
    return found


def picture() -> str:
    """The packages and their imports as a Mermaid graph, without what follows from others."""
    direct = between_packages()

    def reach(name: str) -> set[str]:
        return direct[name].union(*(reach(other) for other in direct[name]))

    lines = [
        f"  {name} --> {other}"
        for name in sorted(direct)
        for other in sorted(direct[name])
        if not any(other in reach(third) for third in direct[name] - {other})
    ]
    return "```mermaid\ngraph TD\n" + "\n".join(lines) + "\n```\n"


def page() -> str:
    """docs/architecture.md with the picture of today."""
    return _BLOCK.sub(lambda _: picture(), PAGE.read_text(encoding="utf-8"), count=1)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
