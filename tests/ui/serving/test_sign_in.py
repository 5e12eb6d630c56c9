"""Sign-in that cannot work is refused before anybody comes, never left out in silence."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT

SECRET = "0123456789abcdef" * 2
WHOLE = f"""[auth]
redirect_uri = "https://news.example/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "id"
client_secret = "secret"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
"""
CHECK = "from ui.serving.sign_in import sign_in_address; print(sign_in_address())"


def check(folder: Path, secrets: str | None) -> "subprocess.CompletedProcess[str]":
    """Check the secrets in a process that starts in the folder, as Streamlit reads them there."""
    if secrets is not None:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(secrets)
    return subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=folder,
        env={"HOME": str(folder / "nobody"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("secrets", [None, "", 'OPENAI_API_KEY = "x"\n'])
def test_it_is_off_unless_the_operator_turns_it_on(tmp_path: Path, secrets: str | None) -> None:
    assert check(tmp_path, secrets).stdout == "None\n"


def test_a_whole_section_turns_it_on_for_its_address(tmp_path: Path) -> None:
    assert check(tmp_path, WHOLE).stdout == "https://news.example/oauth2callback\n"


@pytest.mark.parametrize(
    ("secrets", "told"),
    [
        (WHOLE.replace('client_id = "id"\n', ""), "has no client_id"),
        ('[auth]\nclient_id = "id"\n', "has no redirect_uri, cookie_secret"),
        (WHOLE.replace(SECRET, "short"), "cookie_secret in secrets.toml has 5 characters"),
        (WHOLE.replace("[auth]", "[auth"), "cannot be read"),
    ],
)
def test_what_cannot_work_is_told_without_the_secret(
    tmp_path: Path, secrets: str, told: str
) -> None:
    done = check(tmp_path, secrets)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "SettingsError" in last
    assert told in last
    assert SECRET not in done.stderr
