"""Questions that ask for a property and do not say of what: "What are the main causes?"."""

import re
from typing import Final

from corpus.language.vocabulary import FUNCTION_WORDS
from corpus.text.search_terms import stem

__all__ = ["lacks_its_thing"]

_PROPERTIES: Final = frozenset(
    stem(word)
    for word in """
    advantage aftermath age aim alternative amount answer application approach area argument
    aspect author background basis beginning behaviour behavior benefit capacity category cause
    challenge chance change character characteristic colour color component composition con
    concern condition consequence content controversy cost creator criticism cure damage danger
    date deadline definition design detail diagnosis difference difficulty disadvantage downside
    drawback duration effect ending evidence example exception expectation explanation extent
    factor feature fee finding form founder frequency function goal habitat height history idea
    impact implication importance ingredient inventor issue key kind leader length lesson level
    limit limitation location loser meaning measure mechanism member method motive name number
    objection objective opponent option origin outcome owner part participant penalty phase
    point population possibility price principle pro problem procedure process producer property
    proponent prospect purpose quality rate reaction reason recommendation remedy requirement
    response result reward risk role root rule safety shape side significance similarity size
    solution source speed stage step strength structure style success supporter symptom target
    theme theory timeline title topic trait treatment trend type upside usage use user value
    variety version victim warning weakness weight winner
    """.split()
)
"""Nouns that are of something else, as a cause is the cause of something."""
_PLAIN: Final = frozenset(
    stem(word)
    for word in """
    main major key important significant notable big great good better best bad worse worst high
    low common typical usual popular likely possible potential different various similar several
    certain specific exact current recent early late long short term first last final next new
    old real true basic general overall total average alternative additional special known
    famous happen work exist compare differ involve include mean matter explain
    describe list name give show start begin end come go take say long-term short-term pros cons
    side
    """.split()
)
"""Words that tell nothing of what a property is of."""
_ASKING: Final = frozenset("tell me please ok okay so one ones two three both really".split())
"""Words that ask, and words of number, which tell nothing of it either."""
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_CLITIC = re.compile(r"[’'](?:s|re|ve|d|ll|m|t)$")


def lacks_its_thing(question: str) -> bool:
    """Tell if a question has no word beside a property's that tells what it is about.

    "What are the symptoms?" leaves out of what; "What are the symptoms of measles?" does not.
    """
    words = [_CLITIC.sub("", match[0].lower()) for match in _WORD.finditer(question)]
    content = {stem(w) for w in words if w not in FUNCTION_WORDS and w not in _ASKING}
    return bool(content & _PROPERTIES) and content <= _PROPERTIES | _PLAIN
