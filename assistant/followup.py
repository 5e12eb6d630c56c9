"""What a follow-up question leaves out: pronouns and definite phrases, filled in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.mentions import DATE, EVENT, SAYING, Mention, Scene, phrases

__all__ = ["Context", "Exchange", "resolve"]

_CLAUSE = re.compile(
    rf"\b{SAYING}\b(?: on {DATE})? that (?P<clause>[^.;,“”\"]+?)"
    r"(?= without\b| because\b| although\b| while\b|[.;,]|$)"
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
_ASKS = (
    r"(?:(?:in|on|at|by|with|to|for|from|since) )?(?:how (?:much|many|long|often)?|what|which|who"
    rf"|whom|whose|when|where|why)(?: (?!{_AUX}\b)[\w’-]+){{0,2}}"
)
_SUBJECT = re.compile(rf"(?:{_ASKS} )?{_AUX} $|what about $|how about $", re.IGNORECASE)
_SAID_BY = re.compile(rf"\b(?:he|she|they) {SAYING} (?:that )?$", re.IGNORECASE)
_SUBJECT_QUESTION = re.compile(
    rf"(?:(?:and|but|so|or|then|also|ok|okay|well)\b,? +)?(?:{_ASKS}\b|{_AUX}\b"
    r"|(?:tell|explain|describe|list|give)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"{_ASKS} ", re.IGNORECASE)
_SUBJECT_LEAD = re.compile(rf"{_ASKS} ", re.IGNORECASE)
_TURN = re.compile(
    r",|\b(?:and|but|or|that|if|whether|because|when|where|what|how|before|after|as|which|while)\b",
    re.IGNORECASE,
)
_COMMON_WORDS = frozenset(("what", "when", "where", "which", "would", "could", "they", "their"))
_MOST_WORDS = 8
"""A longer question names what its object pronouns stand for."""
_NEW_WORDS = 3
"""So many words that the conversation has not used make "they" people in general."""
_HE = re.compile(r"\b(?:(?P<he>he|him|his)|(?P<she>she|her|hers))\b", re.IGNORECASE)
_OBJECT_FOLLOWS = re.compile(
    r"\s*(?:[?.,!]|$|(?:in|on|at|about|to|for|from|with|and|or|after|before|as|by|during|that"
    r"|when|where|why|say|do|go)\b)"
)
_IT = re.compile(r"\b(?:it|its)\b(?![’'])", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:true|possible|likely|clear|legal|fair|necessary|important|called|known|said|snow"
    r"|rain|that|about)\b|\bit (?:take|cost|mean)\b.*\b(?:to|for|when|if|that)\b"
    r"|\b(?:is|was) it \w+ (?:that|to|when|if)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"(?:{_ASKS} )?{_AUX} (?P<that>that|this)(?=\s*\?*$| (?:mean|include|happen|cover|apply|work"
    r"|cost|change|require|end|begin|start|true|enough|possible|in|on|at)\b)"
    r"|.*\b(?:about|after|before|to|for|by|with|of|do|did|does|mean|propose|support|sign|join)"
    r" (?P<last>that|this)(?=\s*\?*$)",
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
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere(?=\s*\?*$)", re.IGNORECASE
)
_QUESTION = re.compile(
    rf"(?:(?:and|but|so|or|then|also|ok|okay|well)\b,? +)?(?:{_ASKS}\b|{_AUX}\b"
    r"|(?:tell|explain|describe|list|give)\b)",
    re.IGNORECASE,
)
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

    def is_new(self, text: str) -> bool:
        """Whether the words of a text are several and none was used in the conversation."""
        words = {w for w in re.findall(r"\w{4,}", text.casefold()) if w not in _COMMON_WORDS}
        said = " ".join(t for e in self.exchanges for t in (e.question, *e.answers)).casefold()
        return len(words) >= _NEW_WORDS and not any(word[:5] in said for word in words)

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
            r"(?:[Ww]hat|[Ww]hich)\b(?! (?:happened|countries)\b)"
            r"(?! (?:is|are|was|were) (?:the|an?|[A-Z][\w.]*)\b)",
            self.last,
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
    if not _QUESTION.match(text):
        return question
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
    if not _is_free(text, pronoun, owning, context, people=True):
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
    owning = bool(found and found[0].lower() == "its")
    if found and _is_free(text, found, owning, context):
        thing = context.thing()
        return _put(text, found, possessive(thing) if owning else thing) if thing else text
    pointing = _THAT.match(text)
    if pointing and (thing := context.thing()):
        at = "that" if pointing["that"] else "last"
        return text[: pointing.start(at)] + thing + text[pointing.end(at) :]
    return text


def _groups(text: str, context: Context) -> str:
    found = _THEY.search(text)
    owning = bool(found and found[0].lower() == "their")
    if not found or not _is_free(text, found, owning, context) or context.is_new(text):
        return text
    group = context.group()
    return _put(text, found, possessive(group) if owning else group) if group else text


def _places(text: str, context: Context) -> str:
    found = _THERE.search(text)
    place = context.place() if found else None
    return _put(text, found, place) if found and place else text


def _is_free(
    text: str, pronoun: re.Match[str], owning: bool, context: Context, people: bool = False
) -> bool:
    """Whether a pronoun stands for something outside its question.

    The subject of the main clause does. An object does in a short question without a second
    clause; an owner does unless the subject can own: "Does Hungary explain its vote?".
    """
    before = text[: pronoun.start()]
    if _SUBJECT.fullmatch(before) or _SAID_BY.search(before):
        return True
    if _TURN.search(_SUBJECT_LEAD.sub("", before, count=1)) or len(text.split()) > _MOST_WORDS:
        return False
    if not owning:
        return pronoun[0].lower() not in ("he", "she", "they")
    subject = re.match(rf"(?:{_ASKS} )?{_AUX} (.+)", before, re.IGNORECASE)
    if not subject:
        return bool(re.match("who ", before, re.IGNORECASE))
    names = context.scene.mentions(before)
    return people and bool(names) and not any(context.scene.may_be_person(n) for n in names)


def _put(text: str, found: re.Match[str], phrase: str) -> str:
    return text[: found.start()] + phrase + text[found.end() :]
