"""Completes a follow-up from the question before, where that leaves no doubt about what is meant.

"Why?", "and from Airbus?", "what about Macron?" take a place in the question before, and "she"
stands for the name that was its subject. What may mean something else is left as it is.
"""

import re
from typing import Final

from assistant.question.number_words import HOW_ALONE, HOW_MANY
from assistant.question.understanding.quoted import Speech
from corpus.language.calendar_words import MONTH_PATTERN
from corpus.language.vocabulary import AUXILIARIES, QUESTION_WORDS, ROLES

__all__ = ["AUX", "LEAD", "PREPOSITION", "WH", "completed", "described", "of_person", "subject"]

AUX: Final = f"(?:{'|'.join(AUXILIARIES)})"
"""A pattern for the verbs that a question turns round."""
WH: Final = f"(?:{'|'.join(QUESTION_WORDS)})"
LEAD: Final = r"(?:(?:and|but|so|or|then|also|ok|okay|well)\b,? +)"
"""A pattern for what a follow-up begins with."""
PREPOSITION: Final = (
    r"(?:in|on|at|during|since|before|after|by|under|for|to|from|with|against|of|about)"
)
_MOST_WORDS: Final = 5
"""Words of a part that takes the place of another."""

_NAME: Final = r"[A-Z][\w.’'-]*(?: (?:(?:of|the|de|van|von|der|la) )*(?:[A-Z][\w.’'-]*|\d+))*"
# A question word and little more: "why?", "how long exactly?", "when was that?".
_BARE = re.compile(
    rf"(?P<word>{HOW_ALONE}|since when|by whom|why|when|where|how|who|what)"
    r"(?P<again> else)?(?: exactly| then| so)?"
    r"(?: (?:is|was|were|did) (?:that|this|it)(?: happen)?)?",
    re.IGNORECASE,
)
# What stands before the verb of a question, and the rest: "how many people | were killed".
_TURNED = re.compile(rf"(?P<head>(?:(?!{AUX}\b)[\w’'-]+ )*)(?P<rest>{AUX} .+)", re.IGNORECASE)
# "What year did the war end?": when it is asked why, the year is no part of the question.
_COUNTED = re.compile(
    rf"(?:{HOW_MANY}|which|what) "
    r"((?:(?!years?\b|days?\b|dates?\b|times?\b|months?\b)[\w’'-]+ ?)+)",
    re.IGNORECASE,
)
# Not "were the men found": there the subject follows, and the verb is not its own.
_OWN_VERB = re.compile(
    r"(is|are|was|were|(?:has|have|had|will|could)(?= (?:be|been)\b)) "
    r"((?!the\b|an?\b|he\b|she\b|they\b|it\b|there\b|[A-Z])\w.*)"
)
"""Of a question that asks for its subject, the verb."""
_PART = re.compile(rf"(?:{LEAD}?(?:what|how) about|{LEAD})\s?(?P<part>.+)", re.IGNORECASE)
_PLACED = re.compile(rf"(?P<before>{PREPOSITION}) (?P<what>.+)", re.IGNORECASE)
# A time that can be put behind any question: "in 2019", "on Monday", "last week".
_TIME = re.compile(
    rf"(?:in|on|since|before|after|during) (?:\d|{MONTH_PATTERN}|\w+day\b|(?:this|last|that|next) )"
)
_SUBJECT = re.compile(rf"\b(?i:{AUX}) (?:the )?(?P<name>{_NAME})")
# "Her" may be hers or herself: what follows tells, see _STILL_OPEN.
_PERSON = re.compile(r"\b(?:(?P<owner>his)|he|she|him|(?P<her>her))\b", re.IGNORECASE)
# "The person who stole it" would itself need the question before.
_WHO_DID = re.compile(
    rf"{LEAD}?who (?P<did>(?!(?:{AUX}|else|said|says)\b)(?:\w+ly )?\w+ (?!(?:it|that|this)\b)\w.+"
    r"|(?:is|was) \w+(?:ing|ed|en)\b(?! (?:it|that|this)\b).*)",
    re.IGNORECASE,
)
_SOMEBODY: Final = (
    "(?:man|woman|boy|girl|person|child|teenager|student|teacher|doctor|nurse|driver|pilot|suspect"
    "|victim|gunman|attacker|author|writer|player|singer|actor|actress|soldier|officer|worker|fan"
    "|patient|mother|father|son|daughter|brother|sister|wife|husband)"
)
_PERSON_ASKED = re.compile(
    rf"{LEAD}?{WH}(?: (?!{AUX}\b)[\w’'-]+){{0,2}} (?:is|was) "
    rf"(?P<person>the (?:(?!{PREPOSITION}\b)[\w’'-]+ ){{0,2}}{_SOMEBODY}\b"
    r"(?: (?:who|with|in|of|from|at|on|whose|\w+ed) .+)?)",
    re.IGNORECASE,
)
"""Of a question that asks what or where somebody is, for then the person is all that follows."""
_TITLE: Final = (
    r"(?i:president|minister|chancellor|secretary|general|leader|premier|chief|director|mayor|judge"
    r"|senator|governor|king|queen|prince|princess|pope|author|founder|executive|officer|spokes\w+"
    r"|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|Dame|Rep|Sen)"
)
"""Words by which a name in an answer is a person's. Fewer than ``vocabulary.ROLES``, of which many
("head", "chair", "then") stand beside the names of countries and firms too."""
# Before a last word these are no first names: "Saudi Arabia", "The Herald".
_NO_FIRST: Final = (
    "The|In|At|On|For|From|To|Of|And|But|As|When|While|After|Before|If|That|This|With|By|North|South"
    "|East|West|Northern|Southern|Eastern|Western|Central|New|Great|United|Former|Greater|Saudi|San"
)
# "It" right behind the verb is the subject: "what does it cost?".
_IT = re.compile(r"\b(?P<verb>do|does|did|has|have|will|would|can|could) it\b", re.IGNORECASE)
# What may follow "her" where it stands for the person: nothing, or no noun.
_STILL_OPEN = re.compile(
    rf"\s*(?:\?|$|{PREPOSITION}\b|(?:and|or|that|when|say|do|go)\b)", re.IGNORECASE
)


