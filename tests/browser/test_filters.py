"""Filters beside the question, as a reader chooses and drops them."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, drawn
from tests.browser.test_chat import REFUSED, ask

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

SAMPLES = "On Record samples"


def chips(page: "Page") -> "Locator":
    return page.locator(".st-key-filters .stButton button:visible")


def choose_samples(page: "Page") -> None:
    """Choose a publisher from the menu."""
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Publishers").click()
    page.get_by_role("option", name=SAMPLES).click()
    chips(page).filter(has_text=SAMPLES).wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def test_a_filter_is_a_chip_and_part_of_the_address(page: "Page") -> None:
    choose_samples(page)
    page.wait_for_url("**publisher=On+Record+samples**")
    page.reload()
    chips(page).filter(has_text=SAMPLES).wait_for()
    chips(page).filter(has_text=SAMPLES).click()
    chips(page).filter(has_text=SAMPLES).wait_for(state="detached")
    page.wait_for_function("!location.search.includes('publisher')")


def test_a_day_is_chosen_from_the_calendar(page: "Page") -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("spinbutton", name="year, Published from").click()
    page.get_by_role("gridcell").get_by_role("button").nth(10).click()
    chips(page).filter(has_text="From").wait_for()
    page.wait_for_url("**after=2**")


def test_a_refusal_names_the_filters_and_asks_again_without(page: "Page", server: Server) -> None:
    page.goto(f"{server.url}?after=2025-01-01&before=2025-12-31")
    chips(page).first.wait_for()
    answer = ask(page, REFUSED)
    filters = answer.get_by_role("region", name="Filters")
    assert "from 1 January 2025, until 31 December 2025" in filters.inner_text()
    filters.get_by_role("button").click()
    page.locator(".or-answer").nth(1).wait_for()
    drawn(page)
    assert chips(page).count() == 0
    assert page.locator(".or-filtered").count() == 1
    assert "after" not in page.url


def test_a_broken_address_is_put_right(page: "Page", server: Server) -> None:
    page.goto(f"{server.url}?after=soon&before=2025-99-99&publisher=%3Cscript%3E&publisher=Nobody")
    page.locator(".st-key-welcome button").first.wait_for()
    page.wait_for_function("location.search === ''")
    assert chips(page).count() == 0
    assert page.get_by_role("alert").count() == 0
