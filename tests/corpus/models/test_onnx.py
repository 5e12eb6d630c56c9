"""The runtime of the models leaves nothing behind and reports to nobody."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ASK = "from assistant import ask; print(ask('When was the North Atlantic Treaty signed?').answered)"


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
