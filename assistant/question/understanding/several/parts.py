"""Parts of a question that asks of several: "What are Roe and Brand each accused of?"."""

import re
from typing import Final

from assistant.question.fragments import AUX, PREPOSITION, WH
from assistant.question.number_words import HOW_MANY
from assistant.question.standalone import standalone_question
from assistant.question.turns import Turn
from assistant.question.understanding.request import QuestionPart
from assistant.question.understanding.several.comparisons import THING, compared_things, plain_text

__all__ = ["parts"]


# Two questions in one: "who won and how many voted?", or the second in a word: "who won and when?"
_CLAUSES = re.compile(
    rf"(?P<one>{WH}\b.+?),?\s(?:and|but)\s(?P<two>{WH}\b\s.+"
    rf"|(?:(?:{PREPOSITION})\s)?(?:how\s(?:much|many|long|often|far)|{WH}))",
    re.IGNORECASE,
)
# Two words that ask, of one clause: "when and where was it held?"
_ASKING: Final = r"(?:how\s(?:many|much|long|old|often|far|big|fast)|when|where|why|how|who|what)"
_SAME_CLAUSE = re.compile(
    rf"(?P<one>{_ASKING})(?:,\s(?P<two>{_ASKING}))?,?\s(?:and|or)\s(?P<last>{_ASKING})"
    rf"\s(?P<rest>{AUX}\s.+)",
    re.IGNORECASE,
)
# And further ones, each with its verb: "who won, where was it held and how many voted?"
_FURTHER = re.compile(rf"(?:,|,?\s(?:and|but))\s(?={WH}(?:\s[\w'’-]+)?\s{AUX}\b)", re.IGNORECASE)
# "When the ship came in" asks nothing yet.
_ASKS = re.compile(rf"(?:who|whose|which|what|how\s[\w'’-]+|{WH}\s{AUX})\b", re.IGNORECASE)
_NO_NOUN_YET: Final = "was|were|is|are|did|does|do|has|have|had|will|for|of"
_HOW_MANY = re.compile(
    rf"{HOW_MANY}\s(?P<noun>(?!(?:{_NO_NOUN_YET})\b)[\w'-]+)",
    re.IGNORECASE,
)
# "How many were hurt" leaves its noun to the clause before: "how many people died".
_NO_NOUN = re.compile(
    rf"(?P<how>{HOW_MANY})\s(?P<rest>(?:{_NO_NOUN_YET}|in|on|at)\b.*)",
    re.IGNORECASE,
)
# One question of several: "what did Roe, Brand and Holm say?"
_LISTED = re.compile(
    rf"(?P<before>.*?\b(?i:{WH})\b.*?\s)(?P<things>{THING}(?:,\s{THING})*,?\sand\s{THING})(?P<after>(?:\s.*)?)"
)
_EACH = re.compile(r"\s(?:each(?!\sother)|both|respectively)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:between|together|jointly|each\sother|one\sanother)\b", re.IGNORECASE)
"""Says that what is asked of is one thing of all."""
_DONE_TOGETHER = re.compile(
    r"\s(?:(?:get|got|have|been|be|were|are|to|first|last|next|ever|finally|originally|\w+ly)\s)*"
    r"(?:(?:meet|met|marry|married|wed|wedded|agreed?|disagreed?|differ|talk(?:ed|ing)?|negotiat\w*"
    r"|quarrel\w*|argued?|fight|fought|trade|compete|collided?|clash(?:ed)?|merged?|divorced?"
    r"|separated?|split|reconciled?|cooperated?|collaborated?|compare|fall\sout|break\sup|team\sup)\b"
    # "Where did Roe and Brand meet the king?" is asked of each.
    r"(?!\s(?:an?|the|his|her|its|this|that|[A-Z]\w*)\b)|(?:share|exchange)d?\b)"
)
"""Behind "Roe and Brand": what they do, they do with each other."""
_SEPARATOR = re.compile(r",?\sand\s|,\s")
# "The coaches of Leeds": the other things in the list have one each, too.
_OF_EACH = re.compile(
    r"the\s(?:(?P<nouns>[\w'-]+[^\Ws]s)|(?P<noun>[\w'-]+))\sof\s(?P<whose>.+)", re.IGNORECASE
)
MOST: Final = 4
"""Parts of a question."""


def parts(question: str) -> tuple[QuestionPart, ...]:
    """Return the parts of a question that asks the same of several, or several things; else none.

    Args:
        question: Standalone, in English.
    """
    text = plain_text(question)
    questions = compared_things(text) or _clauses(text) or _listed(text)
    return tuple(questions) if 2 <= len(questions) <= MOST else ()  # noqa: PLR2004


def _clauses(text: str) -> list[QuestionPart]:
    if match := _SAME_CLAUSE.fullmatch(text):
        words = [_opened(word) for word in match.group("one", "two", "last") if word]
        return [QuestionPart(word, f"{word} {match['rest']}?", is_clause=True) for word in words]
    match = _CLAUSES.fullmatch(text)
    if match is None:
        return []
    first, *others = _FURTHER.split(match["one"])
    before = [first, *others] if _ASKS.match(first) else [match["one"]]
    clauses = [*before, *_FURTHER.split(match["two"])]
    whole: list[str] = []
    for clause in clauses:
        noun, bare = whole and _HOW_MANY.match(whole[-1]), _NO_NOUN.fullmatch(clause)
        if noun and bare:
            whole.append(f"{bare['how']} {noun['noun']} {bare['rest']}?")
        else:  # "when was Roe elected and where does she live": what is meant was named before
            whole.append(standalone_question(f"{clause}?", [Turn("user", q) for q in whole]))
    return [
        QuestionPart(_opened(clause), _opened(question), is_clause=True)
        for clause, question in zip(clauses, whole, strict=True)
    ]


def _opened(text: str) -> str:
    """Return a text with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"


def _listed(text: str) -> list[QuestionPart]:
    match = _LISTED.fullmatch(_EACH.sub("", text))
    if match is None:
        return []
    before, after = match["before"], match["after"]
    if not _EACH.search(text) and _is_together(text, after):
        return []
    things = _SEPARATOR.split(match["things"])
    shared = _OF_EACH.fullmatch(things[0])
    if shared and not any(" of " in thing for thing in things[1:]):
        # "The coaches of Norrvik and Solberga" are one each.
        whose = (shared["whose"], *things[1:])
        noun = _singular(shared["nouns"]) if shared["nouns"] else shared["noun"]
        things = [f"the {noun} of {thing}" for thing in whose]
    singular = re.sub(r"\b(are|were|do|have)(?=\s$)", lambda m: _SINGULAR[m[1]], before)
    return [QuestionPart(thing, f"{singular}{thing}{after}?") for thing in things]


def _is_together(text: str, after: str) -> bool:
    """Tell if what a question asks is of all of its things at once, by what stands behind them."""
    return bool(_TOGETHER.search(text) or _DONE_TOGETHER.match(after))


def _singular(noun: str) -> str:
    """Return the singular of a regular plural: "coach" of "coaches"."""
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return re.sub(r"(?<=ch|sh|ss)es$|(?<=x)es$|s$", "", noun)


_SINGULAR: Final = {"are": "is", "were": "was", "do": "does", "have": "has"}
