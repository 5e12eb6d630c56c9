"""What a conversation offers to a follow-up: the people, things and claims it has named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.mentions import AUX, DATE, EVENT, SAYING, Mention, Scene, phrases, search_before

__all__ = ["Context", "Exchange", "lowered", "possessive"]

_CLAUSE = re.compile(
    rf"\b{SAYING}\b(?: on {DATE})? that (?P<clause>[^.;,“”\"]+?)"
    r"(?= without\b| because\b| although\b| while\b|[.;,]|$)"
)
_IN_BEFORE = re.compile(r"\b(?:in|at|from|for|to|of) $")
_AUX_BEFORE = re.compile(rf"\b{AUX} $", re.IGNORECASE)
_ASKED_BEFORE = re.compile(r"\b(which|what|how many) $", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"](?P<words>[^”\"]{12,}?)[,.]?[”\"]")
_NOUNS = {
    "propose": "proposal",
    "suggest": "proposal",
    "announce": "announcement",
    "promise": "promise",
    "pledge": "pledge",
    "decide": "decision",
    "declare": "declaration",
}
_COMMON_WORDS = frozenset(("what", "when", "where", "which", "would", "could", "they", "their"))
_NEW_WORDS = 3
"""So many words that the conversation has not used make "they" people in general."""
_PLURAL = re.compile(
    r"\b[Tt]he (?:coalition|alliance|council|group|team)(?: of the [a-z]+)?\b"
    r"|\b(?:[Tt]he |[Tt]hese |[Aa]ll )?(?:\d+ )?(?:[A-Z][a-z]+(?:ean|ian) )?(?:other )?"
    r"(?:countries|allies|leaders|members|states|nations|governments|parties|troops|missiles"
    r"|weapons|ministers|presidents|officials|forces|soldiers|companies|people)\b"
    r"(?: for [A-Z]\w+)?"
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A standalone question, and what was answered: quotes and the answer's text."""

    question: str
    answers: tuple[str, ...]


