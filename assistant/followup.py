"""What a follow-up question leaves out: pronouns and definite phrases, filled in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.mentions import DATE, EVENT, SAYING, Mention, Scene, phrases

__all__ = ["Context", "Exchange", "resolve"]

_CLAUSE = re.compile(
    rf"\b{SAYING}\b(?: on {DATE})? that (?P<clause>[^.;,“”\"]+?)"
    r"(?= without\b| because\b| although\b| while\b|[.;,“”\"]|$)"
)
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
_IDEA = "(?:proposal|idea|suggestion|plan|announcement|promise|pledge|decision|offer|remark)"
_GENERIC = (
    "(?:summit|meeting|conference|declaration|agreement|deal|talks|treaty|memorandum|council"
    "|coalition|command|force|text|plan|proposal|article|attacks?|money|missiles|instrument)"
)
_OF_ITS_OWN = r"(?! (?:of|on|for|that|to|with|about|between)\b| [A-Z])"
_AUX = "(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must)"
_BOUNDARY = re.compile(
    rf"(?:,|\b(?:and|but|that|if|whether|because|when|before|after|as|which|{SAYING}))"
    rf"(?: {_AUX})?\s*$",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:(?P<he>he|him|his)|(?P<she>she|her|hers))\b", re.IGNORECASE)
_OBJECT_FOLLOWS = re.compile(
    r"\s*(?:[?.,!]|$|(?:in|on|at|about|to|for|from|with|and|or|after|before|as|by|during|that"
    r"|when|where|why|say|do|go)\b)"
)
_IT = re.compile(r"\b(?:it|its)\b(?![’'])", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:true|possible|likely|clear|legal|fair|necessary|important|take|mean)\b"
    r"|\b(?:is|was) it [a-z]+ (?:that|to)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"(?:(?<=\babout )|(?<=\bafter )|(?<=\bbefore )|(?<=\bto )|(?<=\bof )|(?<=\bwith ))"
    rf"(?:that|this)(?=[?.,]|$| {_AUX}\b)"
    rf"|(?<!\w )\b(?:(?<=is )|(?<=was )|(?<=does )|(?<=did )|(?<=will ))(?:that|this)\b"
    rf"(?! {_GENERIC}\b)|\b(?:that|this)(?=\s*\?*$)",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b[Tt]he (?:coalition|alliance|council|group|team)(?: of the [a-z]+)?\b"
    r"|\b(?:[Tt]he |[Tt]hese |[Aa]ll )?(?:\d+ )?(?:[A-Z][a-z]+(?:ean|ian) )?(?:other )?"
    r"(?:countries|allies|leaders|members|states|nations|governments|parties|troops|missiles"
    r"|weapons|ministers|presidents|officials|forces|soldiers|companies|people)\b"
    r"(?: for [A-Z]\w+)?"
)
_THERE = re.compile(rf"(?<!{'is '})(?<!are )(?<!was )(?<!were )\bthere\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:and|but|so|or|then|also|ok|okay|well)\b,? +", re.IGNORECASE)


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

    def person(self, pronoun: str) -> str | None:
        """Whom "he" or "she" means: the most recent person that agrees with it."""
        for exchange in reversed(self.exchanges):
            agreeing = [
                mention
                for text in (exchange.question, *exchange.answers)
                for mention in self.scene.mentions(text)
                if self.scene.is_person(mention)
                and self.scene.gender.get(mention.key, pronoun) == pronoun
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
        after = re.search(r"\b(?:in|at|from|for|to|of) $", text[: mention.start])
        return 2 * bool(after) + 3 * place + (not named)

    def thing(self) -> str | None:
        """What "it" means: asked-for things from the answer, others from the question."""
        asked = re.match(
            r"(?:and )?(?:what|which)\b(?! (?:is|are|was|were|happened|countries)\b)",
            self.last,
            re.IGNORECASE,
        )
        if asked and (idea := self.idea()):
            return idea
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
                    asked = re.search(r"\b(which|what|how many) $", text[: found.start()], re.I)
                    if not asked:
                        return lowered(found[0])
                    if asked[1].lower() == "how many":
                        return f"the {found[0]}"
        return self.thing()

    def place(self) -> str | None:
        """Where "there" is, with its preposition."""
        pattern = r"\b(in|at) ((?:the )?(?:[a-z]+ )?[A-Z][\w-]+(?: [A-Z][\w-]+)*(?: summit)?)"
        for exchange in reversed(self.exchanges):
            for text in (exchange.question, *exchange.answers):
                for found in re.finditer(pattern, text):
                    if not re.match(DATE, found[2]):
                        return found[0]
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


def resolve(question: str, exchanges: Sequence[Exchange]) -> str:
    """The question standing alone; unchanged when it already does.

    Args:
        question: What was asked.
        exchanges: What was asked and answered before, oldest first, standing alone.
    """
    from assistant.ellipsis import elided

    if not exchanges:
        return question
    context = Context(exchanges)
    text = question.strip()
    if whole := elided(text, context):
        return whole
    body = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    filled = fill(body, context)
    return question if filled == body else filled[:1].upper() + filled[1:]


def fill(text: str, context: Context) -> str:
    """Put names in the place of pronouns and of "the proposal", "that meeting"."""
    for step in (_people, _saying, _definite, _things, _groups, _places):
        text = step(text, context)
    return text


def possessive(name: str) -> str:
    """The name with an apostrophe and s, or the apostrophe alone after an s."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def lowered(phrase: str) -> str:
    """A phrase as it stands inside a sentence: "the", for "The" and for "a"."""
    return re.sub(r"^(?:The|[Aa]n?) ", "the ", phrase)


