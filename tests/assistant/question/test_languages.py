"""Questions in French, German, Spanish and Italian, and those that only look so."""

import pytest

from assistant.question.languages import asked_in_english, language_of


@pytest.mark.parametrize(
    ("question", "language", "english"),
    [
        ("Quel âge a Ane Roe ?", "French", "How old is Ane Roe?"),
        ("Où se trouve la Villa Marn ?", "French", "Where is Villa Marn?"),
        ("Quand est mort Olav Brand ?", "French", "When did Olav Brand die?"),
        ("Qui est Ane Roe ?", "French", "Who is Ane Roe?"),
        ("Qu’a dit Ane Roe ?", "French", "What did Ane Roe say?"),
        ("Wie alt ist Ane Roe?", "German", "How old is Ane Roe?"),
        ("Wann trat Jan van der Berg zurück?", "German", "When did Jan van der Berg resign?"),
        ("Was kostet die F-16?", "German", "How much does F-16 cost?"),
        ("wer gewann den Kelm Cup", "German", "Who won Kelm Cup?"),
        ("Was sagte Ane Roe?", "German", "What did Ane Roe say?"),
        ("¿Cuántos años tiene Ane Roe?", "Spanish", "How old is Ane Roe?"),
        ("¿Dónde está Skarvik?", "Spanish", "Where is Skarvik?"),
        ("¿Cuándo murió Olav Brand?", "Spanish", "When did Olav Brand die?"),
        ("¿Qué es el HS2?", "Spanish", "What is HS2?"),
        ("¿Quién ganó la Copa Kelm?", "Spanish", "Who won Copa Kelm?"),
        ("Quanti anni ha Ane Roe?", "Italian", "How old is Ane Roe?"),
        ("Quando si è dimessa Ane Roe?", "Italian", "When did Ane Roe resign?"),
        ("Dov’è Skarvik?", "Italian", "Where is Skarvik?"),
        ("Chi è Olav Brand?", "Italian", "Who is Olav Brand?"),
        ("Quanto costa il T-72?", "Italian", "How much does T-72 cost?"),
        ("wer ist ane roe?", "German", "Who is ane roe?"),
        ("was hat olav brand gesagt?", "German", "What did olav brand say?"),
        ("was hat Roe vorgeschlagen?", "German", "What did Roe propose?"),
        ("qu'a proposé ane roe", "French", "What did ane roe propose?"),
        ("quien es olav brand", "Spanish", "Who is olav brand?"),
        ("que dijo ane roe", "Spanish", "What did ane roe say?"),
        ("chi è jan van der berg", "Italian", "Who is jan van der berg?"),
    ],
)
def test_a_question_about_a_name(question: str, language: str, english: str) -> None:
    assert asked_in_english(question) == english
    assert language_of(question) in (language, None)
    assert language_of(english) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Combien de passagers la ligne a-t-elle transportés ?", "French"),
        ("Pourquoi les pêcheurs sont-ils payés ?", "French"),
        ("Wie viele Fahrgäste hatte die Linie?", "German"),
        ("Warum werden die Fischer bezahlt?", "German"),
        ("¿Cuántos pasajeros llevó la línea?", "Spanish"),
        ("¿Por qué se paga a los pescadores?", "Spanish"),
        ("¿Cuándo nació Olav Brand?", "Spanish"),  # "died" would answer it
        ("Quanti passeggeri ha trasportato la linea?", "Italian"),
        ("Perché i pescatori sono pagati?", "Italian"),
        ("was hat er gesagt?", "German"),
        ("was sagt die regierung", "German"),
        ("qui est le maire", "French"),
        ("chi è la donna", "Italian"),
    ],
)
def test_a_question_whose_verb_is_not_guessed(question: str, language: str) -> None:
    assert asked_in_english(question) == question
    assert language_of(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "D0S",
        "d s t",
        "is y2k a problem",
        "a/b and c/d",
        "what does l1 mean",
        "What did Meloni propose?",
        "Was Kim in a hurry?",
        "Who was Die Hard's director?",
        "Dove sales in 2020?",
        "who won El Clasico",
        "How many people die in Los Angeles?",
        "Wen Jiabao resigned?",
        "ferry Skarvik winter",
        "",
        "?",
        "海底隧道",
    ],
)
def test_english_or_unknown(question: str) -> None:
    assert language_of(question) is None
    assert asked_in_english(question) == question
