"""Claims that we wrote: joined with their articles, each held against other sentences."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from assistant.judge.training.rules import CONTRADICTED, NOT_TOLD
from assistant.judge.training.written import EVIDENCE, FILE, written_pairs
from assistant.reader.training.data.examples import rows
from assistant.reader.training.data.news_articles import CLAIMS

SENTENCES = [
    f"Boat number {number} came home on a day that nobody on the quay will forget soon."
    for number in range(30)
]
TRUE, FALSE = "The third boat returned.", "The third boat was lost."


def write(file: Path, line: Mapping[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")


def test_each_claim_comes_with_what_bears_it_out_and_with_other_sentences(tmp_path: Path) -> None:
    text = " ".join(SENTENCES)
    article = {"doc": "d1", "source": "frank", "evidence": text, "claim": "", "label": 1}
    write(tmp_path / CLAIMS, article)
    start = text.index(SENTENCES[3])
    claim = {
        "doc": "d1",
        "sentences": [[start, start + len(SENTENCES[3])]],
        "faithful": TRUE,
        "false": FALSE,
        "kind": "negation",
        "label": CONTRADICTED,
    }
    write(tmp_path / "written.jsonl.gz", claim)
    pairs = list(written_pairs(tmp_path, tmp_path / "written.jsonl.gz"))
    labels = Counter((pair["claim"], pair["label"]) for pair in pairs)
    assert labels == {(TRUE, "supported"): EVIDENCE, (FALSE, CONTRADICTED): EVIDENCE}
    assert all(SENTENCES[3] in pair["evidence"] for pair in pairs)
    assert pairs[0]["evidence"] == SENTENCES[3]
    assert len({pair["evidence"] for pair in pairs[:EVIDENCE]}) == EVIDENCE
    assert all(len(pair["evidence"].split()) <= 150 for pair in pairs)


def test_the_committed_claims_are_whole() -> None:
    written = rows(FILE)
    assert len(written) > 1_900
    assert all(row["faithful"] != row["false"] and row["kind"] for row in written)
    assert {row["label"] for row in written} == {CONTRADICTED, NOT_TOLD}
    assert all(0 <= low < high for row in written for low, high in row["sentences"])
