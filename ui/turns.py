"""One turn of the conversation: the answer, and what the reader can do with it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Assistant
from assistant.conversations import COMMENT, Turn
from ui.actions import again, comment, judge, open_source, widen
from ui.draft import LiveDraft
from ui.filters import words
from ui.parts import draw_answer, mount
from ui.problems import draw_problem
from ui.shared import count, known_articles
from ui.view import answer_view
from ui.words import coverage

__all__ = ["draw_halted", "draw_turn"]

_THUMBS = {"up": 1, "down": 0, None: None}


def draw_turn(assistant: Assistant, place: int, turn: Turn, *, last: bool) -> None:
    """What came of a question; the last one can be answered again."""
    if turn.answer:
        known = known_articles(assistant, turn.answer)
        covered = "" if turn.answer.answered else coverage(count(assistant))
        view = answer_view(turn.answer, place, known, words(turn.filters), covered)
        draw_answer(view, f"answer-{turn.id}", open_source, lambda _: widen(turn.question))
    elif turn.problem:
        draw_problem(turn.problem)
    elif turn.partial:
        draft = LiveDraft()
        draft.add(turn.partial)
        st.html(draft.html())
    with st.container(key=f"actions-{turn.id}", horizontal=True, vertical_alignment="center"):
        if turn.answer:
            mount("copy", {"text": turn.answer.to_markdown()}, f"copy-{turn.id}")
        elif not turn.problem:
            st.caption("Stopped. What was written so far is not checked.")
        if last:
            _draw_again(turn, "again")
        if turn.answer:
            _draw_verdict(turn)


def draw_halted(turn: Turn) -> DeltaGenerator:
    """What stands below an answer that was stopped while it came; hidden until it is stopped.

    Returns:
        Its place, to be emptied when the answer is whole.
    """
    place = st.empty()
    with place.container(key="halted", horizontal=True, vertical_alignment="center"):
        st.caption("Stopped. What was written so far is not checked.")
        _draw_again(turn, "resume")
    return place


def _draw_again(turn: Turn, name: str) -> None:
    st.button(
        "Ask again",
        key=f"{name}-{turn.id}",
        icon=":material/refresh:",
        type="tertiary",
        on_click=again,
        args=(turn,),
    )


def _draw_verdict(turn: Turn) -> None:
    thumb, words = f"thumb-{turn.id}", f"comment-{turn.id}"
    st.feedback(
        "thumbs",
        key=thumb,
        default=_THUMBS[turn.verdict],
        on_change=judge,
        args=(turn, thumb),
    )
    if turn.verdict:
        st.text_input(
            "What makes it so?",
            turn.comment,
            max_chars=COMMENT,
            key=words,
            placeholder="What makes it so? (Enter keeps it)",
            label_visibility="collapsed",
            on_change=comment,
            args=(turn, words),
        )
