"""Addresses that were read, and what is remembered of them."""

import pytest

from corpus import Corpus
from corpus.library.addresses import Visits
from corpus.sources import Visit
from corpus.sources.draft import Address

BACKENDS = ("files", "servers")
URL = "https://news.example/a"


@pytest.fixture
def visits(corpus: Corpus) -> Visits:
    return corpus._store.visits


def test_a_visit_is_what_the_next_one_sends(visits: Visits) -> None:
    visit = Visit(URL, "read", feed=True, etag='"1"', last_modified="yesterday")
    visits.remember([(visit, None)], {"follow": False})
    (address,) = visits.all()
    assert address.visit == visit
    assert address.options == {"follow": False}
    assert address.to_dict()["etag"] == '"1"'


def test_what_somebody_named_stays_named(visits: Visits) -> None:
    visit = Visit(URL, "read", followed=True)
    visits.remember([(visit, "x")], {})
    assert visits.all()[0].followed
    visits.remember([(Visit(URL, "read"), "x")], {})
    visits.remember([(visit, "x")], {})
    assert not visits.all()[0].followed


def test_an_article_stays_where_it_was_found(visits: Visits) -> None:
    visits.remember([(Visit(URL, "read"), "x")], {})
    visits.remember([(Visit(URL, "unchanged"), None)], {})
    assert visits.all()[0].article_id == "x"
    assert visits.gone("x") is None
    visits.remember([(Visit(URL, "gone"), None)], {})
    assert visits.gone("x") == URL
    assert visits.all()[0].visit.outcome == "gone"


def test_an_address_that_is_known_is_not_taken_in_again(visits: Visits) -> None:
    visits.remember([(Visit(URL, "read", etag='"1"'), "x")], {})
    other = Address(url="https://news.example/b", options={})
    visits.put([Address(url=URL, options={}), other])
    assert [visit.etag for visit in visits.all()] == ['"1"', None]


def test_feeds_come_first(visits: Visits) -> None:
    feed = Visit("https://z.example/feed", "read", feed=True)
    visits.remember([(Visit(URL, "read"), None), (feed, None)], {})
    assert [visit.url for visit in visits.all()] == [feed.url, URL]


def test_removals_are_noted_once(visits: Visits) -> None:
    visits.put_removed(["b", "a", "b"])
    visits.put_removed(["a"])
    assert visits.removed() == ["a", "b"]
