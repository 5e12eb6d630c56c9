"""The reader's model: it finds answers, places them exactly, and refuses to run altered."""

import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.reader import Passage, Reader, Reading
from assistant.reader.encoding import windows
from assistant.reader.span_model import FOLDER, NAMES
from corpus.errors import ModelError
from corpus.models.onnx import MANIFEST

COMPUTES = True
BRIDGE = (
    "The bridge over the Arno was opened in 1954 by the mayor, Carla Rossi. "
    "It cost twelve million lire. Engineers from Turin had warned that the river "
    "floods in November."
)
ASKED = "Who opened the bridge?"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def one(reader: Reader, question: str, text: str, header: str = "") -> tuple[Reading, str]:
    (reading,) = reader.read(question, [Passage(header, text)])
    return reading, text[reading.start : reading.end]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ASKED, "Carla Rossi"),
        ("When was the bridge opened?", "1954"),
        ("How much did the bridge cost?", "twelve million lire"),
        ("Where were the engineers from?", "Turin"),
    ],
)
def test_finds_the_answer(reader: Reader, question: str, answer: str) -> None:
    _, words = one(reader, question, BRIDGE)
    assert answer in words
    assert len(words) < len(answer) + 20


def test_a_passage_with_the_answer_is_more_answerable(reader: Reader) -> None:
    other = "The museum shows four hundred clocks. Its cellar was damaged by water last spring."
    passages = [Passage("", other), Passage("", BRIDGE)]
    without, holding = reader.read(ASKED, passages)
    assert holding.answerable > 0.5 > without.answerable


def test_probabilities_lie_between_0_and_1(reader: Reader) -> None:
    for question in (ASKED, "", "?", "Why?"):
        reading, _ = one(reader, question, BRIDGE)
        assert 0 <= reading.answerable <= 1


def test_readings_keep_the_order_of_passages_and_do_not_depend_on_company(reader: Reader) -> None:
    sentences = [sentence + "." for sentence in BRIDGE.split(". ")]
    passages = [Passage("Bridges (3 May 1960)", text) for text in [*sentences, BRIDGE, BRIDGE * 9]]
    alone = [reader.read(ASKED, [passage])[0] for passage in passages]
    assert reader.read(ASKED, passages) == alone
    assert reader.read(ASKED, passages[::-1]) == alone[::-1]


def test_loading_again_reads_the_same(reader: Reader) -> None:
    assert Reader.load().read(ASKED, [Passage("", BRIDGE)]) == reader.read(
        ASKED, [Passage("", BRIDGE)]
    )


def test_threads_share_a_reader(reader: Reader) -> None:
    questions = [ASKED, "When was the bridge opened?", "How much did the bridge cost?"] * 8
    alone = [one(reader, question, BRIDGE) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: one(reader, question, BRIDGE), questions))
    assert together == alone


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b", "\u0301", "\x00\x07"])
def test_a_text_without_words_has_an_empty_span(reader: Reader, text: str) -> None:
    assert one(reader, ASKED, text)[0] == Reading(0.0, 0, 0)


def test_no_passages(reader: Reader) -> None:
    assert reader.read(ASKED, []) == []


def test_an_answer_late_in_a_long_passage_is_found(reader: Reader) -> None:
    filler = "Rain fell on the hills all week and the shops stayed closed. " * 60
    text = filler + BRIDGE + " " + filler
    reading, words = one(reader, ASKED, text)
    assert "Carla Rossi" in words
    assert len(filler) <= reading.start < reading.end <= len(filler) + len(BRIDGE)


def test_huge_words_questions_and_headers(reader: Reader) -> None:
    text = "x" * 50_000 + " " + BRIDGE
    (reading,) = reader.read("who " * 20_000, [Passage("title " * 20_000, text)])
    assert 0 <= reading.start < reading.end <= len(text)


@pytest.mark.parametrize(
    "before",
    ["😀👩\u200d👩\u200d👧 ", "שלום עולם ", "e\u0301te\u0301 ", "中文。", "\u202eabc\u202c "],
)
def test_offsets_count_code_points(reader: Reader, before: str) -> None:
    reading, words = one(reader, "When was the bridge opened?", before * 5 + BRIDGE)
    assert words == BRIDGE[reading.start - len(before) * 5 : reading.end - len(before) * 5]
    assert "1954" in words


ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("aéß.,'\" \n\u0301\u200d\ufe0f😀👧🏽שלمر中\ud800\U0001f1ee\u202e"),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=ODD, header=ODD, text=ODD)
def test_any_strings_give_a_span_of_whole_characters(
    reader: Reader, question: str, header: str, text: str
) -> None:
    reading, words = one(reader, question, text, header)
    assert 0 <= reading.start <= reading.end <= len(text)
    assert 0 <= reading.answerable <= 1
    if (reading.start, reading.end) != (0, 0):
        assert words.strip()
        after = text[reading.end : reading.end + 1]
        assert not after or unicodedata.category(after) not in ("Mn", "Mc", "Me")


