"""Makes follow-up questions standalone, so that they can be searched for and read.

Where it is in doubt what "he" or "it" means, nothing is put in its place, for it may be somebody
else. The words of the question before stand in brackets then, and tell what it is about.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.question.fragments import (
    AUX,
    LEAD,
    PREPOSITION,
    WH,
    completed,
    described,
    of_person,
    subject,
)
from assistant.question.number_words import HOW_ALONE, HOW_MANY, HOW_MEASURED
from assistant.question.properties import lacks_its_thing
from assistant.question.turns import Turn
from assistant.question.understanding.small_talk import topics
from corpus.text.search_terms import stem, stems, terms

__all__ = [
    "added_words",
    "is_brief",
    "is_incomplete",
    "is_pronoun",
    "standalone_question",
]

_MOST_WORDS: Final = 12
"""Words that are added at most."""
_MOST_TURNS: Final = 12
"""Turns of the conversation that are read, the last ones."""
_MOST_READ: Final = 1_500
"""Characters of a turn that are read."""
_LONGEST_NAME: Final = 5
"""Words of an answer that may be a name."""
_FRAGMENT: Final = 3
"""Words of a question up to which it stands for a longer one, unless it has a verb."""
_SHORT: Final = 8
"""Words of a question up to which "the trial" is one that was spoken of."""
_BRIEF: Final = 5
"""Words of a question up to which, if it names nobody, it may be of what was spoken of."""

# First come abbreviations such as "U.S.", whose last stop belongs to them.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'.,&][^\W_]+)*")
_ASKS: Final = rf"(?:(?:in|on|at|by|with|to|for|from|since) )?{WH}(?: (?!{AUX}\b)[\w’'-]+){{0,2}}"
_BARE = re.compile(
    rf"{LEAD}?(?:(?:{HOW_ALONE}|how come|since when|by whom|why not|{WH})(?: else)?"
    r"(?: exactly| then| so)?(?: (?:is|was|were|did) (?:that|this|it)(?: happen)?)?"
    rf"|{PREPOSITION} (?:whom?|whose|(?:what|which|{HOW_ALONE})(?: [\w’'-]+)?))\s*\?*",
    re.IGNORECASE,
)
_PART = re.compile(rf"{LEAD}.*|(?:what|how) about .*", re.IGNORECASE)
_VERB = re.compile(rf"\b(?:{AUX}|{WH})\b", re.IGNORECASE)
# "Those who …" and "those in …" say themselves whom they mean, and after any other word than these
# "that" may begin a clause: "who said that NATO was ready?"
_ELSE = re.compile(
    r"\b(?:else|the (?:other|others|same|former|latter)|another one|which ones?"
    r"|(?:this|these|those) (?!(?:at|in|of|who|that|whose|from)\b)\w+"
    rf"|(?:{AUX}|about|of|at|in|on|to|for|by|from|after|before|during) that \w+"
    r"|an? [a-z-]{1,20} one|[a-z]{1,20} ones(?! (?:who|that|of)\b))\b"
    r"|\b(?:there|then)(?=\s*[?.!]*$)",
    re.IGNORECASE,
)
# "When was the trial?", but not "What is the plan of the council?" nor "coalition of the willing".
_DEFINITE = re.compile(
    r"(?<!\bof )\bthe [a-z-]+(?=\s*\?*$| (?:be|end|begin|start|happen|take|last|cost|work|mean"
    r"|come|go|held|made)\b)"
)
# Without what tells which: "the plan", but not "the plan of the council" nor "the peace deal".
_DEFINITE_THING = re.compile(
    rf"(?<!\bof )\bthe ([a-z-]+)(?=\s*\?*$| {AUX}\b)|{AUX} the ([a-z-]+)(?= [a-z-]+\s*\?*$)"
)
# "That" stands for something only at the end or before such a verb; else it begins a clause.
_PRONOUN = re.compile(
    r"\b(?:(?P<owner>his|its|their)|her|he|she|him|it|they|them|hers|theirs"
    r"|(?:that|this|these|those)"
    r"(?=\s*\?*$| (?:mean|happen|include|cover|apply|work|cost|change)\b))"
    r"\b(?![’'])",
    re.IGNORECASE,
)
_SUBJECT = re.compile(rf"{LEAD}?(?:{_ASKS} )?(?:{AUX} )?", re.IGNORECASE)
# The pronoun may come behind a noun that is asked for:
# "How much export finance did he announce?"
_ASKED_OF_IT = re.compile(
    rf"{LEAD}?(?:{HOW_MANY}|what|which) (?:(?!{AUX}\b)[a-z-]+ ){{1,4}}{AUX} ", re.IGNORECASE
)
# A question of a thing's property or part, in which "its" is never the subject's own.
_OF_WHAT = re.compile(
    rf"{LEAD}?(?:what(?:[’']s| is| are| was| were) (?:the|some|an?)|tell me(?: more)? about"
    r"|describe|explain)\b",
    re.IGNORECASE,
)
# Behind such a word another clause begins, in which a pronoun may mean what was just named.
_TURN = re.compile(
    r",|\b(?:that|if|whether|because|when|where|before|after|while|and|or)\b", re.IGNORECASE
)
# A verb right behind a pronoun: it is a subject there.
_DOES = re.compile(rf" {AUX}\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;] )[A-Z]")
# The "it" of "how long did it take to sign the treaty?" stands for nothing.
_EXPLETIVE = re.compile(
    r"\bit (?:called|known|said|snow|rain|that|about (?=\w))\b|\bit (?:true|possible|likely|clear"
    r"|legal|fair|necessary|important)\b.{0,200}\b(?:to|for|when|if|that|whether)\b"
    r"|\bit (?:take|cost|mean)\b.{0,200}\b(?:to|for|when|if|that)\b"
    r"|\b(?:is|was) it (?!(?:relat|link|connect|compar|tied|nativ|similar|due\b)\w*)\w+"
    r" (?:that|to|when|if)\b",
    re.IGNORECASE,
)
# "How old", "how many people": what was asked for of a thing is no part of it.
_ASKED_FOR = re.compile(
    rf"\b{HOW_MEASURED}\b|\b(?:what|which) (?:year|day"
    r"|date|time|kind|type|sort|part|amount|number)\b",
    re.IGNORECASE,
)
# Words that ask to be told something, and are no part of what the question is about.
_TELLS = re.compile(
    r"\b(?:tell|explain|describe|give|show|happen(?:s|ed|ing)?|anyone|anything|something)\b", re.I
)
# Questions whose answer may be a name.
_WHO = re.compile(rf"{LEAD}?(?:who|whom|which|what)\b", re.IGNORECASE)
# Questions of which the name is most likely a person's.
_OF_SOMEBODY = re.compile(r"who|how old", re.IGNORECASE)
# The words in brackets that an earlier call has added.
_MARKERS = re.compile(r"\s*\(([^()]*)\)$")


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return a question with what it leaves to the conversation.

    Where that is plain it is filled in; else the words of the question before stand in brackets.
    It needs no model. A question that stands alone comes back exactly as it is.

    Args:
        question: What was asked.
        history: The turns before it, oldest first.
    """
    if not history or not (_is_dependent(question) or _names_again(question, history)):
        return question
    asked = name = told = person = ""
    words: tuple[str, ...] = ()
    loose = False  # the question before needs the words of the one before it
    # Turn by turn, for each follow-up is completed by the whole question before it.
    for turn in history[-_MOST_TURNS:]:
        if turn.role == "assistant":
            answering = _answering(asked, turn)
            words = (*words, *_content(answering))
            # Who answers "who" is a person, with or without a first name.
            told += " ".join(("", *turn.quotes, turn.text[:_MOST_READ]))
            told += f" Mr {answering}" if answering and asked[:3].lower() == "who" else ""
            # Once an answer has the name, what described the person is no longer needed.
            name, person = answering or name, "" if answering else person
        # "Thanks" between two questions changes nothing of what they are about.
        elif not topics(turn.text[:_MOST_READ]):
            # What stands in brackets was added when that question was made standalone itself.
            text = _MARKERS.sub("", turn.text[:_MOST_READ])
            whole = _whole(text, asked, name, told, person) if _is_dependent(text) else text
            # A follow-up that could not be completed leaves the words of the question before.
            loose = is_incomplete(text) and (not whole or (loose and _goes_on(text)))
            if (whole and not loose) or not words:
                words = _once(_content(whole or turn.text[:_MOST_READ]))
            asked = whole or text
            name = subject(asked) or (name if _is_dependent(text) else "")
            same = person if _is_dependent(text) or person in asked else ""
            person = "" if name else described(asked) or same
            told += f" Mr {name}" if name and _OF_SOMEBODY.match(asked) else ""
    text = " ".join(question.split())
    whole = _whole(text, asked, name, told, person)
    if whole and not (loose and _goes_on(text)):
        return whole
    return _with_words(whole or question, words)


