"""Answering a question before the reader's eyes: the search, the words as they come, the answer."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Assistant, Checked, Finished, Retrieved, Token
from ui.conversation import Turn, history
from ui.draft import LiveDraft
from ui.problems import explain

__all__ = ["answer_turn"]


def answer_turn(assistant: Assistant, turns: list[Turn], place: int, slot: DeltaGenerator) -> None:
    """Answer the turn at ``place`` in ``slot``; the answer, or the problem, is kept in the turn."""
    turn, draft = turns[place], LiveDraft()
    asked = {"history": history(turns[:place]), **turn.filters.options()}
    try:
        with slot.container(key="streaming"):
            line = st.empty()
            line.caption("Searching the articles…")
            for event in assistant.stream(turn.question, **asked):
                match event:
                    case Retrieved(hits=hits):
                        line.caption(f"Reading {len(hits)} passages…" if hits else "Nothing found…")
                    case Token(text=piece):
                        draft.add(piece)
                        line.html(draft.html())
                    case Checked():
                        draft.check(event)
                        line.html(draft.html())
                    case Finished(answer=answer):
                        turn.answer = answer
    except Exception as error:
        turn.problem = explain(error)
