"""The tree of errors: one root, and the built-in classes that callers expect."""

import ast
import re
from pathlib import Path

import pytest

from corpus import errors

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_is_one_of_ours(name: str) -> None:
    kind = getattr(errors, name)
    assert issubclass(kind, errors.OnRecordError)
    assert kind.__doc__


def drawn(text: str) -> dict[str, str]:
    """Return the errors of a tree that is drawn in lines, each with the one above it."""
    above: list[str] = []
    parents: dict[str, str] = {}
    for line in text.splitlines():
        if match := re.match(r"    ((?:[│ ]   )*)(?:[├└]── )?([A-Z][a-zA-Z]+)(?:  |$)", line):
            depth = len(match[1]) // 4 + ("── " in line)
            above[depth:] = [match[2]]
            if depth:
                parents[match[2]] = above[depth - 1]
    return parents


def defined() -> dict[str, str]:
    """Return the public errors that the source defines anywhere, each with its base."""
    bases = {
        node.name: ast.unparse(node.bases[0])
        for package in ("corpus", "assistant", "ui")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.bases and not node.name.startswith("_")
    }
    ours = {"OnRecordError"}
    while more := {name for name, base in bases.items() if base in ours} - ours:
        ours |= more
    return {name: bases[name] for name in ours - {"OnRecordError"}}


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert errors.__doc__
    assert drawn(errors.__doc__) == defined()


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (errors.InvalidInput, ValueError),
        (errors.InvalidArticle, ValueError),
        (errors.SettingsError, ValueError),
        (errors.ArticleNotFound, LookupError),
    ],
)
def test_callers_may_catch_what_python_has(
    kind: type[errors.OnRecordError], base: type[Exception]
) -> None:
    assert issubclass(kind, base)
