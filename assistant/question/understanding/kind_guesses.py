"""Kinds of questions that the classifier tells, and the wordings that rule out what it says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from assistant.answer import Kind
from assistant.question.fragments import WH
from assistant.question.number_words import HOW_MANY
from assistant.question.understanding.classifier import Classifier
from assistant.question.understanding.quoted import asks_of_document
from assistant.question.understanding.request import Request
from assistant.question.understanding.several.comparisons import sides
from assistant.question.understanding.wording_rules import topic_of
from assistant.question.understanding.wordings import ARTICLE, PAPERS, PLURAL, YES_NO

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SURE", "SURER", "Embed", "guessed", "may_be_of_world", "misled"]

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
"""Returns the vectors of texts."""
SURE: Final = 0.35
"""Probability, 0..1, from which the classifier is believed."""
SURER: Final = 0.8
"""The same where a rule says otherwise."""
_SURE_OF_TALK: Final = 0.75
"""The same, that the program itself is spoken to: no search is made then."""
_OF_MANY: Final = frozenset(("articles", "summary", "latest", "timeline"))
"""Kinds of questions that ask for articles, or for what several tell."""

_IN_QUOTES: Final = re.compile(r"[\"“][^\"”]*\s[^\"”]*[\"”]")
"""Matches words of somebody else, such as a title, by which the program is not spoken to."""
_OF_THE_WORLD: Final = re.compile(
    # "How big is the library?", but not "how many articles are in the library"
    rf"(?!.*\b(?:{ARTICLE}|{PAPERS})\b).*\b(?<!in\s)the\s(?:library|archive|collection|database)"
    # "What was the first report?"
    r"|(?:what|when|which)\swas\s(?:the|an?)\s(?!.*\b(?:you|we|i|here|corpus)\b)"
    # "Which items are on the agenda?"
    r"|.*\b(?:items?|documents?|texts?|posts?|pieces?|columns?)\s(?:(?:is|are|was|were)\s)?on\b",
    re.IGNORECASE,
)
"""Matches what asks of articles here, or of something in the world that they tell of."""
_ASKS: Final = re.compile(rf"(?:{WH})\b", re.IGNORECASE)
_ASKS_ONE: Final = re.compile(
    r"(?:who|whom|whose|where|when|how\s\w+|(?:what|which)\s(?:is|was|are|were)\sone\sof)\b",
    re.IGNORECASE,
)
"""Begins a question for one thing, which a classifier may take for one for the latest."""
_TOLD_HERE: Final = re.compile(
    r"\b(?:cover(?:s|ed|ing|age)?|mention\w*|(?:writ\w+|wrote|publish\w*|report\w*|said)\s(?:about|on)"
    r"|(?:any|every)thing|stuff)\b",
    re.IGNORECASE,
)
"""Has words that ask what articles are about."""
_IS_MORE: Final = re.compile(r"\bthan\b", re.IGNORECASE)
_OF_ARTICLES: Final = rf"cover(?:age|ed|s)?|mention(?:s|ed)?|come\sup|{PAPERS}"
_LISTS_NO_ARTICLES: Final = re.compile(
    rf"(?:what|which)\s(?!(?:\w+\s)?(?:{ARTICLE}|{PAPERS})\b){PLURAL}\b(?!.*\b(?:{ARTICLE}"
    rf"|{_OF_ARTICLES}|you|i|corpus|library|archive|collection|about|featur\w*|by-?lines?|ink|press)\b)"
    r"(?<!topics)(?<!subjects)(?<!themes)(?<!categories)(?<!titles)",
    re.IGNORECASE,
)
"""Matches "which games come with it", not "which writers cover the trial"."""
_WORKS_OF_OTHERS: Final = re.compile(
    rf"(?:what|which)\s(?:\w+\s)?{ARTICLE}\s(?:did|does|do|has|have|had)\s(?!(?:you|we|i|they|the)\b)"
    r"(?:[\w.'-]+\s){1,5}?(?:publish|print|write|written|wr[io]te|post|send|sent|ma[dk]e|give|given)",
    re.IGNORECASE,
)
"""Matches "what stories did Roe write", where Roe is no paper that is known."""
_OF_ALL: Final = re.compile(
    r"\b(?:you|your|we|our|here|new|newest|latest|oldest|earliest|first|last|most|everything|anything|corpus|library|archive|collection"
    r"|(?:articles|stories|pieces|reports|texts|posts|items|columns|interviews|reviews|recipes"
    r"|headlines|news|publishers|publications|papers|newspapers|outlets|sites|magazines|sources))\b",
    re.IGNORECASE,
)
"""Has a word of what asks for all articles, or for one by its age."""
_COUNTS_NO_ARTICLES: Final = re.compile(
    rf"{HOW_MANY}\s(?!(?:\w+\s){{0,2}}?(?:{ARTICLE}|{PAPERS}|times|writers)\b|of\s)(?!.*\b(?:{_OF_ARTICLES}"
    r"|you|we|writ\w+|match)\b)",
    re.IGNORECASE,
)
"""Matches "how many pages has the report", not "how many long reports"."""


def guessed(asked: str, plain: str, known: Request, embed: Embed, least: float) -> Request:
    """Return what the classifier says of a question, if it is as sure as ``least``.

    Args:
        asked: The question as it was typed.
        plain: Without the days and the paper that it names.
        known: These.
        embed: Returns the vectors of texts.
        least: The probability, 0..1, from which it is believed.
    """
    classifier = Classifier.load()
    told = classifier.probabilities(asked, embed([asked])[0])
    kind: Kind = max(get_args(Kind), key=lambda kind: told.get(kind, 0.0))
    if kind == "said" and YES_NO.match(plain):
        # "Did Roe promise to go?" mostly asks if she did, "Did Roe say anything of it?" what.
        least = max(least, SURER)
    sure = told.get(kind, 0.0) >= (_SURE_OF_TALK if kind == "conversation" else least)
    if not sure or (kind == "conversation" and _IN_QUOTES.search(asked)):
        return Request()
    guess = replace(known, kind=kind, guessed=True)
    if kind == "said" and (subjects := classifier.subjects(asked)):
        return _said(guess, asked, subjects)
    if kind in _OF_MANY:
        return _on_topic(guess, plain, classifier)
    if kind == "compare":
        two = sides(asked, classifier.asking.__contains__)
        # Without its sides the reader answers it as it does a question of fact, which alone can be
        # asked as of a day.
        sure = told[kind] >= SURER and not known.as_of
        return replace(guess, sides=two) if two or sure else Request()
    return guess if kind in ("conversation", "yes-no") else Request()


def _said(guess: Request, asked: str, subjects: Sequence[str]) -> Request:
    """Return who is asked for the words, or what words for their speaker."""
    # "Who …" asks for the speaker, so that all it names is what was said.
    if re.match(r"(?:who|whose|which|to\swhom)\b", asked, re.IGNORECASE):
        return replace(guess, topic=" ".join(subjects), asked="speaker")
    # "Roe's" is Roe, but "Roe's lawyer" is somebody else.
    speaker = re.sub(r"'s?$", "", subjects[0].replace("’", "'"))
    return replace(guess, speaker=speaker, topic=" ".join(subjects[1:]))


def _on_topic(guess: Request, plain: str, classifier: Classifier) -> Request:
    """Return on what topic articles, a summary, the latest or a timeline is asked for."""
    topic = topic_of(classifier.subject(plain))
    if not topic and guess.kind in ("latest", "timeline"):
        # They would be of everything: any word that may be it will do, "Heysham" in "current
        # status Heysham".
        topic = topic_of(max(classifier.subjects(plain), key=len, default=""))
        if not topic:
            return Request()
    if guess.kind == "summary" and not re.search(rf"\b{ARTICLE}\b", plain, re.IGNORECASE):
        # "Tell me about the mayor" asks for what is told of her, in whatever article.
        guess = replace(guess, of="mention")
    return replace(guess, topic=topic)


def misled(guess: Request, plain: str) -> bool:
    """Tell if the wording rules out what the classifier says of it."""
    if guess.kind == "said" and asks_of_document(plain):
        return True
    if guess.kind == "compare" and YES_NO.match(plain):
        # "Is Titan bigger than Mercury?" is answered by yes or no.
        return not guess.sides or bool(_IS_MORE.search(plain))
    if guess.kind in _OF_MANY and re.match(rf"{HOW_MANY}\b", plain, re.IGNORECASE):
        # "How many documents were leaked?" is of no articles.
        return not guess.topic or bool(_COUNTS_NO_ARTICLES.match(plain))
    if guess.kind != "articles" or guess.publisher:
        return False
    if not (guess.topic or guess.days or _OF_ALL.search(plain)):
        return True  # "who published the report?" is of one, and of no list of all
    return bool(_LISTS_NO_ARTICLES.match(plain) or _WORKS_OF_OTHERS.match(plain))


def may_be_of_world(request: Request, plain: str) -> bool:
    """Tell if a question may be one of the world: "who wrote the book?", "where is she now?"."""
    if request.kind in ("latest", "timeline", "summary"):
        return request.guessed and bool(_ASKS_ONE.match(plain))
    if request.kind != "articles" or request.publisher or _TOLD_HERE.search(plain):
        return False
    return bool((_ASKS if request.guessed else _OF_THE_WORLD).match(plain))