@given(length=st.integers(0, 5_000), room=st.integers(100, 400), overlap=st.integers(0, 80))
def test_windows_cover_everything_and_overlap(length: int, room: int, overlap: int) -> None:
    cut = windows(length, room, overlap)
    assert cut[0][0] == 0
    assert cut[-1][1] == length
    assert all(0 <= end - start <= room for start, end in cut)
    assert all(a[1] - b[0] >= overlap for a, b in pairwise(cut))


@pytest.mark.parametrize("name", NAMES)
def test_an_altered_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is not the file listed in {MANIFEST}"):
        Reader.load(folder)


@pytest.mark.parametrize("name", [*NAMES, MANIFEST])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: No such file"):
        Reader.load(folder)


def test_importing_the_reader_loads_nothing_heavy() -> None:
    code = (
        "import sys, assistant.reader; "
        "print([n for n in ('numpy', 'onnxruntime', 'tokenizers', 'torch') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "The bridge over the Arno was opened in 1954 by Carla Rossi.",
            "The bridge over the Arno was opened in 1963 by Carla Rossi.",
        ),
        (
            "The bridge over the Arno was opened in 1954 by Carla Rossi.",
            "The bridge over the Arno was opened in 1954 by Paolo Bianchi.",
        ),
        ("It cost twelve million lire.", "It cost twenty million lire."),
        ("Carla Rossi opened the bridge in 1954.", "Carla Rossi did not open it in 1954."),
    ],
)
def test_a_claim_is_supported_by_what_says_so(reader: Reader, true: str, false: str) -> None:
    assert 0 <= reader.judge(false, BRIDGE).supported < 0.4
    assert reader.judge(false, BRIDGE).supported < reader.judge(true, BRIDGE).supported / 2 <= 0.5


@pytest.mark.parametrize("index", range(4))
def test_a_claim_is_worth_its_weakest_part(reader: Reader, index: int) -> None:
    sound = [
        "The bridge over the Arno was opened in 1954 by the mayor, Carla Rossi.",
        "It cost twelve million lire.",
        "Engineers from Turin had warned that the river floods in November.",
    ]
    clocks = "The museum in Rome shows four hundred clocks, and its cellar is as dry as a bone."
    unsound = [*sound[:index], clocks, *sound[index:]]
    assert (
        reader.judge(" ".join(unsound), BRIDGE).supported
        < reader.judge(" ".join(sound), BRIDGE).supported / 2
    )


@pytest.mark.parametrize(
    ("claim", "quote"), [("", BRIDGE), ("It rained.", ""), ("\ud800", "\ud800")]
)
def test_nothing_supports_nothing(reader: Reader, claim: str, quote: str) -> None:
    assert 0 <= reader.judge(claim, quote).supported < 0.5


@pytest.mark.parametrize(
    ("question", "title", "sentence", "verdict"),
    [
        (
            "Did the state pay for the boats?",
            "Port opens",
            "Not a penny of public money went into the fleet, the harbour master said.",
            "no",
        ),
        (
            "is ane roe a soldier",
            "Trial begins",
            "Roe, a lance corporal in the Army, denies the charge.",
            "yes",
        ),
        (
            "Was there bad blood between the striker and the club?",
            "Striker leaves",
            '"There was absolutely no fall-out, it was all extremely amicable."',
            "no",
        ),
        (
            "Has the union said sorry to the library?",
            "Row over banner",
            "The union has not apologised for its use of the picture.",
            "no",
        ),
        (
            "Is the lake safe to swim in?",
            "Lake closed",
            "The water was let out of the lake for the first time in ninety years.",
            None,
        ),
    ],
)
def test_a_question_of_yes_or_no_gets_the_verdict_of_a_sentence(
    reader: Reader, question: str, title: str, sentence: str, verdict: str | None
) -> None:
    yes, no = reader.verdict(question, Passage(title, sentence))
    assert 0 <= yes <= 1
    assert 0 <= no <= 1
    assert yes + no <= 1 + 1e-6
    told = {"yes": yes, "no": no, None: 1 - yes - no}
    assert max(told, key=told.__getitem__) == verdict


def test_the_verdict_of_any_texts_is_two_probabilities(reader: Reader) -> None:
    for question, passage in (
        ("", Passage("", "")),
        ("x" * 9_000, Passage("y" * 9_000, "z " * 999)),
    ):
        assert all(0 <= probability <= 1 for probability in reader.verdict(question, passage))
