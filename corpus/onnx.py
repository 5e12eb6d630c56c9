"""ONNX Runtime, opened the way our models need it."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["open_session"]


def open_session(model: bytes) -> "InferenceSession":
    """Load a model to be run from several threads, each run on one.

    ONNX Runtime's telemetry is off: from 1.32 it keeps a device id in the user's home and would
    report to its maker, unless the variable that forbids it is set before its first import.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # Without VNNI instructions the faster kernels overflow on signed weights: be exact there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
