"""The shipped models: their files, checked, and ONNX Runtime, opened the way they need it."""

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from corpus.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["MANIFEST", "checksum", "loaded_once", "open_session", "read_files"]

_P = ParamSpec("_P")
_Model = TypeVar("_Model")

MANIFEST = "SHA256SUMS"
"""The file beside a model that has the sums of the others, as ``sha256sum`` writes them."""

_AVX512_VNNI = frozenset(("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni"))
"""What ONNX Runtime looks for, beside AVX-VNNI, before it uses those instructions."""


def loaded_once(load: Callable[_P, _Model]) -> Callable[_P, _Model]:
    """Return `load` as it is called from several threads: one loads, and the others wait for it.

    What it raises is not kept: who calls it next tries again.
    """
    # A cast, for to the type checker a cached function takes anything.
    kept, turn = cast(Callable[_P, _Model], lru_cache(maxsize=4)(load)), Lock()

    @wraps(load)
    def loaded(*args: _P.args, **kwargs: _P.kwargs) -> _Model:
        with turn:
            return kept(*args, **kwargs)

    return loaded


def checksum(content: bytes) -> str:
    """The SHA-256 of ``content`` in 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read a model's files, and its manifest, by name.

    Raises:
        ModelError: A file is missing, or is not the one in the folder's manifest.
    """
    contents = {name: _content(folder / name) for name in (MANIFEST, *names)}
    sums = contents[MANIFEST].decode("ascii", "replace").splitlines()
    for name, content in contents.items():
        if name != MANIFEST and f"{checksum(content)}  {name}" not in sums:
            raise ModelError(
                f"the model's {folder / name} is not the file listed in {MANIFEST}; "
                "reinstall onrecord"
            )
    return contents


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot read the model's {file}: {error.strerror}; reinstall onrecord"
        ) from error


def _has_vnni(cpuinfo: str) -> bool:
    """Tell if every processor has instructions (VNNI) for sums of products of eight-bit numbers.

    Args:
        cpuinfo: What Linux tells of the processors; what does not tell counts as no.
    """
    lines = (line.partition(":") for line in cpuinfo.splitlines())
    processors = [set(flags.split()) for name, _, flags in lines if name.strip() == "flags"]
    return bool(processors) and all(
        "avx_vnni" in flags or flags >= _AVX512_VNNI for flags in processors
    )


def _cpuinfo() -> str:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # no Linux: nothing is known


def open_session(model: bytes) -> "InferenceSession":
    """Load a model to be run from several threads, each run on one.

    ONNX Runtime's telemetry is off: from 1.32 it keeps a device id in the user's home and would
    report to its maker, unless the variable that forbids it is set before its first import.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    if not _has_vnni(_cpuinfo()):
        # The faster kernels then overflow on signed weights; this keeps to the exact ones. With
        # VNNI it changes no bit, and takes 1.7 times as long to embed.
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
