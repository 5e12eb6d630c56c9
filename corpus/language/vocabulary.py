"""Lists of English words by what they do in a sentence: months, numbers, negations, speech."""

from typing import Final

__all__ = [
    "AMOUNTS",
    "BEFORE_MONTH",
    "BEING",
    "HEDGES",
    "MEASURES",
    "MONTHS",
    "NEGATIONS",
    "PARTICLES",
    "PERSONAL",
    "PRONOUNS",
    "REFERRING",
    "SCALES",
    "SPEECH",
    "SPEECH_NOUNS",
    "STOP",
    "TITLES",
    "UNITS",
]

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
UNITS: Final = {
    word: value
    for value, words in enumerate(
        (
            "zero",
            "one first",
            "two second",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven eleventh",
            "twelve twelfth",
            "thirteen thirteenth",
            "fourteen fourteenth",
            "fifteen fifteenth",
            "sixteen sixteenth",
            "seventeen seventeenth",
            "eighteen eighteenth",
            "nineteen nineteenth",
        )
    )
    for word in words.split()
} | {
    word: 10 * tens
    for tens, words in enumerate(
        (
            "twenty twentieth",
            "thirty thirtieth",
            "forty fortieth",
            "fifty fiftieth",
            "sixty sixtieth",
            "seventy seventieth",
            "eighty eightieth",
            "ninety ninetieth",
        ),
        2,
    )
    for word in words.split()
}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 1_000,
    "m": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
BEFORE_MONTH: Final = frozenset(
    "in since until by during from before after last of early late".split()
)
AMOUNTS: Final = frozenset(
    "half quarter dozen double triple twice once dozens scores hundreds thousands millions".split()
)
MEASURES: Final = {
    form: forms.split()[0]
    for forms in (
        "percent pct",
        "percentage pp",
        "dollars dollar",
        "euros euro eur",
        "pounds pound lb lbs",
        "yen",
        "yuan renminbi",
        "rupees rupee",
        "roubles rouble rubles ruble",
        "francs franc",
        "kronor krona kroner krone",
        "pesos peso",
        "zloty zlotys",
        "shekels shekel",
        "dirhams dirham",
        "riyals riyal",
        "cents cent",
        "pence penny",
        "km kilometre kilometres kilometer kilometers",
        "metre metres meter meters",
        "cm centimetre centimetres centimeter centimeters",
        "mm millimetre millimetres millimeter millimeters",
        "mile miles mi",
        "yard yards",
        "foot feet ft",
        "inch inches",
        "hectare hectares ha",
        "acre acres",
        "square sq",
        "litre litres liter liters",
        "gallon gallons",
        "barrel barrels",
        "kg kilo kilos kilogram kilograms kilogramme kilogrammes",
        "gram grams gramme grammes",
        "milligram milligrams mg",
        "tonne tonnes",
        "ton tons",
        "ounce ounces oz",
        "second seconds",
        "minute minutes min mins",
        "hour hours hr hrs",
        "day days",
        "week weeks",
        "month months",
        "year years",
        "decade decades",
        "century centuries",
        "celsius",
        "fahrenheit",
        "watt watts",
        "kilowatt kilowatts kw",
        "megawatt megawatts mw",
        "gigawatt gigawatts gw",
        "megabyte megabytes mb",
        "gigabyte gigabytes gb",
        "terabyte terabytes tb",
        "kph kmh",
        "mph",
        "knot knots",
        "am",
        "pm",
    )
    for form in forms.split()
}
"""What a number may measure, by each way to write it."""
NEGATIONS: Final = frozenset(
    "not no never neither nor none nobody nothing nowhere without hardly barely minus".split()
)
HEDGES: Final = frozenset(
    """allegedly alleged apparently possibly probably likely perhaps maybe may might could suspected
    presumably""".split()
)
"""Words by which a sentence is less than certain."""
SPEECH: Final = frozenset(
    """according_to say said says saying tell told tells announce announced announces add added
    adds argue argued argues claim claimed claims warn warned warns propose proposed proposes
    suggest suggested suggests state stated states explain explained explains declare declared
    declares insist insisted insists admit admitted admits write wrote writes report reported
    reports reply replied promise promised promises pledge pledged pledges vow vowed vows note
    noted notes stress stressed stresses speak spoke speaks remark remarked remarks comment
    commented comments describe described describes""".split()
)
SPEECH_NOUNS: Final = frozenset(
    """claim claims state states report reports promise promises pledge pledges vow vows note notes
    stress stresses remark remarks comment comments""".split()
)
"""Those that may be nouns too."""
BEING: Final = frozenset("is are was were be been being".split())
PRONOUNS: Final = frozenset("he she they it him her them his hers its their theirs".split())
"""Words that may stand for a name of the sentences before."""
PERSONAL: Final = frozenset("he she him her his hers".split())
"""Those of them that stand for a person."""
REFERRING: Final = PRONOUNS | frozenset("there these those such".split())
"""Those and other words that point back to what has been named."""
STOP: Final = PRONOUNS | frozenset(
    """a an the this that these those there here and or but if so as than then because while
    although though when where which who whom whose what how why of in on at by for with from to
    into onto over under about between through during before after above below up down out off
    again further is are was were be been being am has have had having do does did doing will
    would shall should can could may might must i you we me us my your our mine ours yours myself
    himself herself itself themselves also just very too only own same such both each all any
    some more most less least few fewer many much other another s t d ll ve re m o y mr mrs ms dr
    sir yet still even now however already until since against among within across per via upon
    like ever well around nearly almost approximately roughly including""".split()
)
PARTICLES: Final = frozenset("von van der den de del di da la le al bin".split())
"""Small words inside a person's name."""
TITLES: Final = frozenset(
    """president minister prime king queen sir lord lady professor chancellor senator secretary
    general pope prince princess governor mayor captain colonel judge justice director chief
    executive officer foreign""".split()
)
"""The first form of a word by each of its others, where its ending does not tell."""
