"""Sentences as two papers print them: with one fact changed, or only put otherwise.

Each pair is a sentence of a wire story and the same sentence in another paper. A contradiction
changes one thing: a figure in digits or spelled out, its unit, currency or size, a percentage, a
name, a place, a date, a weekday, a year, "not", a verb's direction, or who did what to whom. A copy
changes none: numbers, dates, names, spellings and words are put as another editor would put them.
One half is filled from templates, the other altered from sentences of the saved pages. All is
drawn from a generator with a fixed seed. Shares no code with what it measures.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.text.sentences import sentence_ranges

__all__ = ["Pair", "contradictions", "same"]

SEED = 20_262


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, the same in another paper, and the sentences that stand around both."""

    kind: str
    cited: str
    other: str
    before: str
    after: str


# -- templates: what stands in a slot, and how it may be written

_FIRST = "Ada Ben Clara Dirk Edda Finn Greta Hugo Ines Jonas Karin Lars Mona Nils Olga Piet".split()
_LAST = (
    "Falk Holm Roe Brandt Castell Dorn Egede Fenwick Garrow Hallam Ivers Jarvis Kestrel Lindqvist "
    "Marlowe Norrby Oakes Pryce Quill Ravn Sandoval Thorne Ulvang Voss Wexley Yarrow"
).split()
_TOWNS = (
    "Ellery Lowmoor Castleby Dunmere Fjordvik Graymouth Hartwell Innisvale Kestwick Langport "
    "Marbury Northolm Ostvik Penhallow Riverton Stanmere"
).split()
_BODIES = (
    "Harbour Board|Taxi Association|Ministry of Health|National Bank|Rail Union|"
    "University of Ostvik|Grid Company|Fisheries Council"
).split("|")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_SPELLED = dict(zip(_SMALL, range(2, 21), strict=True)) | _TENS
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
_UNITS = {
    "kilometres": "miles",
    "miles": "kilometres",
    "metres": "feet",
    "tonnes": "kilograms",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "litres": "gallons",
    "hectares": "square kilometres",
}
_SHORT = {"kilometres": "km", "metres": "meters"}
_UP_DOWN = {
    "rose": "fell",
    "fell": "rose",
    "increased": "decreased",
    "gained": "lost",
    "won": "lost",
    "accepted": "rejected",
    "approved": "rejected",
    "opened": "closed",
    "began": "ended",
    "welcomed": "condemned",
    "confirmed": "denied",
    "admitted": "denied",
}

# A slot is {kind:name}; the same kind and name twice is the same thing.
_TEMPLATES = """
A fire in a hotel in {town} killed at least {n} people on {day}, officials said.
A ferry with {n} passengers ran aground off {town} on {day} morning, the coast guard said.
The mayor of {town}, {person}, {will} resign before {date}, her office said.
{person} {will} stand for a second term as head of the {body}.
The {body} said that it would spend {money} on a new bridge in {town}.
Prices in {town} {rose} by {percent} in {month}, the {body} said on {day}.
The company {rose2} {money} in the quarter that ended on {date}.
The trial of {person} opens in {town} on {date}.
Rescuers found {spelled} survivors after {spelled:b} days under the rubble in {town}.
{person} beat {person:b} by {n} votes in the election in {town}.
{person} sued {person:b} for {money} over the sale of a farm near {town}.
The storm cut power to {big} homes in {town} and left {spelled} people injured.
The road through {town}, {length} long, was closed on {day}.
The court in {town} sentenced {person} to {spelled} years in prison on {day}.
{person}, {n}, was fined {money} for driving through {town} without a licence.
The {body} {voted} the plan by {n} votes to {n:b}.
At least {spelled} people were killed and {spelled:b} injured when a bus overturned near {town}.
Researchers at the {body} followed {big} patients for {spelled} years.
The strike at the {body} {began} on {date} and cost the town {money}.
{person} said that the factory in {town} {will} close this year.
The fund holds {money}, of which {percent} is lent to farmers near {town}.
Unemployment in {town} stood at {percent} in {month}, against {percent:b} a year earlier.
{person} of the {body} {denied} that the water in {town} had been poisoned.
The plane, which left {town} at {n} minutes past six, {did} land in {town:b}.
Police in {town} arrested {person} on {day} and released {person:b} the day after.
The river rose by {length} in {spelled} hours, and {n} families left their homes.
{person} transferred {money} to {person:b} in {month}, the prosecutor told the court in {town}.
The museum in {town} was founded in {year} and {has} been closed since.
The {body} ordered {spelled} ferries to sail from {town} to {town:b} after {month}.
The {body} {will} pay {money} to each of the {n} families, {person} said on {day}.
"""
_ABOUT = """
The harbour had been dredged the year before, and its lights had been renewed.
Several neighbours brought blankets and hot soup to the square.
The weather office expects more of the same for the rest of the week.
Nobody from the company could be reached for a comment in the evening.
A spokeswoman asked for patience and for donations of warm clothes.
The case is one of a series that has troubled the region for a long time.
Shops along the quay stayed open, and the market was held as usual.
The council meets again in a fortnight to talk about what is to be done.
"""


