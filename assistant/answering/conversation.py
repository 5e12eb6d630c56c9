"""Answers to small talk: of the program in its own words, of the answer before with its quotes."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.answer import Answer
from assistant.answering.article_lists import overview
from assistant.answering.compose import Part, composed
from assistant.answering.earlier.earlier_answer import Earlier
from assistant.answering.earlier.replies import reply, summed_up
from assistant.question.turns import Turn
from assistant.question.understanding.request import Request
from assistant.question.understanding.small_talk import ABOUT_ANSWER, COURTESIES, Topic, topics
from corpus import Corpus, Filters
from corpus.listing import listing

__all__ = ["answer_conversation", "answer_itself"]

# What else is written and published: after a question on a book, "who wrote that?" means the book.
_WORK = re.compile(
    r"\b(?:album|bill|biography|book|document|essay|film|law|letter|lyrics|manifesto|memo|memoir|movie"
    r"|music|novel|paper|play|poem|report|screenplay|script|series|song|speech|statement|study|track"
    r"|treaty|tweet)s?\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:articles|stories|pieces|reports|papers|newspapers|sources|publishers|publications"
    r"|titles|headlines)\b",
    re.IGNORECASE,
)
_COURTESIES: Final[Mapping[Topic, str]] = {
    "greeting": "Hello.",
    "thanks": "You are welcome.",
    "goodbye": "Goodbye.",
    "fine": "Good.",
    "well": "I am a program, and I am working.",
}
_INVITATION: Final = "Ask me about the articles here, and I answer in their own words."
_ASK_ON: Final = "Ask on, or say “tell me more”, “which article is that from?” or “are you sure?”."


def answer_conversation(
    question: str, history: Sequence[Turn], corpus: Corpus, written: bool = False
) -> Answer | None:
    """Answer small talk, without any search for an answer; None where it is none.

    Args:
        question: As it was typed.
        history: The turns before, oldest first.
        corpus: Where the articles are.
        written: Whether a chat model writes the answers.
    """
    # Where no list goes on, more is told of the answer before.
    kinds: list[Topic] = ["more" if topic == "page" else topic for topic in topics(question)]
    asked = list(dict.fromkeys(kinds))
    if not asked:
        return None
    about = [topic for topic in asked if topic in ABOUT_ANSWER]
    # Who leaves is not invited to ask on.
    leaves = bool({"thanks", "goodbye"} & set(asked)) and not about
    earlier = None if leaves else Earlier.of(history, corpus)
    if about and not leaves and _means_a_work(question, about, earlier):
        return None
    # Before any answer "list the articles" asks for those here.
    if about and earlier is None and _ALL.search(question):
        return None
    remarks = [_COURTESIES[topic] for topic in asked if topic in COURTESIES]
    remarks += [
        _of_itself(topic, corpus, written)
        for topic in asked
        if topic not in COURTESIES | ABOUT_ANSWER
    ]
    if not about:
        if COURTESIES.issuperset(asked) and not leaves:
            remarks.append(_ASK_ON if earlier and earlier.quotes else _INVITATION)
        return composed(question, "conversation", (), " ".join(remarks))
    if (
        earlier
        and earlier.quotes
        and len(asked) == 1
        and (again := summed_up(asked[0], earlier, corpus))
    ):
        return again
    parts: list[Part] = []
    for topic in about:
        remark, more = reply(topic, earlier, corpus)
        remarks.append(remark)
        # The quotes of the first will do: all is asked of one answer.
        parts = parts or more
    # So that what is asked next still is of the question before.
    standalone = earlier.question if earlier and parts else question
    return composed(standalone, "conversation", parts, " ".join(dict.fromkeys(remarks)))


def answer_itself(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer:
    """Say what the program can do, where talk with it is likely, of whatever it may be."""
    del request, filters  # called as the other kinds' functions are
    return composed(question, "conversation", (), _of_itself("able", corpus, written=False))


def _means_a_work(question: str, about: Sequence[Topic], earlier: Earlier | None) -> bool:
    """Tell if "who wrote that?" is asked of a book or the like that the conversation is about.

    Where there was no answer yet, "the report" is one that the articles may tell of.
    """
    told = {"author", "published", "source", *(() if earlier else ("summary",))}.issuperset(about)
    names_it = re.search(r"\b(?:article|story|source|quote|answer)", question, re.IGNORECASE)
    return told and not names_it and bool(_WORK.search(earlier.question if earlier else question))


# -- the program --------------------------------------------------------------------------------


def _of_itself(topic: Topic, corpus: Corpus, written: bool) -> str:
    here = f"{overview(corpus)}."
    match topic:
        case "who":
            return (
                "I am On Record, a program that answers questions from the articles here, with "
                "the quotes that prove it, and says so when they do not answer."
            )
        case "able":
            return (
                f"{here} I answer questions about what they say, list and count them (“Which "
                "articles mention …?”), summarise an article or a topic, and tell the latest, each "
                "sentence with its source. What they do not say I cannot tell."
            )
        case "ask":
            return f"{here} {_suggested(corpus)}"
        case "how":
            return (
                "I search the articles here, and no others, for the passages that come nearest to "
                "your question; a small trained model reads them and finds the sentence that "
                f"answers; and I quote it with its source. {_writer(written)} Where no sentence is "
                "likely enough to answer, I say so. I can pick the wrong sentence: open its source "
                "to see it in its place."
            )
        case "program":
            return (
                "I am a program, not a person. Small trained models find the sentences of the "
                f"articles that answer a question, and I quote those. {_writer(written)}"
            )
        case _:
            return (
                "Sorry. I quote the sentence that is likeliest to answer, which can be the wrong "
                "one: open its source to see it in its place, or ask in other words."
            )


def _writer(written: bool) -> str:
    if not written:
        return "No language model writes anything here."
    return (
        "A language model writes the answer from them, and each of its sentences is compared with "
        "the articles."
    )


def _suggested(corpus: Corpus) -> str:
    """Name questions that the library answers without a search, whatever the articles tell."""
    entries = listing(corpus, order="published", limit=1).entries
    if not entries:
        return "Add articles first; then ask what they say."
    return (
        "Ask what they say: who, what, when, where or why. Or ask “What is new?”, “Which articles "
        f"mention …?” or “Summarise the article “{entries[0].label}””."
    )
