"""Answers a question while the user watches: the search, the words as they come, the answer."""

import time
from contextlib import closing
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Assistant, Checked, Finished, Retrieved, Token
from assistant.history.conversations import Conversations
from assistant.history.saved_conversation import Conversation, Turn
from ui.chat.live_draft import LiveDraft
from ui.components.passage_links import history
from ui.components.problems import explain

__all__ = ["answer_turn"]

_PAUSE: Final = 0.03
"""Seconds between two drawings of the words that come: more of them nobody sees."""


def answer_turn(
    assistant: Assistant,
    shelf: Conversations,
    conversation: Conversation,
    turn: Turn,
    slot: DeltaGenerator,
) -> None:
    """Answer ``turn`` in ``slot``; what comes of it is kept in the turn, and on the shelf.

    When the user stops the answer, or leaves, Streamlit ends the script at its next drawing,
    and what was written by then is kept.
    """
    text = ""
    try:
        before = conversation.turns[: conversation.turns.index(turn)]
        with (
            slot.container(key="streaming"),
            closing(
                assistant.stream(turn.question, history=history(before), filters=turn.filters)
            ) as events,
        ):
            line, draft = st.empty(), LiveDraft()
            line.caption("Searching the articles…")
            drawn = time.monotonic()
            for event in events:
                match event:
                    case Retrieved(hits=hits):
                        line.caption(f"Reading {len(hits)} passages…" if hits else "Nothing found…")
                    case Token(text=piece):
                        text += piece
                        draft.add(piece)
                        if time.monotonic() > drawn + _PAUSE:
                            line.html(draft.html())
                            drawn = time.monotonic()
                    case Checked():
                        draft.check(event)
                        line.html(draft.html())
                    case Finished(answer=answer):
                        turn.answer = answer
    # Whatever it is: the page says it in the answer's place, and stays of use.
    except Exception as error:
        turn.problem = explain(error)
    finally:
        # Neither an answer nor a problem: it was stopped.
        if turn.pending:
            turn.partial = text
        shelf.keep(conversation, turn)
