"""Words of news by what they mean: which say the same, and which the opposite.

One plain table. It knows nothing of grammar: what is denied, planned or alleged is told by
``assistant.judge.yes_no.settling``.
"""

import re
from functools import lru_cache
from typing import Final

from corpus.text.search_terms import stem

__all__ = ["opposite", "same", "with_one_word"]

_TABLE: Final = """
accept approve approval pass adopt ratify endorse agree agreement back | reject rejection block veto
    refuse refusal decline oppose dismiss defeat
support back welcome favour favor defend praise endorse champion | oppose criticise criticize
    condemn reject denounce protest attack decry against
sign | veto
win victory triumph prevail | lose loss
beat overcome | lose
rise increase grow growth climb gain soar jump surge raise higher up | fall drop decrease decline
    shrink sink slide lower reduction plunge slump down
raise increase hike | cut lower reduce
arrest detain custody jail imprison prison | release free bail
admit confess acknowledge concede confirm | deny dispute reject denial
guilty convict conviction | innocent acquit acquittal clear exonerate
open reopen | close shut closure
begin begun start launch commence | end finish stop halt cease
finish complete completion end | abandon quit
kill die dead death perish fatal | survive survivor alive live
allow permit permission let authorise authorize legalise legalize | ban forbid forbade forbidden
    prohibit bar outlaw
buy purchase acquire acquisition | sell sale
join enter | leave quit withdraw withdrew withdrawn
resign resignation quit leave | stay remain
appoint hire employ recruit | dismiss fire sack
dismiss fire sack | reinstate
find locate discover trace | miss lose disappear vanish
injure hurt wound injury harm | unhurt unharmed unscathed uninjured
profit | loss lose
happen occur | cancel
succeed success | fail failure
attend present | miss skip boycott absent
remain stay keep continue | leave end stop
return restore | keep
lift repeal expire scrap | impose introduce
valid | lift repeal expire
believe trust | doubt distrust
rescue save
build built construct construction erect
move relocate relocation transfer
pay compensate
steal stole stolen loot theft rob robbery
copy plagiarise plagiarize
strike struck walkout
shoot shot gunshot
hit strike struck crash collide
cause reason lead trigger due because
delay postpone defer
abandon scrap drop
sue lawsuit
apologise apologize apology sorry
accuse charge
damage harm
destroy destruction
demonstrate protest demonstration march
elect election choose
vote ballot
ill sick illness | healthy well
safe safety | dangerous danger unsafe
warm hot | cold cool
big large huge | small tiny little
high tall | low short
early | late
true truth right correct | false untrue wrong
legal lawful | illegal unlawful
full | empty
old | young
new | old
rich wealthy | poor
strong | weak
cheap | expensive costly dear
easy simple | difficult hard
wet rain rainy | dry
first | last
best | worst
most majority | least minority
more | fewer less
positive | negative
public | private
permanent | temporary
tell inform
speak talk speech
help aid assist
job work employment post
child kid
answer reply respond response
weep wept cry tears
marry wed marriage wedding | divorce separate
repair mend fix
choose pick select
inquiry investigate investigation probe
murder kill homicide
hide hid hidden conceal | show reveal disclose publish
fire blaze
quake earthquake
pupil student
plane aircraft
ship vessel boat
lorry truck
flat apartment
shop store
worker employee staff
flee fled escape
evacuate evacuation
borrow | lend
remember | forget forgot forgotten
increase double | halve
agree consent | disagree
include | exclude
lock | unlock
arrive land | depart
promise pledge vow
warn warning
lead led head
fund finance
fine penalty
guess estimate
learn discover
ready prepared
unanimous | split divided
known | unknown
present | absent
occupied | empty vacant
married | unmarried single
armed | unarmed
insured | uninsured
free | occupied
own belong
hate dislike loathe | love like
break broke broken smash
teach taught teacher
crowd crowded | empty
correct amend
drown
drunk | sober
cancelled | confirmed
police officer
firm company business
doctor physician
car vehicle
film movie
house home
town city
king monarch
money cash fund
law bill act legislation
money price cost
"""
_ONE_WORD: Final = tuple(
    (re.compile(rf"\b{pattern}\b", re.IGNORECASE), word)
    for pattern, word in (
        (r"put off|puts off|putting off", "postponed"),
        (r"call(?:ed|ing|s)? off", "cancelled"),
        (r"(?:turned|voted|thrown|threw|struck) (?:down|out)|voted against", "rejected"),
        (r"(?:turn|vote|throw) (?:down|out)|vote against", "reject"),
        (r"voted (?:for|in favou?r of)", "approved"),
        (r"votes? (?:for|in favou?r of)", "approve"),
        (r"(?:stepped|stood|stepping|standing) (?:down|aside)", "resigned"),
        (r"(?:step|stand) (?:down|aside)", "resign"),
        (r"(?:gave|given|giving) up", "abandoned"),
        (r"give up", "abandon"),
        (r"go-ahead|green light", "approval"),
        (r"(?:set|let|walk(?:ed)?) (?:free|go)|freed", "released"),
        (r"(?:went|gone) up", "rose"),
        (r"go(?:es)? up", "rise"),
        (r"(?:went|gone) down", "fell"),
        (r"go(?:es)? down", "fall"),
        (r"(?:hand|give|gave|given|handed|send|sent) back", "return"),
        (r"in custody|behind bars|in (?:jail|prison)", "jailed"),
        (r"los[et] (?:his|her|their) li(?:fe|ves)", "died"),
        (r"in force", "valid"),
        (r"laid off", "dismissed"),
        (r"(?:take|took|taken|takes) place|w[e]nt ahead|gone ahead", "happened"),
        (r"go ahead", "happen"),
        (r"(?:is|are|was|were) planning to", "planned to"),
        (r"in favou?r of", "support"),
        (r"picked up|brought (?:to (?:land|safety)|up|ashore)", "rescued"),
        (r"rul(?:e|ed|es|ing) out", "excluded"),
    )
)
"""Verbs of two words, and the one word of the table that says the same."""
# Prefixes that turn a word into its opposite: "unsafe", "illegal".
_DENYING: Final = ("un", "in", "im", "il", "ir", "dis", "non", "non-")
# Letters of a stem that may be the beginning of another, and letters more that this may have:
# "council", "councillor".
_SHORTEST: Final = 5
_LONGEST_ENDING: Final = 4