class Context:
    """A conversation as a follow-up sees it."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        self.scene = Scene([t for e in exchanges for t in (e.question, *e.answers)])

    @property
    def last(self) -> str:
        """The question before, standing alone."""
        return self.exchanges[-1].question

    def is_new(self, text: str) -> bool:
        """Whether the words of a text are several and none was used in the conversation."""
        words = {w for w in re.findall(r"\w{4,}", text.casefold()) if w not in _COMMON_WORDS}
        said = " ".join(t for e in self.exchanges for t in (e.question, *e.answers)).casefold()
        return len(words) >= _NEW_WORDS and not any(word[:5] in said for word in words)

    def person(self, pronoun: str) -> str | None:
        """Whom "he" or "she" means: the most recent person that agrees with it.

        Where no name is known for a person's, one of which nothing else is known will do.
        """
        for is_fit in (self.scene.is_person, self.scene.may_be_person):
            for exchange in reversed(self.exchanges):
                agreeing = [
                    mention
                    for text in (exchange.question, *exchange.answers)
                    for mention in self.scene.mentions(text)
                    if is_fit(mention) and self.scene.gender.get(mention.key, pronoun) == pronoun
                ]
                if agreeing:
                    known = [m for m in agreeing if m.key in self.scene.gender]
                    return (known or agreeing)[0].text
        return None

    def clause(self) -> str | None:
        """What was said, as a clause after "that" or a quotation, from the last answer."""
        for answer in self.exchanges[-1].answers:
            if found := _CLAUSE.search(answer):
                return f"that {found['clause']}"
        for answer in self.exchanges[-1].answers:
            if found := _QUOTED.search(answer):
                return f"“{found['words']}”"
        return None

    def idea(self, noun: str | None = None) -> str | None:
        """The last answer's proposal or promise as a noun phrase: "Meloni’s proposal that …"."""
        verb = re.search(rf"\b({SAYING})\b", self.last)
        name = next((n for v, n in _NOUNS.items() if verb and verb[1][:6] == v[:6]), None)
        clause = self.clause()
        if not clause or not clause.startswith("that ") or not (noun or name):
            return None
        texts = (self.last, *self.exchanges[-1].answers)
        who = next(
            (m.text for t in texts for m in self.scene.mentions(t) if self.scene.is_person(m)), None
        )
        return f"{possessive(who) if who else 'the'} {noun or name} {clause}"

    def things(self, text: str) -> list[Mention]:
        """What a text speaks of that is no person: best candidates for "it" first."""
        names = self.scene.mentions(text)
        people = {m.key for m in names if self.scene.is_person(m)}
        found = [m for m in phrases(text, names) if m.key not in people]
        return sorted(found, key=lambda m: self._rank(m, text))

    def _rank(self, mention: Mention, text: str) -> int:
        named = any(word[0].isupper() for word in mention.text.split()[-2:])
        place = named and self.scene.is_place(mention) and not mention.text.startswith("the ")
        after = search_before(_IN_BEFORE, text, mention.start)
        return 2 * bool(after) + 3 * place + (not named)

    def actor(self) -> str | None:
        """Of what the last question asks what it does: "Ukraine" in "What did Ukraine give?"."""
        for thing in self.things(self.last):
            if search_before(_AUX_BEFORE, self.last, thing.start):
                return lowered(thing.text)
        return None

    def thing(self, *, acts: bool = False) -> str | None:
        """What "it" means: asked-for things from the answer, others from the question.

        Args:
            acts: Whether "it" does something, as what the last question spoke of may have done.
        """
        asked = re.match(
            r"(?:[Ww]hat|[Ww]hich)\b(?! (?:happened|countries)\b)"
            r"(?! (?:is|are|was|were) (?:the|an?|[A-Z][\w.]*)\b)",
            self.last,
        )
        if asked and (idea := self.idea()):
            return idea
        if acts and (actor := self.actor()):
            return actor
        for exchange in reversed(self.exchanges):
            ours = self.things(exchange.question)
            theirs = [thing for answer in exchange.answers for thing in self.things(answer)]
            if asked and exchange is self.exchanges[-1]:
                known = {thing.key for thing in ours}
                ours = [t for t in theirs if t.key not in known and self._is_told(t)] + ours
            if found := ours or theirs:
                return lowered(found[0].text)
        return None

    def _is_told(self, thing: Mention) -> bool:
        """Whether an answer's thing is what was asked for: a name, a place only as subject."""
        named = lowered(thing.text)[:1].isupper() or re.search(r" of the | [A-Z]", thing.text)
        return bool(named) and (thing.start == 0 or not self.scene.is_place(thing))

    def group(self) -> str | None:
        """Whom or what "they" means: the most recent plural, else a body with a name."""
        for exchange in reversed(self.exchanges):
            for text in (exchange.question, *exchange.answers):
                for found in _PLURAL.finditer(text):
                    asked = search_before(_ASKED_BEFORE, text, found.start())
                    if not asked:
                        return lowered(found[0])
                    if asked[1].lower() == "how many":
                        return f"the {found[0]}"
        return self.thing()

    def place(self) -> str | None:
        """Where "there" is, with its preposition."""
        pattern = r"\b(in|at|to) ((?:the )?(?:[a-z]+ )?[A-Z][\w-]+(?: [A-Z][\w-]+)*(?: summit)?)"
        for exchange in reversed(self.exchanges):
            for text in (exchange.question, *exchange.answers):
                for found in re.finditer(pattern, text):
                    if not re.match(DATE, found[2]):
                        return re.sub("^to ", "in ", found[0])
        return None

    def time(self) -> str | None:
        """When "then" is: at the event or the date of the last question."""
        event = next((m.text for m in self.things(self.last) if EVENT.search(m.text)), None)
        date = re.search(rf"\b(?:in|on) {DATE}", self.last)
        return f"at {lowered(event)}" if event else date and date[0]

    def date(self) -> str | None:
        """Which day "that day" is: the one that the last question or its answer names."""
        texts = (*self.exchanges[-1].answers, self.last)
        return next((found[0] for text in texts if (found := re.search(DATE, text))), None)

    def called(self, noun: str) -> str | None:
        """The name of what has been called a plan or the like: "ReArm Europe, a plan"."""
        called = re.compile(rf", an? (?:\w+ )?{noun}\b")
        for exchange in reversed(self.exchanges):
            for text in (exchange.question, *exchange.answers):
                for name in self.scene.mentions(text):
                    if called.match(text, name.end):
                        return name.text
        return None

    @cached_property
    def events(self) -> list[str]:
        """The phrases of the conversation that a "that summit" could mean, nearest first."""
        return [
            lowered(thing.text)
            for exchange in reversed(self.exchanges)
            for text in (exchange.question, *exchange.answers)
            for thing in self.things(text)
            if any(word[0].isupper() for word in thing.text.split()[1:]) or " of the " in thing.text
        ]


def possessive(name: str) -> str:
    """The name with an apostrophe and s, or the apostrophe alone after an s."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def lowered(phrase: str) -> str:
    """A phrase as it stands inside a sentence: "the", for "The" and for "a"."""
    return re.sub(r"^(?:The|[Aa]n?) ", "the ", phrase)
