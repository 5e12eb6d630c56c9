"""Items drawn for training: flat arrays of questions, claims and the judge's pairs."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from assistant.reader.encoding import CLS, MAX_CLAIM, SEP
from assistant.reader.span_model import FOLDER, WINDOW
from assistant.reader.training.data import drawn
from assistant.reader.training.data.examples import plain_tokenizer
from assistant.reader.training.data.sampler import Item, item_of


def item(span: tuple[int, int] | None, answerable: bool) -> Item:
    return item_of([7, 8, 9], [20], [30, 31, 32, 33], span, answerable)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """A file as the judge's training writes it, with one pair of each label and a long one."""
    labels = ["supported", "contradicted", "not told", "unsupported", "supported"]
    lines = [
        {
            "claim": "The boat sank." * (1 if number < 4 else 60),
            "evidence": "A boat sank on Monday. " * (1 if number < 4 else 200),
            "header": "" if number else "Loss at sea (3 May 2024)",
            "label": label,
            "weight": 0.5 if number == 3 else 1.0,
        }
        for number, label in enumerate(labels)
    ]
    file = tmp_path / "claims.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
    return file


def test_questions_keep_their_span_and_have_no_label() -> None:
    made = drawn.from_items([item((1, 3), True), item(None, False), item(None, True)])
    assert made["ids"][: made["length"][0]].tolist() == item((1, 3), True).ids
    assert list(zip(made["start"].tolist(), made["end"].tolist(), strict=True)) == [
        (7, 8),
        (0, 0),
        (-1, -1),
    ]
    assert made["answerable"].tolist() == [1, 0, 1]
    assert set(made["label"].tolist()) == {drawn.ASKED}
    assert len(made["ids"]) == made["length"].sum()


def test_a_question_of_yes_or_no_keeps_its_verdict() -> None:
    settled = item_of([7], [], [30, 31], None, True, verdict="no")
    made = drawn.from_items([settled, item((1, 3), True)])
    assert made["verdict"].tolist() == [drawn.VERDICTS.index("no"), -1]


def test_a_claim_made_of_a_question_is_supported_or_it_is_not_known_why_not() -> None:
    made = drawn.from_items([item(None, True), item(None, False)], claims=True)
    assert [drawn.LABELS[number] for number in made["label"]] == ["supported", "unsupported"]


def test_pairs_are_cut_and_keep_label_and_weight(pairs: Path) -> None:
    tokenizer = plain_tokenizer(FOLDER / "tokenizer.json")
    made = drawn.from_pairs(pairs, tokenizer)
    assert [drawn.LABELS[number] for number in made["label"]] == [
        "supported",
        "contradicted",
        "not told",
        "unsupported",
        "supported",
    ]
    assert made["weight"].tolist() == [1.0, 1.0, 1.0, 0.5, 1.0]
    assert set(made["start"].tolist()) == {-1}
    ids = np.split(made["ids"], np.cumsum(made["length"])[:-1].tolist())
    second, first = made["second"].tolist(), made["first"].tolist()
    assert tokenizer.decode(ids[0][second[0] : first[0]].tolist()).startswith("loss at sea")
    assert second[1] == first[1]
    assert len(ids[4]) == WINDOW
    assert second[4] == MAX_CLAIM + 2
    assert all(row[0] == CLS and row[-1] == SEP == row[at - 1] for row, at in zip(
        ids, second, strict=True
    ))  # fmt: skip


def test_what_is_kept_comes_back_in_the_order_of_its_parts(pairs: Path, tmp_path: Path) -> None:
    parts = [
        drawn.from_items([item((0, 1), True)]),
        drawn.from_pairs(pairs, plain_tokenizer(FOLDER / "tokenizer.json")),
    ]
    whole = drawn.join(parts)
    drawn.save(whole, tmp_path / "items.npz")
    again = drawn.load(tmp_path / "items.npz")
    assert again["label"].tolist() == [drawn.ASKED, 0, 1, 2, 3, 0]
    for name, kind in drawn.TYPES.items():
        assert again[name].dtype == kind
        assert np.array_equal(again[name], whole[name])