def _person(draw: random.Random) -> str:
    return f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"


def _money(draw: random.Random) -> str:
    amount = f"{draw.randint(2, 90)}{draw.choice(['', f'.{draw.randint(1, 9)}'])}"
    return f"{draw.choice('$€£')}{amount} {draw.choice(['million', 'billion'])}"


_SLOTS: dict[str, Callable[[random.Random], str]] = {
    "n": lambda draw: str(draw.randint(21, 980)),
    "big": lambda draw: f"{draw.randint(2, 900)},{draw.randint(100, 999)}",
    "spelled": lambda draw: draw.choice(list(_SPELLED)),
    "town": lambda draw: draw.choice(_TOWNS),
    "person": _person,
    "body": lambda draw: draw.choice(_BODIES),
    "day": lambda draw: draw.choice(_DAYS),
    "date": lambda draw: f"{draw.randint(1, 28)} {draw.choice(_MONTHS)}",
    "month": lambda draw: draw.choice(_MONTHS),
    "year": lambda draw: str(draw.randint(1850, 2019)),
    "money": _money,
    "percent": lambda draw: f"{draw.randint(2, 60)}.{draw.randint(1, 9)} percent",
    "length": lambda draw: f"{draw.randint(3, 90)} {draw.choice(['kilometres', 'metres'])}",
    "will": lambda draw: draw.choice(["will", "will not"]),
    "did": lambda draw: draw.choice(["did not", "was able to"]),
    "has": lambda draw: draw.choice(["has", "has never"]),
    "rose": lambda draw: draw.choice(["rose", "fell", "increased"]),
    "rose2": lambda draw: draw.choice(["gained", "lost"]),
    "voted": lambda draw: draw.choice(["approved", "rejected"]),
    "began": lambda draw: draw.choice(["began", "ended"]),
    "denied": lambda draw: draw.choice(["confirmed", "denied"]),
}
_SLOT = re.compile(r"\{([a-z]+)\d?(?::[a-z])?\}")
_TURNED = {
    "will": "will not",
    "will not": "will",
    "did not": "was able to",
    "was able to": "did not",
    "has": "has never",
    "has never": "has",
}


def _filled(template: str, draw: random.Random) -> dict[str, str]:
    """Something for each slot; no two of them the same."""
    values: dict[str, str] = {}
    for slot in _SLOT.finditer(template):
        name = slot[0][1:-1]
        kind = name.partition(":")[0]
        while name not in values or list(values.values()).count(values[name]) > 1:
            values[name] = _SLOTS[kind](draw)
    return values


def _with(template: str, values: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: values[slot[0][1:-1]], template)


def _changed(name: str, value: str, draw: random.Random) -> tuple[str, str]:
    """In which way another value for a slot is another, and that value."""
    kind = name.partition(":")[0]
    if value in _TURNED:
        return "negation", _TURNED[value]
    if value in _UP_DOWN:
        return "direction", _UP_DOWN[value]
    if kind in _PART_CHANGES:
        return draw.choice(_PART_CHANGES[kind])(value, draw)
    while (another := _SLOTS[kind](draw)) == value:
        pass
    return kind, another


def _other_unit(value: str, draw: random.Random) -> tuple[str, str]:
    number, unit = value.split()
    return "unit", f"{number} {_UNITS[unit]}"


