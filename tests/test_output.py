"""What the terminal shows."""

from assistant import Answer, Withheld
from assistant.output import answer_lines, article_lines, plain
from corpus import Article


def test_plain_keeps_words_and_drops_commands() -> None:
    assert plain("naïve café — “quoted”\tand\nmore") == "naïve café — “quoted”\tand\nmore"
    assert plain("a\x1b[31mb\x07c\u202ed\x9be") == "a�[31mb�c�d�e"
    assert plain("lone \ud800 surrogate") == "lone ? surrogate"


def test_an_article_shows_only_what_is_known() -> None:
    article = Article(text="One line.", title="Title", authors=("A", "B"))
    lines = article_lines(article, [article.revision])
    assert "title:      Title" in lines
    assert "authors:    A, B" in lines
    assert lines[-1] == "One line."
    assert not any(line.startswith(("url", "published", "revisions")) for line in lines)
    assert any(x.startswith("revisions:") for x in article_lines(article, ["x", "y"]))


def test_who_wrote_the_answer_is_told() -> None:
    answer = Answer(
        "Why?",
        "Why?",
        answered=True,
        text="It rained. [1]",
        mode="written",
        model="gpt\x1b",
        withheld=(Withheld("It snowed.", "no"),),
    )
    assert answer_lines(answer)[-1] == "Written by gpt�; 1 of its sentences withheld."
    noted = Answer("Why?", "Why?", answered=True, text="It rained. [1]", note="no key")
    assert answer_lines(noted)[-1] == "In the articles' own words: no key."
