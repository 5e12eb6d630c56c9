"""Questions that are a fragment: "why?", "and in July?", "what about France?", "who else?"."""

import re

from assistant.context import Context
from assistant.followup import fill
from assistant.mentions import AUX, DATE, EVENT, Mention

__all__ = ["elided"]

_WH = (
    "(?:how (?:much|many|long|often)|what (?:year|day|date|time)|since when|by whom|with whom"
    "|why not|how come|why|when|where|how|who|whom|what)"
)
_BARE = re.compile(
    rf"(?P<wh>{_WH})(?P<else> else)?(?: exactly| then| so)?"
    rf"(?: (?:is|was|were|did) (?:that|this|it)(?P<happen> happen)?)?\s*\?*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:(?:and|but|so|or|ok|okay) )?(?:what|how) about (.*[^\s?])[\s?]*", re.IGNORECASE
)
_AND = re.compile(r"(?:and|but|or)(?: then| also)? (.*[^\s?])[\s?]*", re.IGNORECASE)
_PREPOSITION = r"(?:in|on|at|during|since|before|after|by|under|for|to|from|with|against)"
_NO_FRAGMENT = re.compile(
    rf"\b(?:{AUX}|who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE
)
_QUESTION = re.compile(
    r"(?P<wh>(?:how|what|which|who|whom|when|where|why|since|by|with|in)\b"
    rf"(?: (?!{AUX}\b)[\w’'-]+)*?) (?P<aux>{AUX}) (?P<rest>.+)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?P<wh>who|(?:which|what)(?: [a-z]+)?) (?P<verb>[a-z]+(?:ed)?) (?P<rest>.+)", re.IGNORECASE
)
_PARTICIPLES = {
    "led": "led", "made": "made", "held": "held", "gave": "given", "took": "taken",
    "wrote": "written", "chose": "chosen", "built": "built", "sent": "sent", "won": "won",
    "paid": "paid", "left": "left", "broke": "broken", "began": "begun", "brought": "brought",
}  # fmt: skip
_MOST_WORDS = 6


def elided(text: str, context: Context) -> str | None:
    """The whole question that a fragment stands for, or None when it is no fragment.

    Args:
        text: What was asked, without surrounding white space.
        context: The conversation before it.
    """
    bare = re.sub(r"^(?:and|but|so) ", "", text, flags=re.IGNORECASE)
    if found := _BARE.fullmatch(bare):
        return _asked_again(found, context)
    if match := _ABOUT.fullmatch(text) or _AND.fullmatch(text):
        part = str(match[1])
    elif re.fullmatch(rf"(?:{_PREPOSITION} (?:\w+ )?)?(?:[A-Z][\w’-]*|\d+)(?: [\w’-]+)?\?", text):
        part = text.rstrip("?")
    else:
        return _else(text, context)
    if _NO_FRAGMENT.search(part) or len(part.split()) > _MOST_WORDS:
        return None
    part = fill(part, context)
    last = context.last.rstrip("? ")
    whole: str | None
    if re.match(rf"{_PREPOSITION} ", part, re.IGNORECASE):
        whole = _with_phrase(last, part[0].lower() + part[1:], context)
    else:
        whole = _with_name(last, part, context)
    return f"{whole}?" if whole else None


def _asked_again(found: "re.Match[str]", context: Context) -> str | None:
    """The last question with another question word: "When was Article 5 invoked?"."""
    last, word = context.last.rstrip("? "), found["wh"].capitalize()
    word = {"What year": "In what year", "What day": "On what day", "How come": "Why"}.get(
        word, word
    )
    things = [thing.text for thing in context.things(last)]
    event = next((thing for thing in things if EVENT.search(thing)), None)
    if event and re.search(r" (?:was|is) (?:that|this|it)\b", found[0]) and word != "Why":
        return f"{word} was {event}?"
    if found["else"]:
        same = re.match(rf"{word}\b", last, re.IGNORECASE)
        return f"{word} else{last[same.end() :]}?" if same else None
    if re.match(rf"{AUX} ", last, re.IGNORECASE):
        if word == "Why not" and (names := context.scene.mentions(last)):
            at = names[0].end
            return f"Why {last[0].lower()}{last[1:at]} not{last[at:]}?"
        if word == "How much" and " money" in last:
            word, last = "How much money", last.replace(" money", "", 1)
        return f"{word} {last[0].lower()}{last[1:]}?"
    if (asked := _QUESTION.fullmatch(last)) and not re.match("(?:not|[a-z]+ed) ", asked["rest"]):
        return _inverted(word, asked, context)
    return _of_subject(word, last, context) or (f"{word} was {things[0]}?" if things else None)