def _whole(text: str, asked: str, name: str, told: str, person: str) -> str | None:
    """Return a follow-up completed by the question before, or by what that told of a person."""
    return completed(text, asked, name, told) or (of_person(text, person) if person else None)


def _goes_on(text: str) -> bool:
    """Tell if a follow-up is completed by the words of the question before: "and the mayor?"."""
    return bool(_BARE.fullmatch(text) or _PART.fullmatch(text))


def added_words(standalone: str, question: str) -> str:
    """Return the words that ``standalone_question`` added to a question; empty when it did not."""
    added = _MARKERS.search(standalone)
    return added[1] if added and not question.rstrip().endswith(added[0].strip()) else ""


def is_pronoun(text: str) -> bool:
    """Tell if a text is a pronoun alone, which means nothing by itself."""
    return bool(_PRONOUN.fullmatch(text.strip()))


def _is_dependent(question: str) -> bool:
    """Tell if a question leans on the conversation: "why?", "and July?", "when was the trial?"."""
    text = " ".join(question.split())
    # With a name in it, a question says itself which trial is meant.
    definite = not _NAME.search(text) and len(text.split()) <= _SHORT and _DEFINITE.search(text)
    return bool(definite) or is_incomplete(text) or lacks_its_thing(text)


def _names_again(question: str, history: Sequence[Turn]) -> bool:
    """Tell if a thing is named that the question before spoke of: "will it back the proposal?"."""
    before = next((turn.text[:_MOST_READ] for turn in history[::-1] if turn.role == "user"), "")
    said = stems(before)
    text = " ".join(question.split())
    return len(text.split()) <= _SHORT and any(
        stem(match[1] or match[2]) in said for match in _DEFINITE_THING.finditer(text)
    )