def subject(question: str) -> str:
    """Return the name that is the subject of a question's verb; empty where it has none.

    Of "Who threatened Ada Quill?" it is none: "he" is the one who did.
    """
    match = _SUBJECT.search(question)
    asks_who = re.match(r"(?:who|whom|whose)\b(?! (?:is|was)\b)", question, re.IGNORECASE)
    if match is None or asks_who:
        return ""
    return re.sub(r"[’']s$", "", match["name"])


def described(question: str) -> str:
    """Return what a question tells of a person without a name; empty where it does not.

    Of "Who threatened Ada Quill?" it is "the person who threatened Ada Quill", of "How old was the
    man with the dog?" it is "the man with the dog".
    """
    text = question.strip(" ?!.")
    if match := _WHO_DID.fullmatch(text):
        return f"the person who {match['did']}"
    match = _PERSON_ASKED.fullmatch(text)
    return match["person"] if match else ""


def completed(question: str, asked: str, name: str, said: str) -> str | None:
    """Return a follow-up as a whole question; None where it is in doubt what it means.

    Args:
        question: The follow-up.
        asked: The question before, whole.
        name: Who or what that was about, where it is known.
        said: What was answered, by which a person's name is known for one.
    """
    text, last = question.strip(" ?!."), asked.strip(" ?!.")
    bare = re.sub(rf"^{LEAD}", "", text, flags=re.IGNORECASE)
    if match := _BARE.fullmatch(bare):
        return _asked_again(match, last)
    # Longer ones are seldom a part that takes the place of another.
    part = _PART.fullmatch(text)
    # "And what did Wall Street expect?" is a question of its own.
    if part and len(part["part"].split()) <= _MOST_WORDS and not _asks(part["part"]):
        return _put(part["part"], last)
    if not name or name in text:
        return None
    return of_person(text, name) if _is_person(name, said) else _of_thing(text, name)


def _is_person(name: str, said: str) -> bool:
    """Tell if a text has a name with a title, an office or a first name before it.

    Without any, "he" is not taken for it: it may be a country.
    """
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    titled = rf"\b(?:{_TITLE})\.? (?:[A-Z][\w.’'-]* ){{0,3}}{last}\b"
    first = rf"(?<![A-Z’'-])\b(?!(?:{_NO_FIRST})\b)[A-Z][a-zà-ÿ]+ (?:[A-Z]\. )?{last}\b"
    after = rf"\b{last},? (?:(?:is|was) )?(?:the |an? )?(?:[\w’'-]+ ){{0,3}}(?:{_TITLE})\b"
    for pattern in (titled, after):
        if re.search(pattern, said):
            return True
    # Of two words both have their capital, be it "Ada Quill" or "Home Depot".
    return bool(" " not in name and re.search(first, said))


def _asks(text: str) -> bool:
    return bool(re.search(rf"\b(?:{AUX}|{WH})\b", text, re.IGNORECASE))


