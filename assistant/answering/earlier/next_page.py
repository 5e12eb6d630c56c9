"""The next page of a list that was told before: "more", "the rest", "next page"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.answer import Answer, Kind, Total
from assistant.answering.arrange import arranged, conditions_of, request_of
from assistant.answering.compose import composed
from assistant.question.standalone import added_words
from assistant.question.turns import Turn
from assistant.question.understanding.pages import Page
from assistant.question.understanding.small_talk import ABOUT_ANSWER, COURTESIES, topics
from corpus import Corpus, Filters

__all__ = ["next_page"]

_Standalone = Callable[[str, Sequence[Turn]], str]
"""Returns a question with what it leaves to the turns before it."""
_LISTED: Final[frozenset[Kind]] = frozenset(("articles", "timeline", "summary", "latest", "said"))
"""Kinds of answers that may have pages."""


@dataclass
class _List:
    """A list of a conversation, as far as it was told."""

    question: str
    """The question as it was asked."""
    before: Sequence[Turn]
    """The turns before it."""
    pages: list[Turn] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page that comes next."""
        # Of turns that came as text alone only their number is known.
        answers = tuple(turn.answer for turn in self.pages if turn.answer)
        return Page(len(self.pages), answers if len(answers) == len(self.pages) else ())


def next_page(
    asked: str,
    history: Sequence[Turn],
    corpus: Corpus,
    filters: Filters,
    standalone: _Standalone,
) -> Answer | None:
    """Tell the next page of a list; None where none is asked for, or no list was told last.

    The list is made anew: when the articles have changed since, that is said.

    Args:
        asked: As it was typed.
        history: The turns before, oldest first.
        corpus: Where the articles are.
        filters: Conditions beside those that the list's question names.
        standalone: Completes the list's question, where only the conversation's text is known.
    """
    wanted = topics(asked)
    asks = "page" in wanted and {*COURTESIES, "page"}.issuperset(wanted)
    told = _last_list(history) if asks else None
    if told is None:
        return None
    answer = _made_anew(told, corpus, filters, standalone)
    if answer is None or answer.total is None:
        return None
    changed, total = _changed(answer.total, told.page), answer.total
    if total.listed or not total.count:
        remark, text = (f"{changed} {said}".strip() for said in (answer.remark, answer.text))
        return replace(answer, remark=remark, text=text)
    if told.page.number == 1 and answer.kind != "articles":
        return None  # nobody was told that it is a list: more of its articles is asked for
    whole = f"That was the whole list of {total.count:,}."
    return composed(asked, "conversation", (), f"{changed} {whole}".strip())


def _made_anew(
    told: _List, corpus: Corpus, filters: Filters, standalone: _Standalone
) -> Answer | None:
    """Return the next page of a list; None where it is none after all."""
    whole = standalone(told.question, told.before)
    if first := next(iter(told.page.before), None):
        question = first.standalone_question
        # In the standalone question misspelt words are put right already.
        added = added_words(question, corpus.spelled(first.question))
    else:
        question, added = corpus.spelled(whole), added_words(whole, told.question)
    request = request_of(question, corpus, added)
    named, request = conditions_of(whole, request, corpus, added, filters)
    if request.kind not in _LISTED:
        return None
    request = replace(request, page=told.page)
    # What the reader finds is in no list.
    return arranged(
        question, request, corpus, filters, named=named, read=lambda _: (), threshold=1.0
    )


def _last_list(history: Sequence[Turn]) -> _List | None:
    """Return the list that the last answer told a page of; None where it told none.

    Of a list that is only text, it is not known that it is one: any question may be.
    """
    current: _List | None = None
    asked, start = "", 0
    for at, turn in enumerate(history):
        if turn.role == "user":
            asked, start = turn.text, at
        elif turn.answer:
            current = _with_answer(current, turn, turn.answer, history[:start])
        elif talk := topics(asked):
            if "page" in talk and current:
                current.pages.append(turn)
            elif ABOUT_ANSWER.intersection(talk):
                current = None
        else:
            current = _List(asked, history[:start], [turn])
    return current


def _with_answer(
    current: _List | None, turn: Turn, answer: Answer, before: Sequence[Turn]
) -> _List | None:
    if answer.total is None or not answer.total.listed:
        return None
    first = current.pages[0].answer if current else None
    same = first and first.standalone_question == answer.standalone_question
    if current and same and "page" in topics(answer.question):
        current.pages.append(turn)
        return current
    return _List(answer.question, before, [turn])


def _changed(total: Total, page: Page) -> str:
    """Say that a list is not what it was when its earlier pages were told, if those are known."""
    known = [answer.total for answer in page.before if answer.total]
    told = sum(answer.listed for answer in known)
    if not known or (known[-1].count == total.count and total.first == told + 1):
        return ""
    counted = f", when it had {known[-1].count:,}" if known[-1].count != total.count else ""
    return f"The list has changed since the last page{counted}."
