"""Forms of English verbs: the past of "write", the third person of "carry", what is a participle.

Irregular verbs are in a list; what else may be a verb is told by whether its past is a known word.
"""

import re
from collections.abc import Callable
from typing import Final

__all__ = ["is_participle", "is_verb", "past", "third_person"]

_IRREGULAR: Final = """
be was been; bear bore borne; beat beat beaten; become became become; begin began begun;
bend bent bent; bet bet bet; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown;
break broke broken; breed bred bred; bring brought brought; build built built; buy bought bought;
burst burst burst; cast cast cast; catch caught caught; choose chose chosen; come came come;
cost cost cost; cut cut cut; deal dealt dealt; dig dug dug; do did done; draw drew drawn;
drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed fed;
feel felt felt; fight fought fought; find found found; flee fled fled; fly flew flown;
forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen;
get got got; give gave given; go went gone; grow grew grown; hang hung hung; have had had;
hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt hurt; keep kept kept;
know knew known; lay laid laid; lead led led; leave left left; lend lent lent; let let let;
light lit lit; lose lost lost; make made made; mean meant meant; meet met met;
mislead misled misled; overcome overcame overcome; override overrode overridden; pay paid paid;
put put put; quit quit quit; read read read; ride rode ridden; ring rang rung; rise rose risen;
run ran run; say said said; see saw seen; seek sought sought; sell sold sold; send sent sent;
set set set; shake shook shaken; shoot shot shot; show showed shown; shrink shrank shrunk;
shut shut shut; sing sang sung; sink sank sunk; sit sat sat; sleep slept slept; slide slid slid;
speak spoke spoken; spend spent spent; spin spun spun; split split split; spread spread spread;
stand stood stood; steal stole stolen; stick stuck stuck; strike struck struck; swear swore sworn;
sweep swept swept; swim swam swum; swing swung swung; take took taken; teach taught taught;
tear tore torn; tell told told; think thought thought; throw threw thrown;
undergo underwent undergone; understand understood understood; undertake undertook undertaken;
uphold upheld upheld; wake woke woken; wear wore worn; weep wept wept; win won won;
withdraw withdrew withdrawn; withstand withstood withstood; write wrote written
"""
_FORMS: Final = [line.split() for line in _IRREGULAR.replace("\n", " ").split(";")]
_PAST: Final = {base: past for base, past, _ in _FORMS}
_PARTICIPLES: Final = frozenset(participle for _, _, participle in _FORMS)
# One vowel before one consonant, which is doubled then: "stop", "stopped".
_ONE_SYLLABLE: Final = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_CONSONANT_Y: Final = re.compile(r"[^aeiou]y$")
_SIBILANT: Final = re.compile(r"(?:s|x|z|ch|sh|o)$")
_SHORTEST_ED: Final = 5
"""Letters of a participle in "-ed": "bed" and "seed" are none."""


def past(base: str, known: Callable[[str], bool]) -> str:
    """Return the simple past of a verb in lower case: "reject" gives "rejected".

    Args:
        base: The verb as it stands after "to".
        known: Tells if a word in lower case is one; of "cancelled" and "canceled" a known one is
            taken.
    """
    if base in _PAST:
        return _PAST[base]
    if base.endswith("e"):
        return f"{base}d"
    if _CONSONANT_Y.search(base):
        return f"{base[:-1]}ied"
    doubled = f"{base}{base[-1]}ed"
    return doubled if _ONE_SYLLABLE.fullmatch(base) or known(doubled) else f"{base}ed"


def third_person(base: str) -> str:
    """Return the third person singular of a verb in lower case: "carry" gives "carries"."""
    if base == "have":
        return "has"
    if _SIBILANT.search(base):
        return f"{base}es"
    return f"{base[:-1]}ies" if _CONSONANT_Y.search(base) else f"{base}s"


def is_verb(word: str, known: Callable[[str], bool]) -> bool:
    """Tell if a word in lower case may be a verb as it stands after "to"; many nouns may."""
    # "Minister" is none, for "ministered" is no word that is known.
    return word in _PAST or (len(word) > 1 and known(word) and known(past(word, known)))


def is_participle(word: str) -> bool:
    """Tell if a word in lower case may be a past participle, by its ending or as irregular."""
    return word in _PARTICIPLES or (word.endswith("ed") and len(word) >= _SHORTEST_ED)
