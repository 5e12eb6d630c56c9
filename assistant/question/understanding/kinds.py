"""The kind of a question, and what it asks of: articles, a summary, the latest, or a fact.

Rules read the wording; what they do not know is a question of fact, which the reader answers.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal, get_args

from assistant.answer import Kind
from assistant.question.fragments import WH
from assistant.question.naming.as_of import AsOf
from assistant.question.naming.days import Days, named_days
from assistant.question.naming.named_sources import last_words
from assistant.question.tags import without_tag
from assistant.question.understanding.asked_corrections import corrections_asked
from assistant.question.understanding.classifier import Classifier, bare
from assistant.question.understanding.pages import Page
from assistant.question.understanding.parts import QuestionPart, sides
from assistant.question.understanding.quoted import AskedFor, Speech, asks_of_document
from assistant.question.understanding.wordings import (
    ABOUT,
    ARE,
    ARTICLE,
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
    PAPERS,
    PLURAL,
    PUBLISHED,
    REPORTED_ON,
    SIZE,
    SUMMARY,
    SUMMARY_LEAD,
    TAKE,
    TARGET,
    TELL,
    TELLING_KIND,
    TIMELINE,
    TRIM,
    WHAT_HAPPENED,
    WHAT_SAYS,
    WHO_WROTE,
    YES_NO,
)
from corpus import Filters

__all__ = ["Length", "Request", "understood"]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
_Of = Literal["about", "mention", "corrected"]
Length = Literal["short", "medium", "long"]


_MOST_READ: Final = 1_000
"""Characters of a question, its last, that are read for its kind."""
_SURE: Final = 0.35
"""Probability, 0..1, from which the classifier is believed."""
_SURER: Final = 0.8
"""The same where a rule says otherwise."""
_OVERRULE: Final = frozenset(("articles", "summary", "latest", "timeline", "said"))
"""Kinds that it may tell where a rule says otherwise."""
_SURE_OF_TALK: Final = 0.75
"""The same, that the program itself is spoken to: no search is made then."""
_ANY: Final = re.compile(r"\b(?:any|every|each)\b", re.IGNORECASE)
_FIRST_PAGE: Final = Page()
_LONGEST: Final = 200
"""Characters in which articles, a summary or the latest are asked for."""


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
    rf"how\s(?:many|much)\s(?!(?:\w+\s){{0,2}}?(?:{ARTICLE}|{PAPERS}|times|writers)\b|of\s)(?!.*\b(?:{_OF_ARTICLES}"
    r"|you|we|writ\w+|match)\b)",
    re.IGNORECASE,
)
"""Matches "how many pages has the report", not "how many long reports"."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it was understood."""

    kind: Kind = "fact"
    topic: str = ""
    """The subject in the question's words; empty when it names none."""
    of: _Of = "about"
    """Whether articles must be about the topic, or need only mention it, or carry a correction."""
    days: Days | None = None
    as_of: AsOf | None = None
    """The day as of which it is asked; ``days`` end with it then."""
    publisher: str | None = None
    """As the corpus spells it."""
    oldest: bool = False
    """True if the oldest comes first."""
    publishers: bool = False
    """True if the papers are asked for, not the articles."""
    length: Length = "medium"
    speaker: str = ""
    """Whose words are asked for, in the question's words; empty where any speaker's are."""
    asked: AskedFor = "words"
    """Whether words are asked for, or who said the topic's words, or who is quoted."""
    page: Page = _FIRST_PAGE
    """Page of a long list."""
    sides: tuple[QuestionPart, ...] = ()
    """The two things to compare, where a classifier says that they are."""
    guessed: bool = False
    """True if a classifier says so, which may be wrong, and not the wording."""
    of_world: bool = False
    """True if it may ask of something in the world instead, "the first magazine": if an article
    surely tells that, it did."""

    @property
    def day(self) -> date | None:
        """The last day whose articles are asked for, where it is asked as of one."""
        return self.as_of.day if self.as_of else None

    @property
    def filters(self) -> Filters:
        """The days and the publisher that the question names, as conditions."""
        publishers = (self.publisher,) if self.publisher else None
        if self.days is None:
            return Filters(publishers=publishers)
        return Filters(self.days.first, self.days.last, publishers)


