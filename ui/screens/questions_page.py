"""Page of questions that users ask, for editors: unanswered and frequent ones, never who asked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

import streamlit as st

from assistant import Assistant
from assistant.history.all_conversations import (
    AllConversations,
    AskedQuestion,
    most_unanswered,
    to_csv,
)
from corpus.text.dates import spoken_day
from ui.components.mount import mount
from ui.components.problems import draw_problem
from ui.screens.articles_page import CORPUS_STYLE
from ui.session.rights import may_edit
from ui.session.shared import open_assistant

__all__ = ["draw_questions_asked"]

_SHOWN: Final = 100
"""Questions that the page lists; the download has all."""
_MINUTE: Final = 60
_RANGES: Final = 20
"""Of days, whose questions are held for that long."""
_UNANSWERED: Final = "Without an answer"
_MOST_ASKED: Final = "Most asked"


def draw_questions_asked() -> None:
    """Draw the page of the questions that readers ask."""
    st.html(CORPUS_STYLE)
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("Questions", anchor=False)
    assistant = open_assistant()
    if not may_edit(assistant.corpus):  # whoever came by the address alone
        draw_problem("only editors see what readers ask")
        return
    summary = st.container(key="summary", gap="xsmall")
    since, until = _draw_days()
    questions = _asked(assistant, since, until)
    with summary:
        _draw_counts(questions)
    if not questions:
        return
    kind = st.radio(
        "Which questions", (_UNANSWERED, _MOST_ASKED), key="questions-kind", horizontal=True
    )
    listed = most_unanswered(questions) if kind == _UNANSWERED else questions
    if listed:
        mount("questions", _table(listed[:_SHOWN], str(kind)), "questions")
    else:
        st.caption("Each of them got an answer, each time.")
    if len(listed) > _SHOWN:
        st.caption(f"The first {_SHOWN} of {len(listed):,}; the download has all.")
    st.download_button(
        "Download as CSV",
        # With a mark of its encoding, without which a spreadsheet takes it for another.
        lambda: to_csv(listed).encode("utf-8-sig"),
        file_name=f"questions-{datetime.now(UTC):%Y-%m-%d}.csv",
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        disabled=not listed,
    )


def _draw_days() -> tuple[date | None, date | None]:
    """Draw from when to when questions count; return the days, in UTC, in their order."""
    with st.container(key="days", horizontal=True):
        days = [
            st.date_input(label, value=None, format="YYYY-MM-DD", key=key)
            for label, key in (("Asked from", "asked-from"), ("Asked until", "asked-until"))
        ]
    since, until = days
    return (until, since) if since and until and since > until else (since, until)


def _draw_counts(questions: Sequence[AskedQuestion]) -> None:
    """Say how many questions there are, how many got no answer, and from when to when."""
    silent = sum(1 for question in questions if question.unanswered)
    number = f"{len(questions):,} question{'' if len(questions) == 1 else 's'}"
    st.header(
        f"{number}, {silent:,} without an answer" if questions else "No questions", anchor=False
    )
    if questions:
        days = _days(
            min(question.first for question in questions),
            max(question.last for question in questions),
        )
        st.caption(f"Asked {'from' if ' to ' in days else 'on'} {days}.")
    st.caption(
        "Questions that differ in case, spaces or the last mark count as one. Who asked is not "
        "shown; conversations that were deleted do not count. Days are in UTC."
    )


@st.cache_data(ttl=_MINUTE, max_entries=_RANGES, show_spinner="Counting the questions…")
def _asked(_assistant: Assistant, since: date | None, until: date | None) -> list[AskedQuestion]:
    """Return the questions, the most asked first, cached for a minute: all of them are read."""
    return AllConversations(_assistant.corpus).asked_questions(since=since, until=until)


def _table(questions: Sequence[AskedQuestion], caption: str) -> dict[str, object]:
    return {
        "caption": caption,
        "columns": ["Question", "Asked", "No answer", "When"],
        "rows": [
            {
                "question": question.question,
                "counts": [
                    f"{question.asked:,}",
                    f"{question.unanswered:,}" if question.unanswered else "",
                ],
                "days": _days(question.first, question.last),
            }
            for question in questions
        ],
    }


def _days(first: date, last: date) -> str:
    days = dict.fromkeys((spoken_day(first), spoken_day(last)))
    return " to ".join(days)
