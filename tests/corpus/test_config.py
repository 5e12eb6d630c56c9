"""The configuration: what each variable sets, and the page that tells of it."""

import re
from pathlib import Path

import pytest

from corpus.config import Config
from corpus.errors import SettingsError

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "environment.md").read_text(encoding="utf-8")
EVERY = {
    "ONRECORD_HOME": ("/srv/news", {"home": Path("/srv/news")}),
    "ONRECORD_READ_ONLY": ("1", {"read_only": True}),
    "ONRECORD_DATABASE_URL": ("postgresql://h/n", {"database_url": "postgresql://h/n"}),
    "ONRECORD_CHROMA_URL": ("http://h:8000", {"chroma_url": "http://h:8000"}),
    "ONRECORD_WAIT": ("7.5", {"wait": 7.5}),
    "ONRECORD_ALLOW_NETWORKS": (
        "10.0.0.0/8, ::1/128",
        {"allowed_networks": ("10.0.0.0/8", "::1/128")},
    ),
    "ONRECORD_MODEL": ("ollama:llama3.2", {"model": "ollama:llama3.2"}),
    "ONRECORD_SHARE_KEY": ("1", {"share_key": True}),
    "ONRECORD_CORS": (
        "https://news.example:443, http://LOCALHOST:3000 http://news.example:443",
        {"cors": ("https://news.example", "http://localhost:3000", "http://news.example:443")},
    ),
    "ONRECORD_PUBLIC_URL": (
        "https://News.example/archive/",
        {"public_url": "https://news.example/archive"},
    ),
    "ONRECORD_EDITORS": (
        "Desk@news.example, group:Editors",
        {"editors": ("desk@news.example", "group:editors")},
    ),
    "ONRECORD_ADMINS": (
        "Chief@news.example group:Admins",
        {"admins": ("chief@news.example", "group:admins")},
    ),
    "ONRECORD_KEEP_DAYS": ("30", {"keep_days": 30}),
    "ONRECORD_LOG": ("questions", {"log": "questions"}),
    "ONRECORD_DEBUG": ("1", {"debug": True}),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_variable_sets_its_field_and_nothing_else(name: str) -> None:
    value, fields = EVERY[name]
    assert Config.from_environment({name: value}) == Config(**fields)  # type: ignore[arg-type]
    assert Config.from_environment({name: ""}) == Config()


@pytest.mark.parametrize("name", ["ONRECORD_READ_ONLY", "ONRECORD_SHARE_KEY", "ONRECORD_DEBUG"])
@pytest.mark.parametrize("value", ["yes", "2", " 1"])
def test_a_switch_is_1_or_0(name: str, value: str) -> None:
    assert Config.from_environment({name: "0"}) == Config()
    with pytest.raises(SettingsError, match=rf"{name} is '{value}'; set it to 1 or 0"):
        Config.from_environment({name: value})


@pytest.mark.parametrize("origin", ["*", "news.example", "https://news.example/", "null"])
def test_an_origin_is_written_as_browsers_send_it(origin: str) -> None:
    with pytest.raises(SettingsError, match=r"ONRECORD_CORS names .*https://news.example"):
        Config.from_environment({"ONRECORD_CORS": f"https://a.example {origin}"})


def test_the_page_the_file_and_the_program_name_the_same_variables() -> None:
    documented = re.findall(r"^\| `(ONRECORD_\w+)` \|", PAGE, re.MULTILINE)
    assert documented == list(EVERY)
    for folder in ("assistant", "corpus", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            named = set(re.findall(r"\bONRECORD_[A-Z_]+\b", file.read_text(encoding="utf-8")))
            assert named <= set(EVERY), file


def test_nothing_else_reads_the_environment() -> None:
    reading = re.compile(r"environ(?:\.get\(|\[)\"ONRECORD_\w+\"(?!\] = )")
    for folder in ("assistant", "corpus", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            assert not reading.search(file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("days", ["0", "-1", "2.5", "ten", "36501", "٣"])
def test_days_are_a_whole_number(days: str) -> None:
    with pytest.raises(SettingsError, match=r"ONRECORD_KEEP_DAYS is .* from 1 to 36,500"):
        Config.from_environment({"ONRECORD_KEEP_DAYS": days})


@pytest.mark.parametrize("kind", ["1", "all", "Requests", "requests,questions"])
def test_the_log_is_one_of_two(kind: str) -> None:
    with pytest.raises(SettingsError, match=r"ONRECORD_LOG is .*set it to requests or questions"):
        Config.from_environment({"ONRECORD_LOG": kind})