def understood(
    question: str,
    publishers: Iterable[str],
    today: date,
    embed: _Embed | None = None,
    near: date | None = None,
) -> Request:
    """Return what a question asks for: by rules, and where they don't know by a classifier.

    Args:
        question: Standalone, in English.
        publishers: The names of the corpus's publishers.
        today: The day on which it is asked.
        embed: Returns the vectors of texts; without it the rules alone decide.
        near: When the story was in the news, for a day without a year "as of" which it is asked.
    """
    # What is asked mostly stands last, behind the story that leads to it.
    asked = bare(question[-_MOST_READ:])
    # Nothing is left of a question of marks alone, such as "???".
    text = _spelled(asked) or question
    as_of = AsOf.of(text, today, near)
    days = None if as_of else named_days(text, today)
    plain = as_of.question if as_of else text
    if days:  # what is left is asked of the articles of these days
        plain = " ".join((text[: days.start] + " " + text[days.end :]).split()).strip(" ?!.,")
    named = _publisher(plain, publishers)
    if named:
        # "The Courier article" becomes "the article": the wordings look for its "the".
        the = " the " if named[1].lower().startswith("the ") else " "
        plain = plain.replace(named[1], the, 1)
        plain = " ".join(plain.split()).strip(" ?!.,")
    if as_of:
        days = Days(None, as_of.day, 0, len(text))
    known = Request(days=days, as_of=as_of, publisher=named and named[0])
    # Else the day is part of what was said or spoken of.
    whole = days is not None and not as_of and not _dated(text, days)
    ruled = _ruled(plain, known) or (_said(text, Request()) if whole else _said(plain, known))
    if embed is None:
        guessed = Request()
    else:
        guessed = _guessed(asked, plain, known, embed, _SURER if ruled else _SURE)
    if ruled:
        # The classifier does not know which names are papers'.
        overruled = guessed.kind in _OVERRULE - {ruled.kind} and not ruled.publisher
        if overruled:
            return guessed
        return replace(ruled, of_world=_may_be_of_world(ruled, plain))
    if guessed.kind != "fact" and not _misled(guessed, plain):
        return replace(guessed, of_world=_may_be_of_world(guessed, plain))
    kind: Kind = "yes-no" if YES_NO.match(without_tag(plain)) else "fact"
    return Request(kind, days=days if as_of else None, as_of=as_of)


def _ruled(plain: str, known: Request) -> Request | None:
    """Return what the wording of a question asks of articles; None where no rule knows it."""
    # The first that reads it wins, so wide wordings ("do you have …") come after narrow ones.
    for part in _asking(plain):
        for read in (_corrected, _latest, _timeline, _summary, _story, _listed, _have, _new):
            if request := read(part, known):
                return request
    return None


def _misled(guess: Request, plain: str) -> bool:
    """Tell if the wording rules out what the classifier says of it."""
    if guess.kind == "said" and asks_of_document(plain):
        return True
    if guess.kind == "compare" and YES_NO.match(plain):
        # "Is Titan bigger than Mercury?" is answered by yes or no.
        return not guess.sides or bool(_IS_MORE.search(plain))
    lists = guess.kind in ("articles", "summary", "latest", "timeline")
    if lists and re.match(r"how\s(?:many|much)\b", plain, re.IGNORECASE):
        # "How many documents were leaked?" is of no articles.
        return not guess.topic or bool(_COUNTS_NO_ARTICLES.match(plain))
    if guess.kind != "articles" or guess.publisher:
        return False
    if not (guess.topic or guess.days or _OF_ALL.search(plain)):
        return True  # "who published the report?" is of one, and of no list of all
    return bool(_LISTS_NO_ARTICLES.match(plain) or _WORKS_OF_OTHERS.match(plain))


def _may_be_of_world(request: Request, plain: str) -> bool:
    """Tell if a question may be one of the world: "who wrote the book?", "where is she now?"."""
    if request.kind in ("latest", "timeline", "summary"):
        return request.guessed and bool(_ASKS_ONE.match(plain))
    if request.kind != "articles" or request.publisher or _TOLD_HERE.search(plain):
        return False
    return bool((_ASKS if request.guessed else _OF_THE_WORLD).match(plain))


