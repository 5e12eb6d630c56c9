"""The tree of errors: one root, and the built-in classes that callers expect."""

import pytest

from corpus import errors


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_is_one_of_ours(name: str) -> None:
    kind = getattr(errors, name)
    assert issubclass(kind, errors.OnRecordError)
    assert kind.__doc__


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert errors.__doc__
    for name in errors.__all__:
        assert name in errors.__doc__


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
