"""Lists of English words by what they do in a sentence: months, numbers, negations, speech."""

from collections.abc import Mapping
from typing import Final

__all__ = [
    "AMOUNTS",
    "AUXILIARIES",
    "BEFORE_MONTH",
    "BEING",
    "BODIES",
    "FEMININE",
    "FUNCTION_WORDS",
    "HEDGES",
    "HONORIFICS",
    "MASCULINE",
    "MEASURES",
    "NEGATIONS",
    "PARTICLES",
    "PERSONAL",
    "PRONOUNS",
    "QUESTION_WORDS",
    "QUOTING",
    "REFERRING",
    "ROLES",
    "SAYING",
    "SCALES",
    "SEATS",
    "SPEECH",
    "SPEECH_NOUNS",
    "TITLES",
    "UNITS",
]

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
# What a number before them is multiplied by: "12 million", "£3bn".
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
# Behind these "May" and "March" are months, and no verbs or names.
BEFORE_MONTH: Final = frozenset(
    "in since until by during from before after last of early late".split()
)
# Amounts that are compared as words: how many dozens "dozens" are is not known.
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
# "Minus" among them, for "minus five" is another figure than "five".
NEGATIONS: Final = frozenset(
    "not no never neither nor none nobody nothing nowhere without hardly barely minus".split()
)
HEDGES: Final = frozenset(
    """allegedly alleged apparently possibly probably likely perhaps maybe may might could suspected
    presumably""".split()
)
"""Words by which a sentence is less than certain."""
# Verbs by which a short sentence tells whose words it brings; SAYING has many more.
SPEECH: Final = frozenset(
    """according_to say said says saying tell told tells announce announced announces add added
    adds argue argued argues claim claimed claims warn warned warns propose proposed proposes
    suggest suggested suggests state stated states explain explained explains declare declared
    declares insist insisted insists admit admitted admits write wrote writes report reported
    reports reply replied promise promised promises pledge pledged pledges vow vowed vows note
    noted notes stress stressed stresses speak spoke speaks remark remarked remarks comment
    commented comments describe described describes""".split()
)
"""Verbs of saying that count as one, "say", where two texts are compared (``tokens``). Those that
also tell something of what is said ("deny", "confirm", "expect") are among ``SAYING`` only."""
SPEECH_NOUNS: Final = frozenset(
    """claim claims state states report reports promise promises pledge pledges vow vows note notes
    stress stresses remark remarks comment comments""".split()
)
"""Those that may be nouns too."""
SAYING: Final = SPEECH | frozenset(
    """saying telling announcing adding arguing claiming warning proposing suggesting stating
    explaining declaring insisting admitting writing replying promising pledging vowing noting
    stressing remarking commenting acknowledge acknowledged acknowledges acknowledging advise
    advised advises affirm affirmed affirms agree agreed agrees allege alleged alleges alleging
    announce announces answer answered answers answering assert asserted asserts asserting assure
    assured assures believe believed believes complain complained complains complaining concede
    conceded concedes conceding conclude concluded concludes concluding confirm confirmed confirms
    confirming contend contended contends continued continues deny denied denies denying disclosed
    emphasise emphasised emphasises emphasize emphasized emphasizes estimate estimated estimates
    estimating expect expected expects fear feared fears hint hinted hints hope hoped hopes joke
    joked jokes joking maintain maintained maintains observed observes observing point pointed
    points pointing posted predict predicted predicts predicting quip quipped quips recall recalled
    recalls recalling reckon reckoned reckons reiterate reiterated reiterates reiterating remember
    remembered remembers repeated respond responded responds responding retorted reveal revealed
    reveals signal signalled speculated swore testify testified testifies testifying think thinks
    thought tweet tweeted tweets tweeting underline underlined underlines urge urged urges urging
    wonder wondered wonders wrote""".split()
)
"""Verbs of saying and of thinking aloud, by which a text brings somebody's words."""
QUOTING: Final = frozenset(
    """accuse accused accuses accusing ask asked asks asking blame blamed blames brand branded
    brands call called calls calling condemn condemned condemns condemning criticise
    criticised criticises criticize criticized criticizes cried cry decry decried demand
    demanded demands demanding denounce denounced denounces dismiss dismissed dismisses
    dismissing grin grinned grins hail hailed hails hailing interrupted labelled labeled
    lambasted lament lamented laments laugh laughed laughs likened mocked muse mused muses
    mutter muttered praise praised praises praising recount recounted recounts refer referred
    refers reject rejected rejects rejecting shout shouted shouts shrug shrugged sigh sighed
    sighs smile smiled smiles thank thanked thanks voiced welcome welcomed welcomes welcoming
    whisper whispered yell yelled""".split()
)
"""Verbs that bring somebody's words only where these stand between quotation marks."""
BEING: Final = frozenset("is are was were be been being".split())
# In an order, for they are put into patterns.
AUXILIARIES: Final = tuple(
    "is are was were do does did has have had will would can could should may might must".split()
)
"""Verbs that stand before the subject of a question."""
QUESTION_WORDS: Final = tuple("how what which who whom whose when where why".split())
PRONOUNS: Final = frozenset("he she they it him her them his hers its their theirs".split())
"""Words that may stand for a name of the sentences before."""
PERSONAL: Final = frozenset("he she him her his hers".split())
"""Those of them that stand for a person."""
REFERRING: Final = PRONOUNS | frozenset("there these those such".split())
"""Those and other words that point back to what has been named."""
FUNCTION_WORDS: Final = PRONOUNS | frozenset(
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
"""Words that hold a sentence together: no name or subject is made of them, and sentences are not
compared by them. Fewer are left out of a search (``search_terms``)."""
PARTICLES: Final = frozenset("von van der den de del di da la le al bin".split())
"""Small words inside a person's name."""
# Before a name these are no part of it: "President Roe" is "Roe".
TITLES: Final = frozenset(
    """president minister prime king queen sir lord lady professor chancellor senator secretary
    general pope prince princess governor mayor captain colonel judge justice director chief
    executive officer foreign""".split()
)
"""Offices that are read as words, not as parts of a name, where two texts are compared: one may
have "President Roe" where the other has "Roe". Only the plainest, for "Major" and "Cardinal" may be
names; to find who speaks, more come before a name (``ROLES``)."""
HONORIFICS: Final = frozenset("mr mrs ms miss sir dr".split())
"""Words before a name that say nothing of who bears it but, at most, man or woman."""
SEATS: Final[Mapping[str, str]] = {
    seat: country
    for country, seats in {
        "us": "washington, white house, pentagon",
        "russia": "moscow, kremlin",
        "china": "beijing",
        "uk": "london, downing street, whitehall",
        "france": "paris, elysee",
        "germany": "berlin",
        "italy": "rome",
        "spain": "madrid",
        "portugal": "lisbon",
        "eu": "brussels",
        "poland": "warsaw",
        "hungary": "budapest",
        "austria": "vienna",
        "greece": "athens",
        "ireland": "dublin",
        "netherlands": "hague",
        "denmark": "copenhagen",
        "sweden": "stockholm",
        "norway": "oslo",
        "finland": "helsinki",
        "ukraine": "kyiv, kiev",
        "belarus": "minsk",
        "turkey": "ankara",
        "iran": "tehran",
        "iraq": "baghdad",
        "syria": "damascus",
        "egypt": "cairo",
        "india": "delhi, new delhi",
        "pakistan": "islamabad",
        "afghanistan": "kabul",
        "japan": "tokyo",
        "taiwan": "taipei",
        "vietnam": "hanoi",
        "philippines": "manila",
        "australia": "canberra",
        "canada": "ottawa",
        "venezuela": "caracas",
        "cuba": "havana",
        "kenya": "nairobi",
        "nigeria": "abuja",
        "ethiopia": "addis ababa",
    }.items()
    for seat in seats.split(", ")
}
"""Where a government sits, which stands for its country: "Washington" for the United States."""
FEMININE: Final = frozenset("ms mrs miss lady queen dame princess".split())
MASCULINE: Final = frozenset("mr sir lord king prince".split())
"""Titles that tell whether "he" or "she" stands for who bears them."""
ROLES: Final = TITLES | frozenset(
    """dr doctor prof sen rep gov gen col capt lt sgt rev vice deputy congressman congresswoman
    councillor councilman councilwoman ambassador attorney commissioner chairman chairwoman chair
    premier sheriff detective inspector sergeant officer bishop archbishop cardinal imam rabbi
    reverend father sister coach captain manager goalkeeper striker defender midfielder spokesman
    spokeswoman spokesperson editor ceo founder economist analyst expert researcher scientist
    historian engineer lawyer prosecutor representative leader head mp msp baroness baron duke
    duchess earl emperor sheikh ayatollah taoiseach treasurer undersecretary lieutenant major
    admiral commander speaker former then""".split()
)
"""Words before a person's name that say what he or she does."""
BODIES: Final = frozenset(
    """agency alliance america article assembly atlantic bank commission council court europe
    european force fund group house international kingdom memorandum middle ministry national
    nations new north northern office organisation organization parliament party plan republic south
    southern states street summit treaty union united university west western""".split()
)
"""Words of names that are not a person's."""