def _other_surname(value: str, draw: random.Random) -> tuple[str, str]:
    first, last = value.split()
    return "surname", f"{first} {draw.choice([name for name in _LAST if name != last])}"


def _other_first_name(value: str, draw: random.Random) -> tuple[str, str]:
    first, last = value.split()
    return "first name", f"{draw.choice([name for name in _FIRST if name != first])} {last}"


def _other_day(value: str, draw: random.Random) -> tuple[str, str]:
    day, month = value.split()
    return "day", f"{int(day) % 28 + 1} {month}"


def _other_month(value: str, draw: random.Random) -> tuple[str, str]:
    day, month = value.split()
    return "month", f"{day} {draw.choice([name for name in _MONTHS if name != month])}"


def _other_currency(value: str, draw: random.Random) -> tuple[str, str]:
    return "currency", draw.choice([c for c in "$€£" if c != value[0]]) + value[1:]


def _other_scale(value: str, draw: random.Random) -> tuple[str, str]:
    old, new = ("million", "billion") if "million" in value else ("billion", "million")
    return "scale", value.replace(old, new)


def _other_amount(value: str, draw: random.Random) -> tuple[str, str]:
    number = value[1:].split(maxsplit=1)[0]
    another = number.replace(".", "") if "." in number else str(int(number) + 3)
    return "amount", value.replace(number, another)


_PART_CHANGES: dict[str, tuple[Callable[[str, random.Random], tuple[str, str]], ...]] = {
    "money": (_other_currency, _other_scale, _other_amount),
    "length": (_other_unit,),
    "person": (_other_surname, _other_first_name),
    "date": (_other_day, _other_month),
}


def _from_templates(draw: random.Random) -> Iterator[Pair]:
    """For ever: a filled template, and the same with one slot changed or two of a kind swapped."""
    while True:
        for template in _TEMPLATES.strip().splitlines():
            values = _filled(template, draw)
            names = list(values)
            pairs = [(a, a + ":b") for a in names if a + ":b" in names]
            if pairs and draw.random() < 0.5:
                one, two = draw.choice(pairs)
                kind = "swapped"
                others = {**values, one: values[two], two: values[one]}
            else:
                name = draw.choice(names)
                kind, value = _changed(name, values[name], draw)
                others = {**values, name: value}
            before, after = draw.sample(_ABOUT.strip().splitlines(), 2)
            yield Pair(kind, _with(template, values), _with(template, others), before, after)


# -- real sentences with one thing changed

_NUMBER = r"(?<![\w.,$€£-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w]|[.,-]?\d)"
_NOT_BEFORE = r"\b(is|are|was|were|has|had|will|would|could|can|should|did)\b(?! not|n['’]t| never)"


def _one(pattern: str, sentence: str, draw: random.Random) -> re.Match[str] | None:
    matches = list(re.finditer(pattern, sentence))
    return draw.choice(matches) if matches else None


def _put(sentence: str, match: re.Match[str], text: str) -> str:
    return sentence[: match.start()] + text + sentence[match.end() :]


def _replaced(
    sentence: str, match: re.Match[str] | None, choices: list[str], draw: random.Random
) -> str | None:
    """Another of the choices where there is one."""
    if not match:
        return None
    return _put(sentence, match, draw.choice([choice for choice in choices if choice != match[0]]))


def _number_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(_NUMBER, sentence, draw)
    if not match:
        return None
    value = float(match[0].replace(",", ""))
    another = value + draw.choice([1, 2, 5, 10])
    return _put(sentence, match, f"{another:,g}" if another < 1e6 else f"{another:,.0f}")


def _spelled_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(rf"\b(?:{'|'.join(_SPELLED)})\b", sentence, draw)
    return _replaced(sentence, match, list(_SPELLED), draw)


def _day_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(rf"\b(?:{'|'.join(_DAYS)})\b", sentence, draw)
    return (
        _put(sentence, match, draw.choice([d for d in _DAYS if d != match[0]])) if match else None
    )


def _month_changed(sentence: str, draw: random.Random) -> str | None:
    names = [month for month in _MONTHS if month not in ("March", "May")]
    match = _one(rf"\b(?:{'|'.join(names)})\b", sentence, draw)
    return (
        _put(sentence, match, draw.choice([m for m in names if m != match[0]])) if match else None
    )


