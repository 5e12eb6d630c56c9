"""Imports flow one way, and nothing heavy is loaded before it is needed."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"corpus", "assistant", "ui", "tests"}
MAY_IMPORT = {
    "corpus": {"corpus"},
    "assistant": {"assistant", "corpus"},
    "ui": {"ui", "assistant", "corpus"},
}
HEAVY = {
    "chromadb",
    "onnxruntime",
    "streamlit",
    "sqlalchemy",
    "nupunkt",
    "filelock",
    "psycopg",
    "torch",
}


def imported(path: Path) -> Iterator[str]:
    """The packages that a module imports anywhere, also within functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_flow_one_way(package: str) -> None:
    paths = sorted((ROOT / package).rglob("*.py"))
    assert paths
    wrong = {
        str(path.relative_to(ROOT)): found
        for path in paths
        if (found := OURS & set(imported(path)) - MAY_IMPORT[package])
    }
    assert wrong == {}


@pytest.mark.parametrize("package", ["corpus", "assistant"])
def test_importing_loads_nothing_heavy(package: str) -> None:
    code = f"import {package}, sys, json; print(json.dumps(list(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) & HEAVY == set()


def test_chroma_is_reached_through_its_modules_only() -> None:
    users = [path for path in sorted(ROOT.glob("corpus/**/*.py")) if "chromadb" in imported(path)]
    assert [path.name for path in users] == ["build.py", "chroma_folder.py", "chroma_server.py"]
