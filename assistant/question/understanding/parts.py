"""Parts of a question that asks of several: "What are Roe and Brand each accused of?"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.question.fragments import AUX, PREPOSITION, WH
from assistant.question.standalone import standalone_question
from assistant.question.turns import Turn

__all__ = ["QuestionPart", "compares", "parts", "sides"]


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One of the things that a question asks of, with a question for it alone."""

    label: str
    """In the question's words: "Roe"."""
    question: str
    is_clause: bool = False
    """True if the label is a question of its own, not a thing that is asked of."""

    @property
    def heading(self) -> str:
        """The label as it stands above a section: "The old keyboard"."""
        return _opened(self.label)


# Small words stand within some: "Catherine the Great", "Ursula von der Leyen".
_PARTICLES: Final = r"(?:(?:von|van|der|den|de|da|di|du|la|le|bin|al|el)\s)*"
_NAME: Final = rf"{_PARTICLES}[A-Z0-9][\w.'’-]*(?:\s(?:the\s|of\s)?{_PARTICLES}[A-Z0-9][\w.'’-]*)*"
# A name, or "the" with up to four words: "Roe", "the new keyboard".
_THING: Final = rf"(?:{_NAME}|the\s(?:[\w'’-]+\s){{0,3}}?[\w'’-]+)"
# Two questions in one: "who won and how many voted?", or the second in a word: "who won and when?"
_CLAUSES = re.compile(
    rf"(?P<one>{WH}\b.+?),?\s(?:and|but)\s(?P<two>{WH}\b(?:\s(?:many|much|long|old|often|far))?\s.+"
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
    rf"how\s(?:many|much)\s(?P<noun>(?!(?:{_NO_NOUN_YET})\b)[\w'-]+)",
    re.IGNORECASE,
)
# "How many were hurt" leaves its noun to the clause before: "how many people died".
_NO_NOUN = re.compile(
    rf"(?P<how>how\s(?:many|much))\s(?P<rest>(?:{_NO_NOUN_YET}|in|on|at)\b.*)",
    re.IGNORECASE,
)
# One question of several: "what did Roe, Brand and Holm say?"
_LISTED = re.compile(
    rf"(?P<before>.*?\b(?i:{WH})\b.*?\s)(?P<things>{_THING}(?:,\s{_THING})*,?\sand\s{_THING})(?P<after>(?:\s.*)?)"
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
# "How does the new keyboard compare with the old one?"
_COMPARED = re.compile(
    r"how\s(?:do|does|did|is|are)\s(?P<one>.+?)\s(?:compared?|differ|different)\s(?:in\s(?P<in>.+?)\s)?(?:with|to|from|against)\s(?P<two>.+)",
    re.IGNORECASE,
)
# "Compare the toll in Leeds with the toll in York."
_COMPARE = re.compile(
    r"(?:please\s)?(?:compare|contrast)\s(?P<one>.+?)\s(?:with|to|and|against)\s(?P<two>.+)",
    re.IGNORECASE,
)
# "How many does Leeds hold, compared with York?", "Compared with York, how many does Leeds hold?"
_BESIDE: Final = (
    r"(?:(?:as\s|when\s)?compared\s(?:with|to)|in\scomparison\s(?:with|to)"
    r"|relative\sto|versus|vs\.?)"
)
_HELD_AGAINST = (
    re.compile(rf"(?P<one>{WH}\b.+?),?\s{_BESIDE}\s(?P<two>.+)", re.IGNORECASE),
    re.compile(rf"{_BESIDE}\s(?P<two>[^,]+),\s(?P<one>{WH}\b.+)", re.IGNORECASE),
)
_STANDING_FOR = re.compile(
    r"(?:that|those)\s(?P<on>of|in|on|at|for|from)\s(?P<whose>.+)", re.IGNORECASE
)
"""Matches "that of York": it stands for the other's price, length, or the like."""
_POSSESSIVE = re.compile(r"(?P<whose>.+?)(?:['’]s|(?<=s)['’])(?P<what>\s.+)?")
# "How do Leeds and York differ?", "what is the difference between Leeds and York?"
_DIFFER = re.compile(
    r"(?:how\s(?:do|does|did|are)\s(?P<a>.+?)\sand\s(?P<b>.+?)\s(?:differ|different|compare)(?:\sin\s.+)?"
    r"|what(?:'s|\sis|\sare|\swas|\swere)?\s(?:the\s)?(?:main\s)?differences?\sbetween\s(?P<c>.+?)\sand\s(?P<d>.+))",
    re.IGNORECASE,
)
# "Which is bigger, Leeds or York?"
_WHICH = re.compile(
    rf"which\s(?:\w+\s)?(?:is|was|are|were|has|had)\s(?:the\s)?(?P<more>\w+er|more\s\w+|less\s\w+),\s(?P<one>{_THING})\sor\s(?P<two>{_THING})",
    re.IGNORECASE,
)
# What is asked for, and of what: "key travel | on | the new keyboard".
_ON = re.compile(
    r"(?P<what>(?:the\s)?[\w' -]+?)\s(?P<on>on|of|in|at|for|from)\s(?P<whose>.+)", re.IGNORECASE
)
# "The coaches of Leeds": the other things in the list have one each, too.
_OF_EACH = re.compile(
    r"the\s(?:(?P<nouns>[\w'-]+[^\Ws]s)|(?P<noun>[\w'-]+))\sof\s(?P<whose>.+)", re.IGNORECASE
)
MOST: Final = 4
"""Parts of a question."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BETWEEN = (
    re.compile(
        r"[\s,]+(?:vs?\.?|versus|against|(?:as\s)?opposed\sto|(?:in\s)?contrast(?:ed)?\s(?:to|with)|"
        r"compared?\s(?:to|with)|relative\sto|beside|rather\sthan|measured\sagainst)\s(?:the\s)?",
        re.IGNORECASE,
    ),
    re.compile(r",?\s(?:or|and)\s(?:(?:in|the|for|at|on|of|did)\s){0,2}|\s?/\s?", re.IGNORECASE),
    re.compile(r"\s(?:than|from|to|with|over)\s(?:the\s|that\sof\s)?", re.IGNORECASE),
)
"""What stands between two things compared, the clearest first."""
_CAPITALS = re.compile(r"\b([A-Z][\w.-]*\w(?:\s[A-Z][\w.-]*\w)*)(?:['’]s?(?!\w))?")
"""A name of one or more words, whatever its case."""
_SMALL_BETWEEN: Final = frozenset("of the de du la and in".split())
_LONGEST_SIDE: Final = 4
"""Words of one thing."""


def parts(question: str) -> tuple[QuestionPart, ...]:
    """Return the parts of a question that asks the same of several, or several things; else none.

    Args:
        question: Standalone, in English.
    """
    text = " ".join(question.split()).rstrip(" ?!.")
    questions = (
        _which(text) or _compared(text) or _held_against(text) or _clauses(text) or _listed(text)
    )
    return tuple(questions) if 2 <= len(questions) <= MOST else ()  # noqa: PLR2004


def compares(question: str) -> bool:
    """Tell if the wording of a question compares two things, and does not only ask of both."""
    text = " ".join(question.split()).rstrip(" ?!.")
    return bool(_which(text) or _compared(text) or _held_against(text))


def sides(question: str, asks: Callable[[str], bool]) -> tuple[QuestionPart, ...]:
    """Return the two things that a question compares, each with the question for it alone.

    Args:
        question: One that compares, in whatever words; standalone.
        asks: Tells if a word, in lower case, asks rather than names what is asked of.
    """
    text = " ".join(question.split()).rstrip(" ?!.")
    if named := _named(text, asks):
        return named
    for between in _BETWEEN:
        for match in between.finditer(text):
            left = _side(text[: match.start()], asks, -1)
            right = _side(text[match.end() :], asks, 1)
            if not left or not right or left.lower() == right.lower():
                continue
            start, end = match.start() - len(left), match.end() + len(right)
            _, _, shared = right.partition(" ")
            if " " not in left and shared[:1].islower():  # "the Danish and the Finnish schools"
                left = f"{left} {shared}"
            return tuple(
                QuestionPart(thing, f"{text[:start]}{thing}{text[end:]}?")
                for thing in (left, right)
            )
    return ()


def _named(text: str, asks: Callable[[str], bool]) -> tuple[QuestionPart, ...]:
    """Return the two names of a question that has two: "the piece by Ferris, that by Malik"."""
    # The first word has its capital anyway: "Which", "Who".
    first = _WORD.match(text)
    start = first.end() if first and asks(first[0].lower()) else 0
    runs = [run for run in _CAPITALS.finditer(text, start) if not asks(run[1].lower())]
    if len(runs) != 2 or runs[0][1] == runs[1][1]:  # noqa: PLR2004
        return ()
    one, two = runs
    between = text[one.end() : two.start()]
    # "Brandt or Oduya" is asked of either without "or"; words that ask stay.
    near = any(pattern.fullmatch(between) for pattern in _BETWEEN)
    alone = (
        text[: one.end()] + ("" if near else between) + text[two.end() :],
        text[: one.start()] + ("" if near else between) + text[two.start() :],
    )
    return tuple(
        QuestionPart(run[1], f"{' '.join(words.split())}?")
        for run, words in zip(runs, alone, strict=True)
    )


def _side(text: str, asks: Callable[[str], bool], way: int) -> str:
    """Return the words next to what stands between that name a thing, at most four.

    Args:
        text: Before it, or after it.
        asks: Tells if a word asks.
        way: -1 where the words nearest to it are the last, 1 where they are the first.
    """
    # The other way round before it, so that the nearest word comes first.
    words = list(_WORD.finditer(text))[::way]
    edge = len(text) if way < 0 else 0
    taken: list[re.Match[str]] = []
    for word in words[:_LONGEST_SIDE]:
        gap = text[word.end() : edge] if way < 0 else text[edge : word.start()]
        small = word[0].lower() in _SMALL_BETWEEN
        # A small word within a thing does not end it, even one that asks: "Lord of Gort".
        if gap.strip("'’\" ") or (asks(word[0].lower()) and not (small and taken)):
            break
        taken.append(word)
        edge = word.start() if way < 0 else word.end()
    while taken and taken[-1][0].lower() in _SMALL_BETWEEN:
        taken.pop()
    if not taken:
        return ""
    return text[taken[-1].start() :] if way < 0 else text[: taken[-1].end()]


def _which(text: str) -> list[QuestionPart]:
    match = _WHICH.fullmatch(text)
    if match is None:
        return []
    more = match["more"].lower()
    plain = more.split()[1] if " " in more else _positive(more)
    return [
        QuestionPart(thing, f"How {plain} is {thing}?") for thing in (match["one"], match["two"])
    ]


def _positive(comparative: str) -> str:
    """Return the adjective of a comparative: "big" of "bigger", "wide" of "wider"."""
    stem = comparative.removesuffix("er")
    if comparative == "better":
        return "good"
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if re.search(r"([^aeioulsz])\1$", stem):
        return stem[:-1]
    # Where one vowel stands before one consonant, as in "later", it is no doubled one of "lat".
    lost = r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$|[^aeioul]l$|(?:rg|rc|ns|rs|[aeiou]s|v)$"
    return f"{stem}e" if re.search(lost, stem) else stem


def _compared(text: str) -> list[QuestionPart]:
    match = _COMPARED.fullmatch(text) or _COMPARE.fullmatch(text)
    if match:
        one, two = match["one"], match["two"]
        aspect = match.groupdict().get("in")
        if aspect:
            return [
                QuestionPart(thing, f"What is the {aspect} of {thing}?") for thing in (one, two)
            ]
        two = _in_full(one, two)
        own, other = _ON.fullmatch(one), _ON.fullmatch(two)
        if own and not other:  # "key travel on the new keyboard", "the old one"
            two_asked = f"{own['what']} {own['on']} {two}"
            return [
                QuestionPart(own["whose"], f"What is {one}?"),
                QuestionPart(two, f"What is {two_asked}?"),
            ]
        return [QuestionPart(thing, f"What is {thing}?") for thing in (one, two)]
    match = _DIFFER.fullmatch(text)
    if match is None:
        return []
    one, two = match["a"] or match["c"], match["b"] or match["d"]
    shared = re.fullmatch(r"(?:the\s)?(?P<noun>[\w'-]+)s?\sof\s(?P<whose>.+)", one)
    if shared and " of " not in two:  # "the plumes of Europa and Enceladus"
        return [
            QuestionPart(whose, f"What are the {shared['noun']} of {whose}?")
            for whose in (shared["whose"], two)
        ]
    last = two.split()[-1]
    if not one.lower().endswith(last.lower()) and one.count(" ") <= two.count(" ") - 1:
        one = f"{one} {last}"  # "bubonic and pneumonic plague"
    return [QuestionPart(thing, f"What is {thing}?") for thing in (one, two)]


def _in_full(one: str, two: str) -> str:
    """Return the second of two things with what it leaves to the first.

    "The price of Leeds" makes "that of York" the price of York, and "Leeds's price" makes "York's"
    York's price.
    """
    own, standing = _ON.fullmatch(one), _STANDING_FOR.fullmatch(two)
    if standing:
        what = own["what"] if own else one
        return f"{what} {standing['on']} {standing['whose']}"
    own, other = _POSSESSIVE.fullmatch(one), _POSSESSIVE.fullmatch(two)
    if own and own["what"] and other and not other["what"]:
        return f"{two}{own['what']}"
    return two


def _held_against(text: str) -> list[QuestionPart]:
    """Return the parts of a question about one thing, held against another."""
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _HELD_AGAINST)), None)
    if match is None:
        return []
    asked, two = match["one"], match["two"]
    if standing := _STANDING_FOR.fullmatch(two):
        two = standing["whose"]
    noun = re.escape(two.split()[-1])
    alike = re.search(rf"\bthe\s(?:[\w'’-]+\s){{0,3}}?{noun}\b", asked, re.IGNORECASE)
    # The first word has its capital anyway.
    named = re.search(_NAME, asked[len(asked.split()[0]) :]) if two[0].isupper() else None
    thing = alike or named
    if thing is None or thing[0].lower() == two.lower():
        return []
    one = thing[0]
    return [
        QuestionPart(one, f"{asked}?"),
        QuestionPart(two, f"{asked.replace(one, two, 1)}?"),
    ]


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
