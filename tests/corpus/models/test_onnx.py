"""The runtime of the models leaves nothing behind, reports to nobody, and computes exactly."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from corpus.models import onnx
from corpus.models.embedding import Embedder

COMPUTES = True
ROOT = Path(__file__).parents[3]
ASK = "from assistant import ask; print(ask('When was the North Atlantic Treaty signed?').answered)"
EXACT = "session.x64quantprecision"
TEXTS = ["Rain fell on the valley for nine days.", "The council had been told. " * 12, ""]
CASCADE = "processor\t: {}\nflags\t\t: fpu avx2 avx512f avx512dq avx512bw avx512vl avx512_vnni\n"
ALDER = "processor\t: {}\nflags\t\t: fpu avx2 avx_vnni\n"
HASWELL = "processor\t: {}\nmodel name\t: with avx_vnni\nflags\t\t: fpu avx2\nbugs\t\t: avx_vnni\n"
ARM = "processor\t: {}\nFeatures\t: fp asimd asimddp\n"


def test_threads_that_ask_for_a_model_wait_for_the_one_that_loads_it() -> None:
    loads, may_end = [], Event()

    @onnx.loaded_once
    def load(folder: str) -> object:
        loads.append(folder)
        assert may_end.wait(60)
        return object()

    with ThreadPoolExecutor(4) as pool:
        loading = [pool.submit(load, "model") for _ in range(4)]
        may_end.set()
        assert len({id(one.result()) for one in loading}) == 1
    assert loads == ["model"]


def test_a_model_that_could_not_be_loaded_is_tried_again() -> None:
    tries = iter((OSError("gone"), None))

    @onnx.loaded_once
    def load() -> str:
        if error := next(tries):
            raise error
        return "model"

    with pytest.raises(OSError, match="gone"):
        load()
    assert load() == "model"


def test_an_answer_writes_nothing_outside_the_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "XDG_"))},
        "HOME": str(home),
        "ONRECORD_HOME": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == "True", done.stderr
    assert list(home.rglob("*")) == []


@pytest.mark.parametrize(
    ("processors", "has"),
    [
        ([CASCADE, CASCADE], True),
        ([ALDER], True),
        ([CASCADE, ALDER], True),
        ([HASWELL, HASWELL], False),
        ([CASCADE, HASWELL], False),
        ([CASCADE.replace("avx512bw ", "")], False),
        ([CASCADE.replace("_vnni", "_vnni2")], False),
        ([ARM], False),
        ([], False),
    ],
)
def test_processors_with_vnni_are_told_from_others(processors: list[str], has: bool) -> None:
    text = "\n".join(processor.format(number) for number, processor in enumerate(processors))
    assert onnx._has_vnni(text) == has


def test_the_exact_kernels_are_asked_for_where_the_others_overflow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = Embedder.load().embed(TEXTS)
    for cpuinfo in ("", HASWELL):
        monkeypatch.setattr(onnx, "_cpuinfo", lambda text=cpuinfo: text)
        exact = Embedder()
        assert exact._session.get_session_options().get_session_config_entry(EXACT) == "1"
        # Whichever kernels this processor uses, they compute the same, bit for bit.
        np.testing.assert_array_equal(usual, exact.embed(TEXTS))
    monkeypatch.setattr(onnx, "_cpuinfo", lambda: ALDER)
    with pytest.raises(RuntimeError, match=EXACT):
        Embedder()._session.get_session_options().get_session_config_entry(EXACT)
