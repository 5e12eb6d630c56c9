"""Draws one turn of the conversation: the answer, and the buttons to act on it."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Answer, Assistant
from assistant.answer_kinds import UserVerdict
from assistant.history.saved_conversation import COMMENT, Turn
from ui.chat.actions import ask, keep, saying
from ui.chat.live_draft import LiveDraft
from ui.chat.search_filters import words
from ui.components.answer_view import AnswerView, answer_view
from ui.components.display_text import coverage
from ui.components.mount import mount
from ui.components.passage_links import PassageLink
from ui.components.problems import draw_problem
from ui.session.shared import count, known_articles, titles

__all__ = ["draw_halted", "draw_shared_turn", "draw_turn"]

# As Streamlit counts them.
_THUMBS = {"up": 1, "down": 0, None: None}
_VERDICTS: Final[tuple[UserVerdict, UserVerdict]] = ("down", "up")


def draw_turn(assistant: Assistant, index: int, turn: Turn, *, last: bool) -> None:
    """Draw a turn's answer, problem or partial text; the last turn can be answered again."""
    if turn.answer:
        view = _view(assistant, index, turn.answer, words(turn.filters))
        view["wider"] = turn.answer.wider_question
        _draw_answer(
            view,
            f"answer-{turn.id}",
            _open_source,
            lambda _: _widen(turn.question),
            lambda _: ask(view["wider"], turn.filters),
        )
    elif turn.problem:
        draw_problem(turn.problem)
    elif turn.partial:
        draft = LiveDraft()
        draft.add(turn.partial)
        st.html(draft.html())
    with st.container(key=f"actions-{turn.id}", horizontal=True, vertical_alignment="center"):
        if turn.answer:
            _draw_copy(turn, turn.answer)
        elif not turn.problem:
            st.caption("Stopped. What was written so far is not checked.")
        if last:
            _draw_again(turn, "again")
        if turn.answer:
            _draw_verdict(turn)


def draw_shared_turn(
    assistant: Assistant, index: int, turn: Turn, open_passage: Callable[[object], None]
) -> None:
    """Draw the answer of a turn of somebody else's, to be read and copied only.

    Args:
        assistant: The one of this session.
        index: The turn's in the conversation, from 0.
        turn: The turn.
        open_passage: Gets the link of the marker or passage that the user activates.
    """
    if not turn.answer:
        st.caption("This was not answered.")
        return
    view = _view(assistant, index, turn.answer, ())
    _draw_answer(view, f"answer-{turn.id}", open_passage, lambda _: None, lambda _: None)
    with st.container(key=f"actions-{turn.id}", horizontal=True, vertical_alignment="center"):
        _draw_copy(turn, turn.answer)


def draw_halted(turn: Turn) -> DeltaGenerator:
    """Draw the note below an answer that is stopped while it comes; hidden until it is stopped.

    Returns:
        Its place, to be emptied when the answer is whole.
    """
    slot = st.empty()
    with slot.container(key="halted", horizontal=True, vertical_alignment="center"):
        st.caption("Stopped. What was written so far is not checked.")
        _draw_again(turn, "resume")
    return slot


def _view(assistant: Assistant, index: int, answer: Answer, filters: Sequence[str]) -> AnswerView:
    known = known_articles(assistant, answer)
    covered = "" if answer.answered else coverage(count(assistant))
    named = words(answer.filters, titles(assistant, answer.filters)) if answer.filters else ()
    return answer_view(answer, index, known, filters, covered, narrowed=named)


def _draw_copy(turn: Turn, answer: Answer) -> None:
    mount("copy", {"text": answer.to_markdown()}, f"copy-{turn.id}")


def _draw_again(turn: Turn, name: str) -> None:
    st.button(
        "Ask again",
        key=f"{name}-{turn.id}",
        icon=":material/refresh:",
        type="tertiary",
        on_click=_again,
        args=(turn,),
    )


def _draw_verdict(turn: Turn) -> None:
    thumb, words = f"thumb-{turn.id}", f"comment-{turn.id}"
    st.feedback(
        "thumbs",
        key=thumb,
        default=_THUMBS[turn.verdict],
        on_change=_judge,
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
            on_change=_comment,
            args=(turn, words),
        )


def _widen(question: str) -> None:
    """Ask ``question`` again, without filters."""
    _drop_filters()
    ask(question)


def _again(turn: Turn) -> None:
    """Answer a question again at the next drawing."""
    # With it goes the source that is open: it is of the answer before.
    turn.reset()
    st.session_state.source = None


@saying
def _judge(turn: Turn, key: str) -> None:
    """Store the verdict (thumb) chosen in ``key`` for an answer; None takes it back."""
    thumb: int | None = st.session_state[key]
    turn.verdict = None if thumb is None else _VERDICTS[thumb]
    keep(st.session_state.conversation, turn)


@saying
def _comment(turn: Turn, key: str) -> None:
    """Store the comment on an answer that was typed into the field ``key``."""
    turn.comment = st.session_state[key].strip()[:COMMENT]
    keep(st.session_state.conversation, turn)
    st.toast("Your comment is kept.")


def _open_source(key: object) -> None:
    """Show the passage that ``key`` names, if the conversation has it."""
    link = PassageLink.parse(key)
    if link and link.resolve(st.session_state.conversation.turns):
        st.session_state.source = link


def _drop_filters() -> None:
    """Remove all filters."""
    st.session_state.update(after=None, before=None, publisher=[])


def _draw_answer(
    view: AnswerView,
    key: str,
    on_open: Callable[[object], None],
    on_widen: Callable[[object], None],
    on_broaden: Callable[[object], None],
) -> None:
    """Draw an answer.

    Args:
        view: What to draw.
        key: What Streamlit knows it by.
        on_open: Gets the link of the marker or passage that the user activates.
        on_widen: Called when the user asks for a search without filters.
        on_broaden: Called when the user takes off what the question itself names.
    """
    mount("answer", dict(view), key, open=on_open, widen=on_widen, broaden=on_broaden)
