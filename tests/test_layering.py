"""The house keeps its shape: one way for imports, rooms of a size, and one name for one thing."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "corpus": {"corpus"},
    "assistant": {"assistant", "corpus"},
    "ui": {"ui", "assistant", "corpus"},
}
OURS = {*MAY_IMPORT, "tests"}
MOST_MODULES = 12
"""In a room. A newcomer reads about ten names at a glance."""
HEAVY = {
    "chromadb",
    "onnxruntime",
    "streamlit",
    "sqlalchemy",
    "nupunkt",
    "filelock",
    "psycopg",
    "torch",
    "pydantic",
}


def paths() -> list[Path]:
    """Every source file, relative to the root."""
    modules = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]
    return [path.relative_to(ROOT) for path in modules]


def dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in paths()}
ROOMS = {name: path.parent for name, path in MODULES.items() if path.name == "__init__.py"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports anywhere: within functions and for its types, too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield submodule if submodule in MODULES else node.module or ""


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_flow_one_way(package: str) -> None:
    wrong = {
        name: others
        for name, path in MODULES.items()
        if name.split(".")[0] == package
        and (others := OURS & {i.split(".")[0] for i in imported(path)} - MAY_IMPORT[package])
    }
    assert wrong == {}


def test_no_import_leads_back_to_where_it_began() -> None:
    graph = {name: MODULES.keys() & set(imported(path)) for name, path in MODULES.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_seen_at_a_glance(room: str) -> None:
    modules = {path.name for path in MODULES.values() if path.parent == ROOMS[room]}
    assert len(modules - {"__init__.py", "__main__.py"}) <= MOST_MODULES
    purpose = ast.get_docstring(tree(ROOMS[room] / "__init__.py"))
    assert purpose
    assert "\n" not in purpose


def test_the_map_has_every_room_and_no_other() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    map_of_rooms = page.split("## Rooms")[1].split("## The way of an article")[0]
    named = {room.rstrip("/") for room in re.findall(r"`([a-z_/]+/)`", map_of_rooms)}
    rooms = {path.as_posix() for path in ROOMS.values()}
    within = {room.partition("/")[2] or room for room in rooms}
    assert named - {"tests", "tests/benchmarks"} == within


def test_no_two_modules_have_one_name() -> None:
    names = Counter(name.rpartition(".")[2] for name in MODULES if not name.endswith("__main__"))
    del names["training"]  # where the reader's model is made, and what the judge's output learns
    # The two modules that are their package's whole interface are called as it is.
    assert [name for name, count in names.items() if count > 1] == ["corpus", "assistant"]
    assert (names["corpus"], names["assistant"]) == (2, 2)


def test_the_tests_lie_as_the_source_does() -> None:
    rooms = {path.as_posix() for path in ROOMS.values()}
    folders = {
        path.parent.relative_to(ROOT / "tests").as_posix()
        for package in MAY_IMPORT
        for path in (ROOT / "tests" / package).rglob("test_*.py")
    }
    assert folders - rooms == set()


@pytest.mark.parametrize("package", ["corpus", "assistant", "ui.cli.main"])
def test_importing_loads_nothing_heavy(package: str) -> None:
    code = f"import {package}, sys, json; print(json.dumps(list(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) & HEAVY == set()


def test_chroma_is_reached_through_its_modules_only() -> None:
    users = [
        path.name
        for path in MODULES.values()
        if "chromadb" in {name.split(".")[0] for name in imported(path)}
    ]
    assert users == ["build.py", "chroma_folder.py", "chroma_server.py"]