def _people(text: str, context: Context) -> str:
    pronoun = _HE.search(text)
    if not pronoun:
        return text
    owning = pronoun[0].lower() == "his" or (
        pronoun[0].lower() == "her" and not _OBJECT_FOLLOWS.match(text[pronoun.end() :])
    )
    before = [m for m in context.scene.mentions(text) if m.end <= pronoun.start()]
    subject = owning or _BOUNDARY.search(text[: pronoun.start()])
    if subject and any(context.scene.may_be_person(m) for m in before):
        return text
    name = context.person("he" if pronoun["he"] else "she")
    if not name:
        return text
    whole = _put(text, pronoun, possessive(name) if owning else name)
    # "What did he promise?" after a question on a summit asks what he promised there.
    event = next((t.text for t in context.things(context.last) if EVENT.search(t.text)), None)
    if event and re.search(rf" {SAYING}\?*$", whole):
        return f"{whole.rstrip('?')} at {event}?"
    return whole


def _saying(text: str, context: Context) -> str:
    said = re.search(rf"\b{SAYING} (?P<that>that|it|this|so)(?=\s*\?*$)", text)
    clause = context.clause() if said else None
    if not said or not clause:
        return text
    return text[: said.start("that")] + clause + text[said.end("that") :]


def _definite(text: str, context: Context) -> str:
    idea = re.search(rf"\b(?:the|that|this) ({_IDEA})\b{_OF_ITS_OWN}", text, re.IGNORECASE)
    if idea and (phrase := context.idea(idea[1])):
        return _put(text, idea, phrase)
    for found in _generic(text):
        noun = found[1].lower()
        for event in context.events:
            if re.search(rf"\b{noun}\b", event, re.IGNORECASE) and event not in text:
                return _put(text, found, event)
    return text


def _generic(text: str) -> Iterator[re.Match[str]]:
    pattern = rf"\b(?:the|that|this|these|those) ({_GENERIC})\b{_OF_ITS_OWN}"
    return re.finditer(pattern, text, re.IGNORECASE)


def _things(text: str, context: Context) -> str:
    if _EXPLETIVE.search(text):
        return text
    found = _IT.search(text)
    if found:
        owning = found[0].lower() == "its"
        before = [m for m in context.things(text) if m.end <= found.start()]
        if before and (owning or _BOUNDARY.search(text[: found.start()])):
            return text
        if thing := context.thing():
            return _put(text, found, possessive(thing) if owning else thing)
    demonstrative = _THAT.search(text)
    if demonstrative and (thing := context.thing()):
        return _put(text, demonstrative, thing)
    return text


def _groups(text: str, context: Context) -> str:
    found = _THEY.search(text)
    if not found or _PLURAL.search(text[: found.start()]):
        return text
    owning = found[0].lower() == "their"
    before = [m for m in context.things(text) if m.end <= found.start()]
    if before and (owning or _BOUNDARY.search(text[: found.start()])):
        return text
    group = context.group()
    return _put(text, found, possessive(group) if owning else group) if group else text


def _places(text: str, context: Context) -> str:
    found = _THERE.search(text)
    place = context.place() if found else None
    return _put(text, found, place) if found and place else text


def _put(text: str, found: re.Match[str], phrase: str) -> str:
    return text[: found.start()] + phrase + text[found.end() :]
