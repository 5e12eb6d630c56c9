"""The language of a question, where it is not English: French, German, Spanish or Italian.

Search and reader know English. Of another language they understand the names, the numbers and the
words that look alike; the questions that are asked most of a name are put in English here.
"""

import re
from typing import Final

from corpus.language.vocabulary import AUXILIARIES, QUESTION_WORDS
from corpus.text.search_terms import without_accents

__all__ = ["asked_in_english", "language_of"]

# The letters of "D0S" are no words.
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_ENGLISH: Final = frozenset((*QUESTION_WORDS, *AUXILIARIES)) | frozenset(
    "the of to by with from for and or in on at that this it its there many much about say said a"
    " an".split()
)
"""Small words of English, which tell nothing of another language that has them too."""
_FUNCTION: Final = {
    language: frozenset(words.split()) - _ENGLISH
    for language, words in {
        "French": "le la les l un une des du de d et ou où que qu qui quoi quel quelle quels"
        " quelles quand combien pourquoi comment est sont était ont été sera dans pour avec sur par"
        " au aux il elle ils elles ce cette ces son sa ses leur selon a t pas ne en à s se y",
        "German": "der die das den dem des ein eine einen einem einer und oder was wer wen wem wie"
        " wann wo warum wieso wohin woher welche welcher welches welchen ist sind war waren wird"
        " wurde wurden hat haben hatte mit für von vom zu zum zur im am auf bei nach über aus nicht"
        " viel viele es sich laut",
        "Spanish": "el la los las un una unos unas de del y o que qué quién quiénes cuál cuáles"
        " cuándo dónde cómo cuánto cuánta cuántos cuántas por para con en es son fue fueron ha han"
        " al su sus se no según está están lo tiene",
        "Italian": "il lo la i gli le un uno una di del della dei delle dello e o che chi cosa"
        " quale quali quando dove come quanto quanta quanti quante perché per con in è sono era ha"
        " hanno al alla nel nella da dal dalla su si non secondo stato stata l",
    }.items()
}
_SURE: Final = {
    "French": frozenset("combien pourquoi quand où qui quel quelle quels quelles comment".split()),
    "German": frozenset("wann wer warum wieso wo wie wieviele welche welcher welches".split()),
    "Spanish": frozenset(
        "cuándo dónde quién quiénes cuánto cuántos cuántas cómo qué donde quien quienes cuanto"
        " cuantos cuantas".split()
    ),
    "Italian": frozenset("quando quanti quante quanto perché quale quali".split()),
}
"""Words that ask, and mean nothing in English."""
_WAS: Final = re.compile(
    r"\W*was (?:hat|haben|ist|sind|sagt|sagte|sagen|kostet|macht|tut|wird|wurde|soll|kann|bedeutet"
    r"|heißt|passiert|passierte|geschah|schlug)\b",
    re.IGNORECASE,
)
"""Matches the beginning of a question in German that "was" alone would make one of yes or no."""
_NAME: Final = re.compile(
    # A letter that is not a small one: patterns of re have no class for capitals.
    r"(?:(?i:l[ae] |les |l['’]|der |die |das |den |el |los |las |il |lo |i |gli ))?"
    r"(?P<name>(?:[^\W\d_a-zà-ÿ]|\d)[\w.’'-]*"
    r"(?: (?:(?:of|the|de|da|di|del|du|van|von|der|la|le) )*(?:[^\W\d_a-zà-ÿ]|\d)[\w.’'-]*){0,4})"
)
"""A name, perhaps after an article."""
_SMALL_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W_][\w.’'-]*){0,4}")
"""A name as it is typed in a hurry, without capitals."""
_PARTICLES: Final = frozenset("de da di del du van von der la le".split())
"""Small words within a name."""
_NO_NAME: Final = frozenset(
    "er sie man ihr wir ihn ihm niemand jemand lui eux elle nous vous on tout cela ça rien él ella"
    " ellos ellas usted todo eso esto nada lei loro noi voi tutto questo quello niente".split()
)
"""Words that stand where a name might, and are none."""
_FRAMES: Final = {
    "How old is {}?": (
        "quel âge (?:a|avait) {}",
        "{} a quel âge",
        "wie alt (?:ist|war|wurde) {}",
        "(?:cuántos años|qué edad) (?:tiene|tenía) {}",
        "quanti anni (?:ha|aveva) {}",
    ),
    "Who is {}?": (
        "qui (?:est|était) {}",
        "wer (?:ist|war) {}",
        "quién (?:es|era|fue) {}",
        "chi (?:è|era) {}",
    ),
    "What is {}?": (
        "qu['’]est[- ]ce que(?: c['’]est que)? {}",
        "was ist {}",
        "qué es {}",
        "(?:(?:che )?cos['’]è|che cosa è) {}",
    ),
    "Where is {}?": (
        "où (?:est|se trouve|se situe) {}",
        "wo (?:ist|liegt|befindet sich) {}",
        "dónde (?:está|queda|se encuentra) {}",
        "(?:dov['’]è|dove si trova) {}",
    ),
    "When did {} die?": (
        "quand (?:est morte?|est décédée?|mourut) {}",
        "quand {} est-(?:il|elle) (?:morte?|décédée?)",
        "wann starb {}",
        "wann ist {} gestorben",
        "cuándo (?:murió|falleció) {}",
        "quando è mort[oa] {}",
    ),
    "When did {} resign?": (
        "quand {} a-t-(?:il|elle) démissionné",
        "quand a démissionné {}",
        "wann trat {} zurück",
        "wann ist {} zurückgetreten",
        "cuándo (?:dimitió|renunció) {}",
        "quando si è dimess[oa] {}",
    ),
    "What did {} propose?": (
        "qu['’]a proposé {}",
        "was hat {} vorgeschlagen",
        "was schlug {} vor",
        "qué (?:propuso|ha propuesto) {}",
        "(?:che )?cosa ha proposto {}",
    ),
    "What did {} say?": (
        "(?:qu['’]a dit|que dit) {}",
        "was (?:sagte|sagt) {}",
        "was hat {} gesagt",
        "qué (?:dijo|ha dicho) {}",
        "(?:che )?cosa ha detto {}",
    ),
    "How much does {} cost?": (
        "combien coûte {}",
        "(?:was|wie ?viel) kostet {}",
        "cuánto cuesta {}",
        "quanto costa {}",
    ),
    "Who won {}?": (
        "qui a (?:gagné|remporté) {}",
        "wer gewann {}",
        "wer hat {} gewonnen",
        "quién ganó {}",
        "chi ha vinto {}",
    ),
}
"""Whole questions about a name, in English and in each of the languages."""


_ACCENTED: Final = re.compile(r"[àâéèêëîïóòôùúûüñç]")


def _with_or_without_accents(form: str) -> str:
    """Return a pattern that takes "que" for "qué"."""
    return _ACCENTED.sub(lambda letter: f"[{letter[0]}{without_accents(letter[0])}]", form)


_ASKED: Final = [
    (
        re.compile(_with_or_without_accents(form).replace("{}", "(?P<whom>.+)"), re.IGNORECASE),
        english,
    )
    for english, forms in _FRAMES.items()
    for form in forms
]


def language_of(question: str) -> str | None:
    """Return the language of a question, by its name in English; None if it may be English.

    Among its words are more small ones of French, German, Spanish or Italian than of English: two
    at least, or the word that asks.
    """
    words = [word.lower() for word in _WORD.findall(question)]
    # A word that asks, among the first three, counts as two small ones more.
    counts = {
        language: sum(word in known for word in words) + 2 * bool(set(words[:3]) & _SURE[language])
        for language, known in _FUNCTION.items()
    }
    if _WAS.match(question):
        return "German"
    language = max(counts, key=counts.__getitem__)
    english = sum(word in _ENGLISH for word in words)
    # One foreign word may be a name in an English question: "who is La Salle?"; and single letters
    # may be anything.
    telling = any(len(word) > 1 and word in _FUNCTION[language] for word in words)
    return language if telling and counts[language] > max(1, english) else None


def asked_in_english(question: str) -> str:
    """Return a question about a name in English: "Wie alt ist Ane Roe?" is "How old is Ane Roe?".

    Only whole questions are known whose rest is a name, so that no verb is guessed; any other comes
    back as it is.
    """
    text = " ".join(question.split()).strip(" ¿?!.\"'“”«»")
    for pattern, english in _ASKED:
        asked = pattern.fullmatch(text)
        if asked and (name := _name(asked["whom"])):
            return english.replace("{}", name)
    return question


def _name(whom: str) -> str | None:
    """Return the name that some words are; None where they may be other words.

    Without any capital they are one if none is a small word of another language: "wer ist ane roe".
    """
    if match := _NAME.fullmatch(whom):
        return match["name"]
    if whom != whom.lower() or not _SMALL_NAME.fullmatch(whom):
        return None
    words = re.split(r"[ ’']", whom)
    # "Ursula von der Leyen" has small words within.
    telling = {words[0], words[-1]}.union(set(words) - _PARTICLES)
    return None if telling & _NO_NAME.union(_ENGLISH, *_FUNCTION.values()) else whom