def _guessed(asked: str, plain: str, known: Request, embed: _Embed, least: float) -> Request:
    """Return what the classifier says of a question, if it is as sure as ``least``."""
    classifier = Classifier.load()
    told = classifier.probabilities(asked, embed([asked])[0])
    kind: Kind = max(get_args(Kind), key=lambda kind: told.get(kind, 0.0))
    if kind == "said" and YES_NO.match(plain):
        # "Did Roe promise to go?" mostly asks if she did, "Did Roe say anything of it?" what.
        least = max(least, _SURER)
    sure = told.get(kind, 0.0) >= (_SURE_OF_TALK if kind == "conversation" else least)
    if not sure or (kind == "conversation" and _IN_QUOTES.search(asked)):
        return Request()
    guess = replace(known, kind=kind, guessed=True)
    if kind == "said" and (subjects := classifier.subjects(asked)):
        # "Who …" asks for the speaker, so that all it names is what was said.
        if re.match(r"(?:who|whose|which|to\swhom)\b", asked, re.IGNORECASE):
            return replace(guess, topic=" ".join(subjects), asked="speaker")
        # "Roe's" is Roe, but "Roe's lawyer" is somebody else.
        speaker = re.sub(r"'s?$", "", subjects[0].replace("’", "'"))
        return replace(guess, speaker=speaker, topic=" ".join(subjects[1:]))
    if kind in ("articles", "summary", "latest", "timeline"):
        topic = _topic(classifier.subject(plain))
        if not topic and kind in ("latest", "timeline"):
            # They would be of everything: any word that may be it will do, "Heysham" in "current
            # status Heysham".
            topic = _topic(max(classifier.subjects(plain), key=len, default=""))
        fit = topic or kind in ("articles", "summary")
        if kind == "summary" and not re.search(rf"\b{ARTICLE}\b", plain, re.IGNORECASE):
            # "Tell me about the mayor" asks for what is told of her, in whatever article.
            guess = replace(guess, of="mention")
        return replace(guess, topic=topic) if fit else Request()
    if kind == "compare":
        two = sides(asked, classifier.asking.__contains__)
        # Without its sides the reader answers it as it does a question of fact, which alone can be
        # asked as of a day.
        sure = told[kind] >= _SURER and not known.as_of
        return replace(guess, sides=two) if two or sure else Request()
    return guess if kind in ("conversation", "yes-no") else Request()


def _dated(text: str, days: Days) -> bool:
    """Tell if the days that a question names stand at its end, as the time that it asks of."""
    last = not text[days.end :].strip(TRIM)
    when = r"(?:on|in|since|from|during|yesterday|today|last|this|between|after|before|until)\b"
    return last and bool(re.match(when, text[days.start :], re.IGNORECASE))


def _said(text: str, known: Request) -> Request | None:
    """Read "what did … say about …", "who said …", "who is quoted …"."""
    for part in [text.strip(TRIM), *_asking(text)]:
        if speech := Speech.of(part):
            # Words that somebody said are looked for whole.
            topic = speech.topic if speech.asked == "speaker" else _topic(speech.topic)
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


def _spelled(text: str) -> str:
    """Return a question with the words that tell its kind put right: "articels", "whats"."""
    words = text.split(" ")
    for index, word in enumerate(words):
        lower = word.lower()
        if lower in ("whats", "hows", "wheres"):
            words[index] = f"{word[:-1]}'s"
        # Shorter words are near to too many, and "publish" is no misspelt "published".
        elif len(word) >= 6 and not any(known.startswith(lower) for known in TELLING_KIND):  # noqa: PLR2004
            close = get_close_matches(lower, TELLING_KIND, 1, cutoff=0.84)
            # The first letter is seldom mistyped: "particle" is no "article".
            if close and close[0][0] == lower[0]:
                words[index] = close[0]
    return " ".join(words)


def _corrected(text: str, known: Request) -> Request | None:
    """Read "any corrections?", "has the article about … been corrected?"."""
    topic = corrections_asked(text)
    if topic is None:
        return None
    return replace(known, kind="articles", of="corrected", topic=_topic(topic))


def _latest(text: str, known: Request) -> Request | None:
    match = LATEST.fullmatch(text) or (KNOWN_OF.fullmatch(text) if known.as_of else None)
    if match is None:
        return None
    topic = next(filter(None, match.groups()), "")
    return replace(known, kind="latest", topic=_topic(topic))


