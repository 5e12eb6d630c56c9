"""The draft of a written answer, as the user sees it while it comes."""

import re

from assistant import Checked
from ui.chat.live_draft import LiveDraft


def test_a_sentence_is_pending_until_it_is_checked() -> None:
    draft = LiveDraft()
    draft.add("Costa was late [1]. Canada pa")
    assert draft.html() == (
        '<p class="or-text" dir="auto">'
        '<span class="or-pending">Costa was late [1]. Canada pa</span></p>'
    )
    draft.check(Checked(0, "Costa was late.", len("Costa was late [1]."), supported=True))
    assert draft.html() == (
        '<p class="or-text" dir="auto"><span>Costa was late.</span> '
        '<span class="or-pending">Canada pa</span></p>'
    )


def test_what_is_not_borne_out_is_struck_out_with_its_reason() -> None:
    draft = LiveDraft()
    draft.add("It rained.")
    reason = "no passage says so"
    draft.check(Checked(0, "It rained.", len("It rained."), supported=False, reason=reason))
    html = draft.html()
    assert "<del>It rained.</del>" in html
    assert "withheld: no passage says so" in html
    assert "or-pending" not in html


def test_each_line_of_an_answer_in_parts_is_a_paragraph() -> None:
    draft = LiveDraft()
    text = "2 of 9 mention it.\nA title, Post: It rained. [1]\nB: No. [2]"
    for word in re.findall(r"\S+\s*", text):
        draft.add(word)
    assert re.sub(r"</?span.*?>", "", draft.html()) == "".join(
        f'<p class="or-text" dir="auto">{line}</p>'
        for line in ("2 of 9 mention it.", "A title, Post: It rained. [1]", "B: No. [2]")
    )


def test_what_is_checked_stays_in_its_line() -> None:
    draft = LiveDraft()
    draft.add("It rained.\nIt snowed. No")
    for index, (text, end) in enumerate((("It rained.", 10), ("It snowed.", 21), ("No", 24))):
        draft.check(Checked(index, text, end, supported=True))
    assert draft.html() == (
        '<p class="or-text" dir="auto"><span>It rained.</span></p>'
        '<p class="or-text" dir="auto"><span>It snowed.</span> <span>No</span></p>'
    )


def test_what_a_model_thinks_first_is_not_shown() -> None:
    draft = LiveDraft()
    draft.add("<think>Who was")
    assert draft.html() == ""
    draft.add(" late?</think>\nCosta")
    assert re.sub(r"</?[ps].*?>", "", draft.html()) == "Costa"
    draft.add(" was late.")
    draft.check(Checked(0, "Costa was late.", 44, supported=True))
    assert re.sub(r"</?[ps].*?>", "", draft.html()) == "Costa was late."


def test_nothing_that_a_model_writes_takes_effect() -> None:
    draft = LiveDraft()
    hostile = "<img src=x onerror=alert(1)> <b>Bold</b> & so. "
    draft.add(f"{hostile}{hostile}")
    draft.check(Checked(0, hostile, len(hostile), supported=False, reason="<script>"))
    assert "<img" not in draft.html()
    assert "<b>" not in draft.html()
    assert "<script" not in draft.html()
    assert "&lt;img src=x onerror=alert(1)&gt;" in draft.html()