def _inverted(word: str, asked: "re.Match[str]", context: Context) -> str:
    wh, aux, rest = asked["wh"].lower(), asked["aux"], asked["rest"]
    if word in ("How many", "How much") and (split := re.fullmatch(r"(.+?) (be .+)", rest)):
        return f"{word} {split[1].removeprefix('the ')} {aux} {split[2]}?"
    if word in ("Who", "Whom"):
        word = "By whom"
    noun = re.fullmatch(r"(?:how (?:much|many)|what|which) ?(.*)", wh)
    if not noun or word.startswith("How m"):
        return f"{word} {aux} {rest}?"
    if noun[1]:
        before = re.search(rf" {_PREPOSITION} ", rest)
        at = before.start() if before else len(rest)
        return f"{word} {aux} {rest[:at]} {noun[1]}{rest[at:]}?"
    if aux in ("is", "was", "are", "were"):
        return f"{word} {aux} {rest}?"
    clause = context.clause()
    return f"{word} {aux} {rest}{' ' + clause if clause else ''}?"


def _of_subject(word: str, last: str, context: Context) -> str | None:
    """Ask on after "Who presented ReArm Europe?": "When was ReArm Europe presented?"."""
    found = _SUBJECT.fullmatch(last)
    if not found:
        return None
    verb, rest = found["verb"].lower(), found["rest"]
    participle = verb if verb.endswith("ed") else _PARTICIPLES.get(verb)
    if participle and verb != "happened":
        tail = re.search(rf" {_PREPOSITION} ", rest)
        at = tail.start() if tail else len(rest)
        several = re.match(r"the [a-z]+s\b|.+ and ", rest[:at])
        return f"{word} {'were' if several else 'was'} {rest[:at]} {participle}{rest[at:]}?"
    if re.fullmatch(rf"{AUX}", verb):
        things = [m.text for a in context.exchanges[-1].answers for m in context.scene.mentions(a)]
        return f"{word} {verb} {things[0]} {rest}?" if things else None
    return None


def _else(text: str, context: Context) -> str | None:
    """Say what "Who else is taking part?" is about, when it does not name it itself."""
    if not re.match(
        r"(?:and |but )?(?:who|which \w+|what(?= else happen)) else ", text, re.IGNORECASE
    ):
        return None
    filled = fill(text, context)
    if filled != text or context.scene.mentions(text):
        return None
    thing = context.thing()
    if not thing:
        return None
    body = text.rstrip("? ")
    sharing = re.search(r"\b(?:part|participat\w+|involved|joining)$", body)
    return f"{body} {'in' if sharing or EVENT.search(thing) else 'about'} {thing}?"


def _with_phrase(last: str, part: str, context: Context) -> str:
    """The last question with another time or place: "in July 2024", "in Bucharest"."""
    if re.search(rf"\b{DATE}\b", part):
        old = re.search(rf"\b(?:in|on|at|since|before|after|during|from|by) {DATE}\b", last)
        return last[: old.start()] + part + last[old.end() :] if old else f"{last} {part}"
    word = part.split(maxsplit=1)[0]
    same = "in|at|on" if word in ("in", "at", "on") else word
    for thing in context.things(last):
        before = re.search(rf"\b(?:{same}) (?:the )?$", last[: thing.start])
        if before:
            event = EVENT.search(thing.text)
            if event and (name := re.fullmatch(r"in ([A-Z]\w+)", part)):
                part = f"at the {name[1]} {event[0]}"
            return last[: before.start()] + part + last[thing.end :]
    return f"{last} {part}"


def _with_name(last: str, part: str, context: Context) -> str | None:
    """The last question with another name in the place of the one that is most like it."""
    named = context.scene.mentions(part)
    if named:
        first = named[0]
        part = part[: first.start] + first.text + part[first.end :]
    slots = [*context.scene.mentions(last), *context.things(last)]
    new = Mention(part, 0, len(part))
    year = re.search(rf"\b{DATE}\b", last)
    if re.fullmatch(DATE, part):
        return last[: year.start()] + part + last[year.end() :] if year else f"{last} in {part}"
    scored = sorted(slots, key=lambda slot: (-_likeness(slot, new, context), slot.start))
    if not scored or _likeness(scored[0], new, context) < 0:
        return None
    slot = scored[0]
    return last[: slot.start] + part + last[slot.end :]


def _likeness(slot: Mention, new: Mention, context: Context) -> int:
    words, others = slot.text.casefold().split(), new.text.casefold().split()
    if slot.text.casefold() == new.text.casefold():
        return -1
    same = 4 * (words[-1] == others[-1]) + 4 * (words[0] == others[0] != "the")
    plain = len(others) > 1 and new.text.islower()
    if plain:
        return same or -1
    scene = context.scene
    person = scene.is_person(slot)
    if person and scene.is_person(new):
        return same + 4
    if person or slot.text.islower():
        return same + 2 * scene.may_be_person(new)
    if scene.is_person(new):
        return same
    return same + 2 + (scene.is_place(slot) and scene.is_place(new))
