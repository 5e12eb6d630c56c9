"""Settings have ranges."""

import pytest

from assistant import Settings, SettingsError


@pytest.mark.parametrize(
    "wrong",
    [
        {"passages": 0},
        {"sentences": -1},
        {"nearest": 0},
        {"threshold": 1.5},
        {"shown": 0},
        {"context": 100},
    ],
)
def test_values_out_of_range_are_named(wrong: dict[str, int]) -> None:
    (name,) = wrong
    with pytest.raises(SettingsError, match=name):
        Settings(**wrong)


def test_the_ends_of_the_range_are_in_it() -> None:
    assert Settings(threshold=0).threshold == 0
    assert Settings(threshold=1).threshold == 1
    assert Settings().threshold is None