def _timeline(text: str, known: Request) -> Request | None:
    match = TIMELINE.fullmatch(text)
    if match is None:
        return None
    asked = re.sub(r"\s(?:story|saga|news)$", "", next(filter(None, match.groups()), ""))
    # The blank lets words that only lead be taken off even where nothing follows them.
    topic = _topic(SUMMARY_LEAD.sub("", asked + " "))
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
        return replace(known, kind="summary", topic=_topic(told["topic"]), length=length)
    if match is None:
        return None
    rest = match["rest"].strip(TRIM)
    if known.publisher:
        rest = re.sub(rf"^(?:(?:the|of)\s)*{TAKE}", "", rest, flags=re.IGNORECASE)
    target = TARGET.fullmatch(rest)
    topic = " ".join(filter(None, (target["publisher"], target["topic"]))) if target else rest
    topic = SUMMARY_LEAD.sub("", topic + " ")
    # "A summary of the mayor's plans" is of what is told of them, in whatever article.
    of: _Of = "about" if target or known.publisher else "mention"
    return replace(known, kind="summary", topic=_topic(topic), of=of, length=length)


def _story(text: str, known: Request) -> Request | None:
    match = HAPPENED_WITH.fullmatch(text)
    if match is None:
        return None
    # A matter that no article is about as a whole is left to the reader.
    return replace(known, kind="summary", topic=_topic(match["rest"]), guessed=True)


def _listed(text: str, known: Request) -> Request | None:
    """Read "which articles mention …", "how many stories are about …", "list the newest …"."""
    if match := MENTIONED_IN.fullmatch(text):
        topic = _topic(match["topic"] or match["where"] or match["times"] or match["anywhere"])
        if topic and not re.match(r"(?:you|we|i|there)\b", topic, re.IGNORECASE):
            return replace(known, kind="articles", topic=topic, of="mention")
    if SIZE.fullmatch(text):
        return replace(known, kind="articles")
    if match := WHO_WROTE.fullmatch(text):
        topic = _topic(match["topic"])
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
        topic = _topic(mention["topic"] or mention["passive"] or "")
        if topic:
            return replace(known, kind="articles", topic=topic, of="mention")
    if about := ABOUT.fullmatch(left):
        topic = _topic(about["topic"])
        if topic:
            return replace(known, kind="articles", topic=topic)
    return replace(known, kind="articles") if EMPTY.fullmatch(left) else None


def _topic(text: str) -> str:
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


def _publisher(text: str, publishers: Iterable[str]) -> tuple[str, str] | None:
    """Return the publisher that a question names, and the words that name it there."""
    # The longest first, as a name may be part of another's.
    names = sorted(publishers, key=len, reverse=True)
    # "The Fjord Times" is called "Fjord Times" too, and "courier.example.org" "Courier".
    known = [(re.sub(r"^the\s|(?:\.[a-z]{2,})+$", "", name, flags=re.I), name) for name in names]
    called = [
        (rf"(?:the\s)?(?:{re.escape(name)}|{re.escape(short)})", name)
        for short, name in known
        if len(short) > 1
    ]
    # Anna Courier is not the Courier.
    called += [(rf"the\s{last}", name) for last, name in last_words(names).items()]
    for wording, name in called:
        pattern = (
            rf"(?:\b(?:according\sto|published\sby|by|from|in|of|at)\s)?\b{wording}(?:'s)?(?!\w)"
        )
        for match in re.finditer(pattern, text, re.IGNORECASE):
            after = text[match.end() :]
            # A paper's name may be common words ("the Sun"): what stands beside it decides.
            if re.match(r"(?:of|at)\b", match[0], re.IGNORECASE) and not re.match(
                rf"\s(?:\w+\s)?{ARTICLE}\b", after, re.IGNORECASE
            ):
                continue  # "What did the editor of the Fjord Times say?"
            if re.match(
                r"(?:by|from|in|according|published)\b", match[0], re.IGNORECASE
            ) or re.match(
                rf"\s(?:(?:\w+\s)?{ARTICLE}|{TAKE}|publish(?:ed)?|print(?:ed)?|says?|said|writ(?:e|es|ten)|wrote|have|has|report(?:ed)?|run|ran)\b",
                after,
                re.IGNORECASE,
            ):
                return name, match[0]
    return None
