"""Answering a question before the reader's eyes: the search, the words as they come, the answer."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Answer, Assistant, Finished, Retrieved, Token
from ui.conversation import Turn, history
from ui.problems import explain

__all__ = ["answer_turn"]


def answer_turn(assistant: Assistant, turns: list[Turn], place: int, slot: DeltaGenerator) -> None:
    """Answer the turn at ``place`` in ``slot``; the answer, or the problem, is kept in the turn."""
    turn = turns[place]
    text = ""
    try:
        with slot.container(key="streaming"):
            line = st.empty()
            line.caption("Searching the articles…")
            for event in assistant.stream(turn.question, history=history(turns[:place])):
                match event:
                    case Retrieved(hits=hits):
                        line.caption(f"Reading {len(hits)} passages…" if hits else "Nothing found…")
                    case Token(text=piece):
                        text += piece
                        line.text(text)
                    case Finished(answer=answer):
                        turn.labels = _label_untitled(assistant, answer)
                        turn.answer = answer
    except Exception as error:
        turn.problem = explain(error)


def _label_untitled(assistant: Assistant, answer: Answer) -> dict[str, str]:
    """What to call the articles of an answer that have no title, by their ids."""
    untitled = {(c.article_id, c.revision) for c in answer.citations if not c.title}
    untitled |= {(hit.article_id, hit.revision) for hit in answer.nearest if not hit.title}
    return {id_: assistant.corpus.article(id_, rev).label for id_, rev in sorted(untitled)}
