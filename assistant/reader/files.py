"""The model's files: read once, and only if they are the ones that were released."""

import hashlib
from pathlib import Path

from corpus.errors import ModelError

__all__ = ["MANIFEST", "NAMES", "checksum", "read_files"]

FOLDER = Path(__file__).parent / "model"
MANIFEST = "SHA256SUMS"
NAMES = ("model.onnx", "tokenizer.json", "config.json")


def checksum(content: bytes) -> str:
    """The SHA-256 of `content` in 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot read the reader's {file}: {error.strerror}; reinstall onrecord"
        ) from error


def read_files(folder: Path | None = None) -> dict[str, bytes]:
    """Read the files of `NAMES` in `folder`, the one that ships with the package when None.

    Raises:
        ModelError: a file is missing, or is not the one in the folder's SHA256SUMS.
    """
    folder = folder or FOLDER
    sums = _content(folder / MANIFEST).decode("ascii", "replace").splitlines()
    contents = {name: _content(folder / name) for name in NAMES}
    for name, content in contents.items():
        if f"{checksum(content)}  {name}" not in sums:
            raise ModelError(
                f"the reader's {folder / name} is not the file listed in {MANIFEST}; "
                "reinstall onrecord"
            )
    return contents