def _name_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+(?=[ ,.’'])", sentence, draw)
    if not match or any(word in _DAYS + _MONTHS for word in match[0].split()):
        return None
    return _put(sentence, match, f"{match[0].split()[0]} {draw.choice(_LAST)}")


def _place_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(r"(?<= in )[A-Z][a-z]{3,}(?=[,. ](?![A-Z]))", sentence, draw)
    if not match or match[0] in _DAYS + _MONTHS:
        return None
    return _put(sentence, match, draw.choice(_TOWNS))


def _negated(sentence: str, draw: random.Random) -> str | None:
    present = _one(r" (?:not|never)\b|n[’']t\b", sentence, draw)
    if present:
        return _put(sentence, present, "").replace(" ca ", " can ").replace(" wo ", " will ")
    match = _one(_NOT_BEFORE, sentence, draw)
    return _put(sentence, match, f"{match[0]} not") if match else None


def _unit_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(rf"(?<=\d )(?:{'|'.join(_UNITS)}|percent|million|billion)\b", sentence, draw)
    others = _UNITS | {"percent": "percentage points", "million": "billion", "billion": "million"}
    return _put(sentence, match, others[match[0]]) if match else None


def _currency_changed(sentence: str, draw: random.Random) -> str | None:
    match = _one(r"[$€£](?=\d)", sentence, draw)
    return (
        _put(sentence, match, draw.choice([c for c in "$€£" if c != match[0]])) if match else None
    )


def _turned(sentence: str, draw: random.Random) -> str | None:
    match = _one(rf"\b(?:{'|'.join(_UP_DOWN)})\b", sentence, draw)
    return _put(sentence, match, _UP_DOWN[match[0]]) if match else None


def _people_swapped(sentence: str, draw: random.Random) -> str | None:
    full = r"[A-Z][a-z]+ [A-Z][a-z]+"
    match = re.search(rf"^({full})( [a-z][^.“”\"]{{3,60}} )({full})(?=[ ,.])", sentence)
    if not match or match[1] == match[3] or re.search(r"\band\b|\bor\b", match[2]):
        return None
    return _put(sentence, match, match[3] + match[2] + match[1])


_ALTERATIONS: dict[str, Callable[[str, random.Random], str | None]] = {
    "number": _number_changed,
    "spelled": _spelled_changed,
    "day": _day_changed,
    "month": _month_changed,
    "surname": _name_changed,
    "town": _place_changed,
    "negation": _negated,
    "unit": _unit_changed,
    "currency": _currency_changed,
    "direction": _turned,
    "swapped": _people_swapped,
}


def _real(folder: Path) -> list[tuple[str, str, str]]:
    """Sentences of the saved pages, each with the one before and the one after it."""
    truth = json.loads((folder / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    windows = []
    for _, page in sorted(truth.items()):
        text = page["articleBody"]
        if len(re.findall(r"\b(?:the|of|and|to|in)\b", text)) < len(text.split()) / 10:
            continue  # no English
        whole = [text[start:end] for start, end in sentence_ranges(text)]
        windows += [
            (whole[index - 1], whole[index], whole[index + 1])
            for index in range(1, len(whole) - 1)
            if 50 <= len(whole[index]) <= 300
        ]
    return windows


def _from_pages(folder: Path, draw: random.Random) -> Iterator[Pair]:
    """Each sentence that one of the ways can alter, the ways in turn as far as they go."""
    windows = _real(folder)
    draw.shuffle(windows)
    ways = list(_ALTERATIONS)
    for before, sentence, after in windows:
        for way in list(ways):
            other = _ALTERATIONS[way](sentence, draw)
            if other and other != sentence:
                ways.remove(way)
                ways.append(way)
                yield Pair(way, sentence, other, before, after)
                break


def contradictions(count: int, folder: Path | None = None, seed: int = SEED) -> list[Pair]:
    """Pairs that contradict each other.

    Args:
        count: How many.
        folder: Where the saved pages are, from which every other pair is; None is templates only.
        seed: Of everything that is drawn.
    """
    sources = [_from_templates(random.Random(seed))]
    if folder:
        sources.append(_from_pages(folder, random.Random(seed)))
    return [next(sources[number % len(sources)]) for number in range(count)]


# -- the same, as another editor puts it


def _money_respelt(value: str, draw: random.Random) -> str:
    amount, scale = value[1:].split()
    short = {"million": "m", "billion": "bn"}[scale]
    spoken = f"{amount} {scale} {_CURRENCIES[value[0]]}"
    return draw.choice([spoken, f"{value[0]}{amount}{short}"])


def _date_respelt(value: str, draw: random.Random) -> str:
    day, month = value.split()
    short = month if month == "May" else f"{month[:3]}."
    return draw.choice([f"{month} {day}", f"{short} {day}", f"{day}th of {month}"])


def _length_respelt(value: str, draw: random.Random) -> str:
    number, unit = value.split()
    return f"{number} {_SHORT[unit]}"


_RESPELT: dict[str, Callable[[str, random.Random], str]] = {
    "spelled": lambda value, draw: str(_SPELLED[value]),
    "big": lambda value, draw: value.replace(",", ""),
    "money": _money_respelt,
    "percent": lambda value, draw: value.replace(" percent", draw.choice(["%", " per cent"])),
    "date": _date_respelt,
    "person": lambda value, draw: draw.choice(["Mr ", "", ""]) + value.split()[1],
    "length": _length_respelt,
    "will": lambda value, draw: value.replace("will not", "won’t"),
    "did": lambda value, draw: value.replace("did not", "didn't"),
}
"""What may stand in a slot, written otherwise."""


_REWORDED = {
    "officials said": "the authorities said",
    "people": "persons",
    "said that": "told reporters that",
    "said on": "announced on",
    " in prison": " in jail",
    "injured": "hurt",
    "near": "close to",
    "a new bridge": "another bridge",
    "ran aground": "got stranded",
    "homes": "households",
    "licence": "license",
    "when a bus overturned": "as a bus tipped over",
    "was closed": "was shut",
    "released": "let go",
    "votes": "ballots",
    "also": "moreover",
    "about": "around",
    "many": "a lot of",
    "large": "big",
    "percent": "per cent",
    "but": "however",
    "’": "'",
    "“": '"',
    "”": '"',
    "because": "since",
    "organization": "organisation",
    "color": "colour",
    "more than": "over",
    "U.S.": "US",
    "did not": "didn't",
    "told": "said to",
    "such as": "like",
    "however": "though",
    "received": "got",
    "began": "started",
    "nearly": "almost",
    "purchase": "buy",
    "attempt": "try",
    "company": "firm",
    "children": "kids",
}
_ADDED = (", according to a statement.", ", it was reported.", " in a move that had been expected.")


def _edited(sentence: str, draw: random.Random) -> str:
    """A sentence with a few words put otherwise, or a few more."""
    text = sentence
    present = [word for word in _REWORDED if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    for word in draw.sample(present, min(len(present), draw.randint(1, 3))):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _REWORDED[word], text)
    if draw.random() < 0.25 and text.endswith("."):
        text = text[:-1] + draw.choice(_ADDED)
    return text


def _same_from_templates(draw: random.Random) -> Iterator[Pair]:
    while True:
        for template in _TEMPLATES.strip().splitlines():
            values = _filled(template, draw)
            chosen = {
                name: respelt(value, draw)
                if (respelt := _RESPELT.get(name.partition(":")[0])) and draw.random() < 0.5
                else value
                for name, value in values.items()
            }
            before, after = draw.sample(_ABOUT.strip().splitlines(), 2)
            cited, other = _with(template, values), _edited(_with(template, chosen), draw)
            if cited != other:
                yield Pair("template", cited, other, before, after)


def _same_from_pages(folder: Path, draw: random.Random) -> Iterator[Pair]:
    windows = _real(folder)
    draw.shuffle(windows)
    for before, sentence, after in windows:
        other = _edited(sentence, draw)
        if other != sentence:
            yield Pair("page", sentence, other, before, after)


def same(count: int, folder: Path | None = None, seed: int = SEED) -> list[Pair]:
    """Pairs that say the same; the arguments are those of ``contradictions``."""
    sources = [_same_from_templates(random.Random(seed))]
    if folder:
        sources.append(_same_from_pages(folder, random.Random(seed)))
    return [next(sources[number % len(sources)]) for number in range(count)]
