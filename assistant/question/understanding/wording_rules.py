"""Rules that read the kind of a question from its wording, and what it asks of."""

import re
from dataclasses import replace
from typing import Final

from assistant.question.understanding.asked_corrections import corrections_asked
from assistant.question.understanding.quoted import Speech
from assistant.question.understanding.request import Length, Of, Request
from assistant.question.understanding.wordings import (
    ABOUT,
    ARE,
    BEFORE_ASKING,
    BRIEFLY,
    EMPTY,
    FILLER,
    HAPPENED_WITH,
    HAVE,
    KNOWN_OF,
    LATEST,
    LISTS,
    MENTION,
    MENTIONED_IN,
    NEW,
    NEWS_OF,
    OPENING_FILLER,
    PUBLISHED,
    REPORTED_ON,
    SIZE,
    SUMMARY,
    SUMMARY_LEAD,
    TAKE,
    TARGET,
    TELL,
    TIMELINE,
    TRIM,
    WHAT_HAPPENED,
    WHAT_SAYS,
    WHO_WROTE,
)

__all__ = ["ruled", "said", "topic_of"]

_LONGEST: Final = 200
"""Characters in which articles, a summary or the latest are asked for."""
_ANY: Final = re.compile(r"\b(?:any|every|each)\b", re.IGNORECASE)


def ruled(plain: str, known: Request) -> Request | None:
    """Return what the wording of a question asks of articles; None where no rule knows it."""
    # The first that reads it wins, so wide wordings ("do you have …") come after narrow ones.
    for part in _asking(plain):
        for read in (_corrected, _latest, _timeline, _summary, _story, _listed, _have, _new):
            if request := read(part, known):
                return request
    return None


def said(text: str, known: Request) -> Request | None:
    """Read "what did … say about …", "who said …", "who is quoted …"."""
    for part in [text.strip(TRIM), *_asking(text)]:
        if speech := Speech.of(part):
            # Words that somebody said are looked for whole.
            topic = speech.topic if speech.asked == "speaker" else topic_of(speech.topic)
            speaker = re.sub(r"^(?:the|an?)\s(?=\w)", "", speech.speaker, flags=re.IGNORECASE)
            return replace(known, kind="said", topic=topic, speaker=speaker, asked=speech.asked)
    return None


def _asking(text: str) -> list[str]:
    """Return a question, and without what is said before it: "I was away. What's the latest?".

    What is too long to ask for articles is left out.
    """
    starts = [0, *(match.end() for match in BEFORE_ASKING.finditer(text))]
    parts = (text[start:].strip(TRIM) for start in starts if len(text) - start <= _LONGEST)
    return list(filter(None, parts))


def _corrected(text: str, known: Request) -> Request | None:
    """Read "any corrections?", "has the article about … been corrected?"."""
    topic = corrections_asked(text)
    if topic is None:
        return None
    return replace(known, kind="articles", of="corrected", topic=topic_of(topic))


def _latest(text: str, known: Request) -> Request | None:
    match = LATEST.fullmatch(text) or (KNOWN_OF.fullmatch(text) if known.as_of else None)
    if match is None:
        return None
    topic = next(filter(None, match.groups()), "")
    return replace(known, kind="latest", topic=topic_of(topic))


def _timeline(text: str, known: Request) -> Request | None:
    match = TIMELINE.fullmatch(text)
    if match is None:
        return None
    asked = re.sub(r"\s(?:story|saga|news)$", "", next(filter(None, match.groups()), ""))
    # The blank lets words that only lead be taken off even where nothing follows them.
    topic = topic_of(SUMMARY_LEAD.sub("", asked + " "))
    return replace(known, kind="timeline", topic=topic) if topic else None