def is_incomplete(question: str) -> bool:
    """Tell if a question says nothing without the conversation: "why?", "how old is he?"."""
    text = " ".join(question.split())
    if _BARE.fullmatch(text) or _PART.fullmatch(text) or _ELSE.search(text):
        return True
    if len(text.split()) <= _FRAGMENT and not _VERB.search(text):
        # "Norway?" goes on with the question before; "hello" and bare keywords do not.
        return bool(terms(text)) and text.endswith("?")
    return any(_is_free(text, pronoun) for pronoun in _PRONOUN.finditer(text))


def is_brief(question: str) -> bool:
    """Tell if a question is short and names nobody: "Who pays?" may be of what was spoken of."""
    return len(question.split()) <= _BRIEF and not _NAME.search(question)


def _is_free(text: str, pronoun: re.Match[str]) -> bool:
    """Tell if a pronoun refers to something outside its question."""
    before = text[: pronoun.start()]
    # "What are the benefits of its oil?", "tell me about its history"
    named = _NAME.search(before)
    if pronoun["owner"] and _OF_WHAT.match(before) and not (named or _TURN.search(before)):
        return True
    quoted = before.count('"') % 2 or before.count("“") > before.count("”")
    # 'Which band made "Let it be"?', or it stands for nothing
    if quoted or (pronoun[0].lower() == "it" and _EXPLETIVE.search(text)):
        return False
    if _DOES.match(text, pronoun.end()) and not _SUBJECT.fullmatch(before):
        return False  # the subject of a clause: "the leader said it was …"
    if _SUBJECT.fullmatch(before) or _ASKED_OF_IT.fullmatch(before):
        # "Which country gave up its weapons?": its own
        return not pronoun["owner"] or bool(re.search(rf"\b{AUX} $", before, re.IGNORECASE))
    if pronoun[0].lower() in ("he", "she", "they"):
        return False  # "What did the allies say they would do?"
    asks = re.match(rf"{LEAD}?{_ASKS} ", before, re.IGNORECASE)
    # "Why did the British keep it?": the subject of a verb is not its object too.
    ends = pronoun[0].lower() in ("it", "them") and not text[pronoun.end() :].strip(" ?.!")
    rest = before[asks.end() :] if asks else before
    # What stands before it may be what it means: "When Ukraine signed, what did it give up?"
    return not (pronoun["owner"] or (named and not ends) or _TURN.search(rest))


def _content(text: str) -> Iterable[str]:
    known = terms(text)
    text = _TELLS.sub(" ", _ASKED_FOR.sub(" ", text))
    for word in _WORD.findall(text):
        if terms(word) & known and not _PRONOUN.fullmatch(word):
            yield re.sub(r"[’']s?$", "", word)


def _answering(asked: str, turn: Turn) -> str:
    """Return the name that answers a question, where the history has the answering words."""
    answer = turn.answer
    if answer is None or not answer.citations or not _WHO.match(asked):
        return ""
    first = answer.citations[0]
    if first.span is None:
        return ""
    words = first.quote[first.span[0] - first.start : first.span[1] - first.start].split()
    name = all(word[0].isupper() for word in words) and len(words) <= _LONGEST_NAME
    return " ".join(words) if name else ""


def _with_words(question: str, words: Sequence[str]) -> str:
    held = terms(question)
    added = [word for word in words if not terms(word) <= held][-_MOST_WORDS:]
    return f"{question.rstrip()} ({' '.join(added)})" if added else question


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple({word.casefold(): word for word in words}.values())
