"""One claim against one text, as programs ask."""

import pytest

from assistant.judge import judge
from corpus import InvalidInput

TEXT = (
    "The council of Lia voted on Monday to close the pier. Storms had damaged two of its pillars. "
    "The mayor, Ane Roe, voted against. A new pier may be built in 2027."
)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The pier of Lia will be closed after a vote of the council.", "voted on Monday to close"),
        ("Two pillars of the pier were damaged by storms.", "damaged two of its pillars"),
        ("Mayor Ane Roe opposed the closing.", "voted against"),
    ],
)
def test_what_a_text_bears_out(claim: str, told: str) -> None:
    judged = judge(claim, TEXT)
    assert judged.verdict == "supported", judged
    assert 0.6 <= judged.supported <= 1
    assert judged.reason is None
    assert any(told in TEXT[start:end] for start, end in judged.ranges)


def test_what_a_text_contradicts() -> None:
    judged = judge("The council of Lia voted to keep the pier open.", TEXT)
    assert judged.verdict == "contradicted", judged
    assert judged.contradicted >= 0.5 > judged.supported
    ((start, end),) = judged.ranges
    assert "to close the pier" in TEXT[start:end]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The pier was built by Olav Moen.", "Olav Moen"),
        ("The pier will cost 40 million crowns.", "40"),
        ("A new pier will be built in 2027.", ""),
        ("Fishermen have used the pier for a century.", ""),
    ],
)
def test_what_a_text_does_not_tell(claim: str, reason: str) -> None:
    judged = judge(claim, TEXT)
    assert judged.verdict != "supported", judged
    assert judged.reason
    assert reason in judged.reason
    assert judged.supported <= 0.5


def test_a_title_names_and_a_day_dates() -> None:
    text = "She resigned on 3 March after the vote."
    bare, headed = (
        judge("Ane Roe resigned on 3 March.", text, title=title)
        for title in (None, "Mayor Ane Roe steps down")
    )
    assert bare.verdict == "not told"
    assert bare.reason
    assert "Ane Roe" in bare.reason
    assert headed.supported >= bare.supported


def test_no_evidence_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="evidence is empty"):
        judge("The pier was closed.", " \n")