def with_one_word(text: str) -> str:
    """Return a text with verbs of two words replaced by one: "put off" by "postponed"."""
    for pattern, word in _ONE_WORD:
        text = pattern.sub(word, text)
    return text


def same(one: str, other: str) -> bool:
    """Tell if two stems are one word, or say the same: "kill", "die"."""
    return _related(one, other) or bool(_senses(one) & _senses(other))


def opposite(one: str, other: str) -> bool:
    """Tell if two stems say the opposite: "open", "shut"; "safe", "unsafe"."""
    # To "it", "unit" is no opposite: of so short words a longer one only looks denied.
    if any(
        long.endswith(short) and long.removesuffix(short) in _DENYING and len(short) > 2  # noqa: PLR2004
        for long, short in ((one, other), (other, one))
    ):
        return True
    turned = {(row, 1 - side) for row, side in _senses(one)}
    return not same(one, other) and bool(turned & _senses(other))


def _related(one: str, other: str) -> bool:
    """Tell if two stems are one word in two forms: "council", "councillor"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= _SHORTEST
        and len(long) - len(short) <= _LONGEST_ENDING
        and long.startswith(short[: max(_SHORTEST, len(short) - 1)])
    )


@lru_cache(maxsize=1)
def _rows() -> dict[str, frozenset[tuple[int, int]]]:
    places_of: dict[str, set[tuple[int, int]]] = {}
    # A line that is indented goes on with the one above it.
    joined = re.sub(r"\n\s+", " ", _TABLE.strip())
    for row, line in enumerate(joined.split("\n")):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                places_of.setdefault(stem(word), set()).add((row, side))
    return {word: frozenset(places) for word, places in places_of.items()}


def _senses(word: str) -> frozenset[tuple[int, int]]:
    return _rows().get(word, frozenset())
