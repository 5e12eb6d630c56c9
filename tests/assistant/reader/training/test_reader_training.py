"""Items that the reader is trained on: claims, near misses, and the articles kept out."""

import json
import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from assistant.reader.span_model import FOLDER
from assistant.reader.training.data.claims import false_claim, quote, true_claim
from assistant.reader.training.data.examples import (
    REWORDED,
    Corpus,
    Example,
    Passage,
    add_negatives,
    is_held_out,
    rows,
)
from assistant.reader.training.data.near_miss import near_miss
from assistant.reader.training.data.sampler import CLAIMS, OFTENER, Sampler

TEXT = (
    "The bridge over the Arno was opened in 1954 by the mayor, Carla Rossi, before a flood. "
    "Engineers from Turin had warned of the floods of 1949."
)
QUESTION = "Who opened the bridge over the Arno in 1954?"


@pytest.fixture
def passage() -> Passage:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    encoding = tokenizer.encode(TEXT, add_special_tokens=False)
    made = Passage(TEXT, encoding.ids, encoding.offsets)
    middle = TEXT.index("Engineers")
    made.sentences = [made.tokens(0, middle - 1), made.tokens(middle, len(TEXT))]
    return made


@pytest.fixture
def example(passage: Passage) -> Example:
    start = TEXT.index("Carla")
    span = passage.tokens(start, start + len("Carla Rossi"))
    return Example("squad1_train", "Bridges", QUESTION, 0, ("Carla Rossi",), True, span)


@pytest.mark.parametrize("title", ["Han dynasty", "Arsenal F.C.", "Buckingham Palace", "Mammal"])
def test_an_article_is_kept_out_under_both_spellings_of_its_title(title: str) -> None:
    assert is_held_out("squad1_train", title)
    assert is_held_out("squad1_train", title.replace(" ", "_"))


def test_a_small_share_of_the_articles_is_kept_out() -> None:
    kept = sum(is_held_out("squad1_train", f"Article {n}") for n in range(2000))
    assert 40 < kept < 120
    assert is_held_out("squad2_abstention", "Amazon_rainforest")
    assert not is_held_out("squad2_abstention", "Normans")
    assert not is_held_out("qed", "Mammal")


def test_true_claims_say_what_the_sentence_says(passage: Passage, example: Example) -> None:
    claims = {true_claim(random.Random(n), example, passage) for n in range(60)}
    assert "Who opened the bridge over the Arno in 1954: Carla Rossi" in claims
    assert TEXT[: TEXT.index(" Engineers")] in claims
    assert all(
        claim and set(claim.split()) <= {*TEXT.split(), *_joined_words()} for claim in claims
    )


def test_false_claims_differ_from_every_true_one(passage: Passage, example: Example) -> None:
    others = ["Carla Rossi", "Turin", "1949"]
    false = {
        claim
        for n in range(60)
        if (claim := false_claim(random.Random(n), example, passage, others, TEXT))
    }
    assert len(false) > 5
    assert "Who opened the bridge over the Arno in 1954: Turin" in false
    true = {true_claim(random.Random(n), example, passage) for n in range(60)}
    assert not false & true


def test_the_quote_holds_the_answer(passage: Passage, example: Example) -> None:
    spans = {quote(random.Random(n), example, passage) for n in range(20)}
    assert spans == {passage.sentences[0], (0, passage.sentences[1][1])}


def test_near_misses_keep_the_answer_out() -> None:
    made = {near_miss(random.Random(n), QUESTION, TEXT, TEXT, "Carla Rossi") for n in range(60)}
    assert QUESTION not in made
    assert any(question and "1949" in question for question in made)
    assert not any(question and "Carla" in question for question in made)


def _joined_words() -> set[str]:
    return set("Who opened the bridge over the Arno in 1954: Carla Rossi".split())


def test_the_same_seed_draws_the_same_items_and_a_mix_its_own_kinds(
    passage: Passage, example: Example
) -> None:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    corpus = Corpus([passage], [example], {"squad1_train:Bridges": [0]}, tokenizer)
    example.question_ids = corpus.ids(QUESTION)
    mix = {"squad1_train": 1.0, "near_miss": 1.0}
    one, two, other = (Sampler(corpus, seed, mix) for seed in (1, 1, 2))
    drawn = [one.draw() for _ in range(40)]
    assert drawn == [two.draw() for _ in range(40)]
    assert drawn != [other.draw() for _ in range(40)]
    assert {item.answerable for item in drawn} == {True, False}
    claims = Sampler(corpus, 1, CLAIMS)
    assert all(claims.draw().span is None for _ in range(20))


def test_a_question_comes_in_its_other_words_too_and_oftener(
    passage: Passage, example: Example
) -> None:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    corpus = Corpus([passage], [example], {"squad1_train:Bridges": [0]}, tokenizer)
    example.question_ids = corpus.ids(QUESTION)
    example.reworded = "which politician cut the ribbon for that crossing in Italy"
    example.reworded_ids = corpus.ids(example.reworded)
    sampler = Sampler(corpus, seed=1)
    assert sampler.pools["squad1_train"] == [example] * OFTENER
    own, other = len(example.question_ids), len(example.reworded_ids)
    for kind in ("squad1_train", "answer_removed", "near_miss"):
        made = [sampler._make(random.Random(n), kind, example) for n in range(40)]
        starts = [item.ids[1:] for item in made if item]
        reworded = [ids for ids in starts if ids[:2] == example.reworded_ids[:2]]
        assert 8 < len(reworded) < 32
        if kind != "near_miss":
            assert all(
                ids[:other] == example.reworded_ids or ids[:own] == example.question_ids
                for ids in starts
            )


def test_every_reworded_question_is_another_one() -> None:
    lines = rows(REWORDED)
    assert len({(line["id"], line["question"]) for line in lines}) == len(lines) > 4_000
    assert not any(line["question"] == line["reworded"] for line in lines)


def test_negatives_are_ranked_once(passage: Passage, example: Example, tmp_path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    corpus = Corpus([passage], [example], {"squad1_train:Bridges": [0]}, tokenizer)
    kept = tmp_path / "negatives.json"
    kept.write_text(json.dumps([[QUESTION], [[[3, 1], [7]]]]), encoding="utf-8")
    add_negatives(corpus, kept)
    assert (example.same_article, example.other_articles) == ([3, 1], [7])
