"""Datelines, and where each ends."""

import pytest

from corpus.text.datelines import dateline


@pytest.mark.parametrize(
    "lead",
    [
        "VIENNA — ",
        "(CNN) — ",
        "CNN — ",
        "LONDON (AP) — ",
        "ST. JOSEPH, Mich. (AP) — ",
        "DUBAI, United Arab Emirates — ",
        "WASHINGTON, Nov 3 (Reuters) - ",
        "WASHINGTON/LONDON - ",
        "MÜNCHEN (dpa) – ",
        "",
    ],
)
def test_a_dateline_ends_where_the_report_begins(lead: str) -> None:
    assert dateline(f"{lead}The tunnel — which nobody uses — is closed.") == len(lead)


@pytest.mark.parametrize(
    "sentence", ["Why — even now?", "US-China talks", "Tue – Sat", "PARIS–NICE was won."]
)
def test_a_dash_alone_makes_no_dateline(sentence: str) -> None:
    assert dateline(sentence) == 0
