"""The embedder that ships with the package, run for real."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ModelError
from corpus.models.embedding import FOLDER, Embedder

COMPUTES = True
REFERENCE = Path(__file__).parents[2] / "data" / "embedder_reference.json"

TEXTS = [
    "Rain fell on the valley for nine days.",
    "No.",
    "The council had been told of the cracks in spring. " * 12,
    "Who was told of the cracks, and when?",
    "",
    "On the tenth day, the bridge at the mill gave way.",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model's folder, to be harmed."""
    return Path(shutil.copytree(FOLDER, tmp_path / "embedder"))


def test_vectors_are_float32_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_a_text_has_one_vector_whatever_it_is_embedded_with(embedder: Embedder) -> None:
    alone = np.stack([embedder.embed([text])[0] for text in TEXTS])
    np.testing.assert_array_equal(embedder.embed(TEXTS), alone)
    np.testing.assert_array_equal(embedder.embed(TEXTS[::-1]), alone[::-1])
    np.testing.assert_array_equal(Embedder().embed(TEXTS * 10), np.tile(alone, (10, 1)))


def test_threads_may_share_one_embedder(embedder: Embedder) -> None:
    expected = embedder.embed(TEXTS)
    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(embedder.embed, [TEXTS] * 16):
            np.testing.assert_array_equal(vectors, expected)


def test_vectors_are_the_original_models(embedder: Embedder) -> None:
    rows = json.loads(REFERENCE.read_text(encoding="utf-8"))
    vectors = embedder.embed([row["text"] for row in rows])
    cosines = (vectors * np.array([row["vector"] for row in rows])).sum(axis=1)
    assert len(rows) == 7
    assert cosines.min() >= 0.98
    assert cosines.mean() >= 0.99


def test_a_question_is_nearest_to_what_answers_it(embedder: Embedder) -> None:
    scores = embedder.embed(TEXTS) @ embedder.embed(["Why did the bridge collapse?"])[0]
    assert scores.argmax() == TEXTS.index("On the tenth day, the bridge at the mill gave way.")


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "\0", "\ud800", "a\udc00b", "\udc00\ud800", "😀" * 300, "ﷺ" * 300, "x" * 10**6],
    ids=["empty", "blank", "nul", "high", "low", "swapped", "emoji", "ligature", "one long word"],
)
def test_odd_texts_have_a_vector(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed([text])) == pytest.approx(1, abs=1e-6)


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=50, deadline=None)
def test_any_text_has_a_vector(text: str) -> None:
    assert np.linalg.norm(Embedder.load().embed([text])) == pytest.approx(1, abs=1e-6)


def test_surrogates_and_nul_are_passed_over(embedder: Embedder) -> None:
    odd, plain = embedder.embed(["the \ud800\0bridge", "the bridge"])
    np.testing.assert_array_equal(odd, plain)


def test_only_the_start_of_a_long_text_is_read(embedder: Embedder) -> None:
    start = "The council had been told of the cracks in spring. " * 30
    long, longer = embedder.embed([start + "But not of these.", start * 700])
    np.testing.assert_array_equal(long, longer)


def test_an_embedder_is_loaded_once_a_process() -> None:
    assert Embedder.load() is Embedder.load()


def test_the_fingerprint_is_that_of_the_files(folder: Path) -> None:
    fingerprint = Embedder(folder).fingerprint
    assert fingerprint == Embedder.load().fingerprint
    assert len(fingerprint) == 64


def test_the_fingerprint_survives_other_line_endings(folder: Path) -> None:
    sums = folder / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"\n", b"\r\n"))
    assert Embedder(folder).fingerprint == Embedder.load().fingerprint


@pytest.mark.parametrize("name", ["SHA256SUMS", "tokenizer.json", "model.onnx"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: No such file.*reinstall"):
        Embedder(folder)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.onnx"])
@pytest.mark.parametrize("harm", ["flipped", "truncated", "empty"])
def test_an_altered_file_is_named(folder: Path, name: str, harm: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    ends = {"flipped": len(content), "truncated": len(content) // 3, "empty": 0}
    (folder / name).write_bytes(content[: ends[harm]])
    with pytest.raises(ModelError, match=rf"{name} is not the file listed.*reinstall"):
        Embedder(folder)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"\n\n", b"0  model.onnx\n"])
def test_a_manifest_that_lists_nothing_is_an_altered_file(folder: Path, content: bytes) -> None:
    (folder / "SHA256SUMS").write_bytes(content)
    with pytest.raises(ModelError, match="is not the file listed in SHA256SUMS"):
        Embedder(folder)


def test_importing_the_module_loads_no_heavy_package() -> None:
    heavy = "{'numpy', 'onnxruntime', 'tokenizers', 'chromadb', 'httpx', 'langchain_core'}"
    code = f"import sys, corpus.models.embedding; print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=FOLDER.parents[2],
    )
    assert done.stdout.strip() == "set()"
