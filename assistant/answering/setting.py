"""The sentence before a quote that cannot be read alone: it tells who or what is meant."""

import re
from dataclasses import replace
from functools import cache
from typing import Final

from assistant.answer import Answer, Citation
from assistant.answer_parts import Setting
from assistant.answering.retelling import hit_of
from corpus import Corpus
from corpus.language.boilerplate import kinds
from corpus.language.tokens import Token, fold, tokens
from corpus.text.sentences import sentence_ranges

__all__ = ["points_back", "with_settings"]

_WINDOW: Final = 1_500
"""Code points before a quote in which its setting is looked for."""
_LONGEST: Final = 450
"""Code points of a setting of two sentences."""
_POINTING: Final = frozenset(
    "he she they them him his her their it its this that these those such another others".split()
)
"""Words that point back where they begin a sentence, or follow what opens it."""
_JOINING: Final = frozenset(
    """but and also so yet nor still however instead meanwhile nevertheless nonetheless moreover
    furthermore therefore thus hence otherwise similarly likewise then afterwards""".split()
)
"""Words that join a sentence to the one before."""
_OPENING: Final = frozenset(
    """when while as if after before since because although though once until where whether what
    all most some many none one two three with for to of in on by at from under among""".split()
)
"""Words after which a pointing word still comes first: "When he", "Some of them"."""
# The "it" of "it is clear that …" points to nothing.
_IMPERSONAL: Final = re.compile(
    r"it(?:'s| is| was| will be| would be| remains| became| has been| seems| appears| emerged"
    r"| turned out| took| takes)\b(?=.*\b(?:that|to|whether|if|how|why|what|when|who|unclear)\b)",
    re.IGNORECASE,
)
# "This week" points to a time, and not to the sentence before.
_THIS_WEEK: Final = re.compile(
    r"(?:this|that) (?:(?:very|same|past) )?(?:day|week|weekend|month|year|decade|century|morning"
    r"|afternoon|evening|night|spring|summer|autumn|fall|winter|season|time|\w+day|story|article)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r'"[^"]*"')


def with_settings(answer: Answer, corpus: Corpus) -> Answer:
    """Add to each quote that points back the sentence or two before it, unless it is there."""
    if answer.mode == "written":
        return answer
    text_of = cache(lambda id_, revision: corpus.article(id_, revision).text)
    # Beside a speaker's words the answer names the speaker, so that nothing is left open.
    told = {n for s in answer.statements if not s.speaker for n in s.citations}
    citations: list[Citation] = []
    for citation in answer.citations:
        setting = None
        if citation.number in told:
            setting = _setting(citation, text_of(citation.article_id, citation.revision))
        if setting and not any(_holds(earlier, citation, setting) for earlier in citations):
            citations.append(replace(citation, setting=setting))
        else:
            citations.append(citation)
    return replace(answer, citations=tuple(citations))


def _holds(earlier: Citation, citation: Citation, setting: Setting) -> bool:
    same = (earlier.article_id, earlier.revision) == (citation.article_id, citation.revision)
    return same and earlier.start <= setting.start and setting.end <= earlier.end


def _setting(citation: Citation, text: str) -> Setting | None:
    """Return the statements just before a quote that points back; None where there are none."""
    line = text[text.rfind("\n", 0, citation.start) + 1 : citation.start]
    if not points_back(citation.quote, line):
        return None
    low = max(0, citation.start - _WINDOW)
    before = [
        (low + start, low + end) for start, end in sentence_ranges(text[low : citation.start])
    ]
    # The window may begin within a sentence.
    ranges = before[1:] if low else before
    passage = replace(
        hit_of(citation),
        start=low,
        end=citation.end,
        text=text[low : citation.end],
        sentences=(*ranges, (citation.start, citation.end)),
    )
    known = list(zip(ranges, kinds(passage), strict=False))
    # A credit or a link may stand between.
    while known and known[-1][1] == "boilerplate":
        known.pop()
    if not known or known[-1][1] != "statement":
        return None
    start, end = known[-1][0]
    # The sentence before may point back itself.
    if len(known) > 1 and known[-2][1] == "statement" and points_back(text[start:end], ""):
        first = known[-2][0][0]
        start = first if end - first <= _LONGEST else start
    return Setting(start, end, text[start:end])


def points_back(quote: str, line: str = "") -> bool:
    """Tell if a quote cannot be read alone.

    It begins with a pronoun or a word that joins it to the sentence before, or is a part of
    what somebody says, without the speaker.

    Args:
        quote: One sentence.
        line: What stands before it in its paragraph.
    """
    folded = fold(quote)
    # An odd number of quotation marks: somebody's words began before, or end behind.
    if fold(line).count('"') % 2 or folded.count('"') % 2:
        return True
    plain = " ".join(_THIS_WEEK.sub("now", _QUOTED.sub(" ", folded)).split())
    if not any(map(str.isalpha, plain)):
        return True  # nothing but quoted words
    words = [token for token in tokens(plain) if token.kind != "break"]
    if not words:
        return False
    if words[0].form in _JOINING:
        return True
    return not _IMPERSONAL.match(plain) and any(_points(part) for part in _beginnings(plain))


def _beginnings(sentence: str) -> list[list[Token]]:
    """Return the words of a sentence, and of what follows its opening phrase, if it has one."""
    opening, comma, rest = sentence.partition(",")
    first = tokens(sentence)
    begins_with_phrase = bool(first) and (first[0].form in _OPENING or opening.endswith("ing"))
    if not comma or not begins_with_phrase:
        return [list(first)]
    # In "When Roe resigned, he …" it is told who he is; the first word has its capital anyway.
    named = any(token.kind == "name" for token in tokens(opening)[1:])
    return [list(first)] if named else [list(first), list(tokens(rest))]


def _points(words: list[Token]) -> bool:
    """Tell if the first of some words, past those that open a sentence, points back."""
    for token in words:
        if token.form in _POINTING:
            return True
        if token.kind == "name" or token.form not in _OPENING:
            return False
    return False
