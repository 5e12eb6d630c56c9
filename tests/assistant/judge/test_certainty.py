"""Certainty that a sentence adds to its quote."""

import pytest

from assistant.judge.certainty import added_certainty


@pytest.mark.parametrize(
    ("statement", "quote", "word"),
    [
        ("The city will close the pier.", "The city may close the pier in spring.", "may"),
        ("The city closed the pier.", "The city plans to close the pier.", "plans"),
        ("The pier has been closed.", "The pier will be closed in May.", "will"),
        ("Parliament has approved the money.", "Parliament has to approve the money.", "has"),
        ("Quill took bribes.", "Prosecutors allege that Quill took bribes.", "allege"),
        ("Quill took bribes.", "Quill allegedly took bribes.", "allegedly"),
        ("The satellite was launched.", "The launch of the satellite was put off.", "put off"),
        ("The chain sells bags.", "The chain stopped selling bags.", "stopped"),
        ("Roe signed the letter.", "Roe refused to sign the letter.", "refused"),
        (
            "The strike was held.",
            "The strike was called off on Monday; it was not held.",
            "called off",
        ),
    ],
)
def test_it_is_told(statement: str, quote: str, word: str) -> None:
    assert f"“{word}”" in str(added_certainty(statement, quote))


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The city might close the pier.", "The city may close the pier."),
        ("The city intends to close the pier.", "The city plans to close the pier."),
        ("The pier will be closed.", "The pier will be closed in May."),
        ("The pier closes in May.", "The pier will close in May."),
        ("Quill is accused of taking bribes.", "Prosecutors allege that Quill took bribes."),
        ("Roe refused to sign it.", "Roe refused to sign it."),
        ("Roe did not sign it.", "Roe refused to sign it."),
        ("The pier opened in June.", "The pier, which may close soon, opened in June."),
        ("Bananas are yellow.", "The city may close the pier."),
    ],
)
def test_nothing_is_added(statement: str, quote: str) -> None:
    assert added_certainty(statement, quote) is None