def _asked_again(bare: re.Match[str], last: str) -> str | None:
    """Return the question before with another question word."""
    turned = _TURNED.fullmatch(last)
    if turned is None:
        return None
    word = bare["word"].capitalize()
    if word == "Who" and Speech.of(last):
        return None  # "What did his doctor say?": who that was
    if bare["again"]:
        # "What else?" goes on only with what was asked by "what".
        same = turned["head"].strip().lower() == word.lower()
        return f"{word} else {turned['rest']}?" if same else None
    rest = turned["rest"]
    head, own = turned["head"].strip(), _OWN_VERB.fullmatch(rest)
    if own and head.lower() in ("what", "who", "which"):
        return None  # "What was stolen?"
    if things := _COUNTED.fullmatch(head):
        if own:  # "how many people were killed?"
            rest = f"{own[1]} {things[1]} {own[2]}"
        # The thing has its place before the rest: "order from Boeing jets" is no English.
        elif not re.search(rf"\b{PREPOSITION}\b", rest, re.IGNORECASE):
            rest = f"{rest} {things[1]}"  # "how many jobs will they cut?"
    return f"{word} {rest[0].lower()}{rest[1:]}?"


def _put(part: str, last: str) -> str | None:
    """Return the question before with another time, place or name in it."""
    if placed := _PLACED.fullmatch(part):
        # "In Leeds" gives way to "at the port": these three are alike.
        same = (
            r"(?:in|at|on)" if placed["before"].lower() in ("in", "at", "on") else placed["before"]
        )
        old = re.search(rf"\b(?i:{same}) (?P<what>(?:the )?(?:{_NAME}|[a-z-]+$|\d+))", last)
        if old:
            rest = last[old.end("what") :]
            # "in the Bramber tunnel fire" gives way to "in the Aske hotel fire" as a whole.
            ending = re.escape(placed["what"].rsplit(maxsplit=1)[-1])
            rest = re.sub(rf"^(?: [a-z-]+){{0,2}} {ending}\b", "", rest)
            return f"{last[: old.start('what')]}{placed['what']}{rest}?"
        # A time can be added to any question; a place only where it takes that of another.
        return f"{last} {part}?" if _TIME.match(part) else None
    words = part.removeprefix("the ").split()
    first = rf"\b{re.escape(words[0])} [\w-]+"
    ending = rf"\b[A-Z][\w-]* {re.escape(words[-1])}\b"
    for alike in (first, ending) if len(words) > 1 else ():  # "Article 10", "the Vilnius summit"
        if old := re.search(alike, last):
            return f"{last[: old.start()]}{' '.join(words)}{last[old.end() :]}?"
    speech = Speech.of(last)
    if speech and speech.asked == "words" and _is_speaker(part):
        # "The prosecutors' view", but "Roe's".
        return re.sub(r"(?<=s')s\b", "", f"{last.replace(speech.speaker, part, 1)}?")
    old = _SUBJECT.search(last)
    if old and part[0].isupper():
        return f"{last[: old.start('name')]}{part}{last[old.end('name') :]}?"
    return None


def _is_speaker(part: str) -> bool:
    """Tell if a part names whose words may be asked for: "the Arab League", "his lawyer"."""
    words = re.sub(r"^(?:the|an?|his|her|its|their) ", "", part, flags=re.IGNORECASE).split()
    named = all(word[0].isupper() or word in ("of", "the", "and") for word in words)
    return named or words[-1].lower() in ROLES or words[-1].lower().removesuffix("s") in ROLES


def of_person(text: str, name: str) -> str | None:
    """Return a follow-up with a person in the place of "he" or "she"; None where it has neither.

    Args:
        text: The follow-up.
        name: A name, or what tells who is meant: "the man with the dog".
    """
    match = _PERSON.search(text.strip(" ?!."))
    if match is None:
        return None
    text = text.strip(" ?!.")
    # After "who supports her" no noun follows that would be hers.
    owner = match["owner"] or (match["her"] and not _STILL_OPEN.match(text, match.end()))
    if owner and " " in name and name[0].islower():
        return None  # whose is it, in "the man with the dog's"?
    owning = f"{name}’" if name.endswith("s") else f"{name}’s"
    return f"{text[: match.start()]}{owning if owner else name}{text[match.end() :]}?"


def _of_thing(text: str, name: str) -> str | None:
    match = _IT.search(text)
    return match and f"{text[: match.start()]}{match['verb']} {name}{text[match.end() :]}?"