def _summary(text: str, known: Request) -> Request | None:
    length: Length = "medium"
    brief = BRIEFLY.sub("", text)
    match = SUMMARY.fullmatch(brief)
    if brief != text:
        length = "short"
    if match:
        if re.search(r"short|quick|brief|one|concise", match["length"], re.IGNORECASE):
            length = "short"
        elif re.search(r"long|detail|full|depth|thorough", match["length"], re.IGNORECASE):
            length = "long"
    else:
        match = WHAT_SAYS.fullmatch(brief) or TELL.fullmatch(brief)
        if match is None and known.days:
            if NEWS_OF.fullmatch(text):
                return replace(known, kind="summary", length=length)
            match = WHAT_HAPPENED.fullmatch(text)
    if match is None and known.publisher and (told := REPORTED_ON.fullmatch(text)):
        return replace(known, kind="summary", topic=topic_of(told["topic"]), length=length)
    if match is None:
        return None
    rest = match["rest"].strip(TRIM)
    if known.publisher:
        rest = re.sub(rf"^(?:(?:the|of)\s)*{TAKE}", "", rest, flags=re.IGNORECASE)
    target = TARGET.fullmatch(rest)
    topic = " ".join(filter(None, (target["publisher"], target["topic"]))) if target else rest
    topic = SUMMARY_LEAD.sub("", topic + " ")
    # "A summary of the mayor's plans" is of what is told of them, in whatever article.
    of: Of = "about" if target or known.publisher else "mention"
    return replace(known, kind="summary", topic=topic_of(topic), of=of, length=length)


def _story(text: str, known: Request) -> Request | None:
    match = HAPPENED_WITH.fullmatch(text)
    if match is None:
        return None
    # A matter that no article is about as a whole is left to the reader.
    return replace(known, kind="summary", topic=topic_of(match["rest"]), guessed=True)


def _listed(text: str, known: Request) -> Request | None:
    """Read "which articles mention …", "how many stories are about …", "list the newest …"."""
    if match := MENTIONED_IN.fullmatch(text):
        topic = topic_of(match["topic"] or match["where"] or match["times"] or match["anywhere"])
        if topic and not re.match(r"(?:you|we|i|there)\b", topic, re.IGNORECASE):
            return replace(known, kind="articles", topic=topic, of="mention")
    if SIZE.fullmatch(text):
        return replace(known, kind="articles")
    if match := WHO_WROTE.fullmatch(text):
        topic = topic_of(match["topic"])
        return replace(known, kind="articles", topic=topic, publishers=True)
    match = LISTS.fullmatch(text)
    if match is None:
        return None
    order = (match["order"] or "").strip().lower()
    known = replace(known, oldest=order in ("oldest", "first", "earliest"))
    papers = match["papers"]
    request = _of_articles(match["rest"], replace(known, publishers=bool(papers)))
    # "The first magazine" is one of the world: of those here, all are asked for.
    if papers and papers[-1] != "s" and request and not request.topic and not _ANY.search(text):
        return None
    return request


def _have(text: str, known: Request) -> Request | None:
    """Read "what do you have on …", "is there anything from …", "what did the Post publish"."""
    match = HAVE.fullmatch(text)
    if match is None and (known.days or known.publisher):
        match = PUBLISHED.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    if not rest.strip(TRIM) and not re.search(r"\bwhat|thing\b", text, re.IGNORECASE):
        return None  # "do you know?"
    if are := ARE.fullmatch(rest.strip()):
        rest = are["rest"]
    return _of_articles(rest, known)


def _new(text: str, known: Request) -> Request | None:
    match = NEW.fullmatch(text)
    if match is None:
        return None
    request = _of_articles(match["rest"], known)
    if request and request.topic:
        return replace(request, kind="latest")
    return request


def _of_articles(rest: str, known: Request) -> Request | None:
    """Read what articles are asked for, from what stands after that word; None if unclear."""
    left = OPENING_FILLER.sub("", rest.strip(TRIM)).strip(TRIM)
    if mention := MENTION.fullmatch(left):
        topic = topic_of(mention["topic"] or mention["passive"] or "")
        if topic:
            return replace(known, kind="articles", topic=topic, of="mention")
    if about := ABOUT.fullmatch(left):
        topic = topic_of(about["topic"])
        if topic:
            return replace(known, kind="articles", topic=topic)
    return replace(known, kind="articles") if EMPTY.fullmatch(left) else None


def topic_of(text: str) -> str:
    """Return a subject without the words that only ask for it."""
    topic = text.strip(TRIM)
    while True:
        shorter = FILLER.sub("", topic).strip(TRIM)
        # Again until nothing comes off, for one filler may stand behind another.
        # "The word ferry" is of the ferry, but "the names of the dead" are asked for themselves.
        shorter = re.sub(
            r"^(?:the|an?|this|that|these|those|both|(?:names?|words?|phrases?|terms?)\b(?!\s(?:of|for)\b))\s(?=\w)",
            "",
            shorter,
            flags=re.IGNORECASE,
        )
        if shorter == topic:
            return topic
        topic = shorter
