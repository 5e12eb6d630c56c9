"""The relation of two papers' sentences: the same facts, others, or fewer."""

import pytest

from corpus.language.relation import mostly_shared, relation, tells_more
from tests.benchmarks.contradictions import contradictions, same

ENGLISH = "The people of the town are used to it, and it is to be the same in the year to come."

CONTRADICTING = [
    ("The talks ended without a deal on Friday.", "The talks ended with a deal on Friday."),
    ("The minister will resign on Friday.", "The minister may resign on Friday."),
    ("The minister is likely to resign.", "The minister is unlikely to resign."),
    ("The drug is safe for children.", "The drug is unsafe for children."),
    ("Roe was convicted of fraud on Monday.", "Roe was acquitted of fraud on Monday."),
    ("She never denied that she met him.", "She denied that she met him."),
    ("Nobody was hurt in the crash.", "Three people were hurt in the crash."),
    ("Police found no weapons in the flat.", "Police found weapons in the flat."),
    ("Fenwick beat Roe 3-1 in the final.", "Fenwick beat Roe 1-3 in the final."),
    ("Holm accused Falk of lying to them.", "Falk accused Holm of lying to them."),
    ("Holm was accused by Falk of lying.", "Holm accused Falk of lying."),
    ("He treated 12 adults and 15 children.", "He treated 15 adults and 12 children."),
    ("The concert begins at 9 a.m. in the hall.", "The concert begins at 9pm in the hall."),
    ("It was -5 degrees in Ellery.", "It was 5 degrees in Ellery."),
    ("It is 20°C in Ellery.", "It is 20°F in Ellery."),
    ("The lake is 30 metres deep.", "The lake is 30 feet deep."),
    ("The farm has 30 square kilometres.", "The farm has 30 square miles."),
    ("He paid $5m for the house.", "He paid $5bn for the house."),
    ("He paid $5,000, and left the house.", "He paid €5,000, and left the house."),
    ("The rate rose by 0.5 percentage points.", "The rate rose by 0.5 percent."),
    ("Dozens of people were arrested.", "Hundreds of people were arrested."),
    ("Jane Smith said that it is closed.", "John Smith said that it is closed."),
    ("Mr Smith said that it is closed.", "Mrs Smith said that it is closed."),
    ("King Charles II opened the session.", "King Charles III opened the session."),
    ("The F-16 crashed near the border.", "The F-35 crashed near the border."),
    ("The vote was held on 3 March 2024.", "The vote was held on 3 March 2025."),
    ("The strike ended on Friday morning.", "The strike ended on Friday evening."),
    ("Japan fell 0.3% while Korea fell 0.5%.", "Japan fell 0.3% while Korea rose 0.5%."),
    ("Die Fähre hatte 12 Leute an Bord.", "Die Fähre hatte 15 Leute an Bord."),
    ("火灾造成12人死亡。", "火灾造成15人死亡。"),
]
SAME = [
    ("A fire killed 12 people, officials said.", "A blaze killed twelve persons, officials said."),
    ("A fire killed 12 people on Sunday.", "On Sunday a fire in Ellery killed 12 people."),
    ("LONDON (Reuters) - The bank cut rates.", "The bank lowered rates."),
    ("Ada Smith said that she would resign.", "Mrs Smith said she would resign."),
    ("Smith said that he would resign.", "Mr John Smith said that he would resign."),
    ("The plan was approved by the council.", "The council approved the plan."),
    ("The trial begins on Jan. 5.", "The trial starts on 5 January."),
    ("It takes 1,200 hours, or 3.5 percent.", "It takes 1200 hrs, or 3.5%."),
    ("It took $1,200 million in the U.S.", "It took $1.2bn in the US."),
    ("The meeting starts at 9 a.m. on Friday.", "The meeting starts at 9am on Friday."),
    ("He said that he did not know.", "He said he didn’t know."),
    ("“We will not give up,” Roe said.", '"We will not give up," said Roe.'),
    ("Roe, 34, was charged with fraud.", "The 34-year-old Roe was charged with fraud."),
    ("潮水来了，12人获救。", "潮水来了,12人获救"),
]
LESS = [
    ("A fire killed 12 people on Sunday.", "A fire killed several people on Sunday."),
    ("A fire in Ellery killed 12 people.", "A fire killed 12 people."),
    ("The tide came in on 6 March.", "The tide came in, in March."),
    ("Die Fähre wird nicht auslaufen.", "Die Fähre wird auslaufen."),
]


@pytest.mark.parametrize(("one", "other"), CONTRADICTING)
def test_each_contradicts_the_other(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        article = f"{ENGLISH} {pair[1]}" if pair[1].isascii() else pair[1]
        assert relation(*pair, article) == "contradicted"


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_facts_in_other_words_support(one: str, other: str) -> None:
    assert relation(one, other, f"{ENGLISH} {other}") == "supported"


@pytest.mark.parametrize(("one", "other"), LESS)
def test_who_tells_less_is_not_said_to_tell_it(one: str, other: str) -> None:
    article = f"{ENGLISH} {other}" if other.isascii() else other
    assert relation(one, other, article) == "not told"


def test_of_generated_pairs_hardly_a_contradiction_counts_as_the_same() -> None:
    # The benchmark of copies has four times as many, half of them from real sentences.
    wrong = [
        pair
        for pair in contradictions(60)
        if relation(pair.cited, pair.other, f"{ENGLISH} {pair.other}") != "contradicted"
    ]
    kept = [
        pair
        for pair in same(60)
        if relation(pair.cited, pair.other, f"{ENGLISH} {pair.other}") == "supported"
    ]
    assert wrong == []
    assert len(kept) >= 57


def test_a_lead_may_add_words_but_no_facts() -> None:
    text = "The ferry ran aground on Tuesday with forty people aboard."
    assert not tells_more("LOWMOOR — It was a long Tuesday for 40 people.", text)
    for lead in ("It was a long Monday.", "It took 50 people.", "Ada Roe was there.", "None came."):
        assert tells_more(lead, text)


def test_stories_of_one_form_share_few_facts() -> None:
    fire = "A fire in Ellery killed 12 people on Sunday. The mayor, Ines Falk, closed the street."
    assert mostly_shared(fire, fire.replace("12", "15"))
    assert mostly_shared(fire, fire.replace("Ines Falk", "Ida Holm"))
    assert mostly_shared(fire, "A fire in Ellery killed 12 people.")
    other = fire.replace("12", "3").replace("Ines Falk", "Ida Holm")
    assert not mostly_shared(fire, other)
