"""Nothing good is overwritten: pages that lost their article, and those that tell it anew."""

from collections.abc import Iterator

import pytest

from corpus import Article, Corpus, Options
from corpus.adding.rereading import lost, same_but_for_counters
from corpus.sources import Sourced, read
from corpus.sources.draft import Raw
from corpus.sources.formats.feed import read_feed
from tests.sources_server import LOOPBACK, Server, page, redirect, serving

LOCAL = Options(allow=LOOPBACK, delay=0)
PARTS = (
    "The Tarn tunnel will close for five weeks from 1 July, the roads agency said on Thursday. "
    "About 9,000 cars a day will have to use the mountain road, which is closed to lorries.",
    "Engineer Runa Dahl said rust had eaten through 14 of the 60 steel ribs. The work will cost "
    "88 million crowns and be done by night and day, she told a meeting of shopkeepers in Tarn.",
    "Bus company Fjordruter will double its departures. Fares will not rise, said its director, "
    "Eskil Moe, who called the closure a nuisance but no disaster for the valley.",
    "Lorry drivers plan a protest on Monday outside the county hall in Halden. Their spokesman, "
    "Olaf Brandt, said that a detour of ninety kilometres would cost them two hours a day.",
)
OLD = "\n".join(PARTS)
NEWER = {
    "a correction": OLD.replace("88 million", "98 million"),
    "a live story": f"Update: the closure begins on 3 July, Dahl says.\n{OLD}\nMore follows.",
    "one paragraph cut": "\n".join((*PARTS[:2], PARTS[3])),
    "half of it": "\n".join(PARTS[:2]),
    "a short version": (
        "The Tarn tunnel closes for five weeks from 1 July because rust has eaten 14 of its 60 "
        "steel ribs. The repair costs 88 million crowns; lorry drivers will protest on Monday."
    ),
    "a sentence": (
        "Tarn tunnel to close for five weeks in July for an 88-million-crown repair of rusty steel "
        "ribs, the roads agency says, while Fjordruter doubles its buses and lorry drivers protest."
    ),
    "another wording": (
        "Work on the rusting Tarn tunnel shuts it from 1 July for five weeks. Fourteen of sixty "
        "steel ribs are damaged, engineer Runa Dahl told shopkeepers. Some 9,000 cars take the "
        "mountain road daily instead. Fjordruter puts on twice as many departures. Director Eskil "
        "Moe promised that fares stay. Olaf Brandt announced a protest in Halden."
    ),
}
LOST = {
    "an error": (
        "Sorry, the page you are looking for could not be found. It may have moved, or never "
        "existed at all on this site.\nTry our search, or go back to the front page of the paper."
    ),
    "an error in a language of which nothing is known": (
        "Þessi síða fannst ekki. Kannski hefur hún verið flutt eða henni eytt.\nFarðu á forsíðuna."
    ),
    "its beginning": PARTS[0],
    "half a paragraph": PARTS[0][:120] + "…",
    "its beginning and an offer": f"{PARTS[0]}\nSubscribe to continue reading. Cancel any time.",
    "its end": PARTS[3],
    "a headline": "Tunnel to close",
    "another article": (
        "The harbour board of Tarn will sell the old customs house for 12 million crowns, Edith "
        "Marlow said on Tuesday, after a dispute of eleven years.\nFishermen protested, and "
        "their spokesman promised to take the sale to the county court before the end of the month."
    ),
    "a front page": (
        "Tide Weekly. Today: the mill roof fell. Ferry fares. Weather for Tarn: rain. Sport: "
        "Halden wins. Tunnel to close. Harbour board sells customs house. Storm Edda kills four."
    ),
    "a wait": "Loading…",
}
CHINESE = (
    "隧道将从七月一日起关闭五个星期，公路局星期四表示。每天约有九千辆汽车必须走山路，卡车禁止通行。"
)


@pytest.mark.parametrize("text", NEWER.values(), ids=NEWER)
def test_what_tells_the_story_is_a_newer_text(text: str) -> None:
    assert lost(OLD, text) is None


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_what_has_lost_the_story_is_none(text: str) -> None:
    assert lost(OLD, text)


def test_of_a_sentence_nothing_is_told_and_of_chinese_as_much_as_of_english() -> None:
    assert lost("The ferry sails at nine.", "The ferry sails at ten.") is None
    assert lost(CHINESE, CHINESE.replace("五", "六")) is None
    assert lost(CHINESE, "抱歉，您访问的页面不存在。请返回首页。")


COUNTERS = (
    "Read by 48,213 people today, according to our counter of readers on this site.",
    "1,204 views", "1.2K views · 12 comments", "Comments (12)", "37 people are reading this story",
    "Updated 5 minutes ago", "3 hours ago", "1.204 mal gelesen", "Lu 123 fois", "12 просмотров",
)  # fmt: skip
FACTS = (
    "12 people were killed, police said.",
    "The regulator received 1,200 comments on the proposal.",
    "Some 1,200 visitors came on Sunday.",
    "The pamphlet was read by 40,000 people.",
    "She has 12 shares in the mill.",
    "The bridge fell 5 minutes ago, he said.",
)


def test_a_counter_makes_no_new_text_and_a_figure_does() -> None:
    for line in COUNTERS:
        new = "".join("7" if c.isdigit() else c for c in line)
        assert same_but_for_counters(f"{OLD}\n{line}", f"{OLD}\n{new}"), line
    for line in FACTS:
        new = "".join("7" if c.isdigit() else c for c in line)
        assert not same_but_for_counters(f"{OLD}\n{line}", f"{OLD}\n{new}"), line
    assert same_but_for_counters("1" + " " * 50_000 + "x", "2") is False


def html(text: str, title: str = "Tunnel to close", head: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


WALLS = {
    "soft 404": html(LOST["an error"], "Page not found"),
    "consent": html(
        "We and our 847 partners store and access information on a device, such as cookies.\n"
        "With your permission we may use precise geolocation data. Accept all or reject all.",
        "We value your privacy",
    ),
    "log in": html("Log in to continue reading. Forgot your password? Sign up for free.", "Log in"),
    "script": html("You need to enable JavaScript to run this app.", "Tide"),
    "loading": html("Loading…", "Tide"),
    "teaser": html(PARTS[0] + "\nSubscribe to continue reading. Already a subscriber? Log in."),
    "half, for who pays": html(
        "\n".join(PARTS[:2]),
        head='<script type="application/ld+json">'
        '{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
    ),
    "unknown language": html(LOST["an error in a language of which nothing is known"], "Villa"),
    "another": html(LOST["another article"], "Customs house sold"),
}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({}) as running:
        running.pages["/"] = page(html(LOST["another article"], "Tide"))
        yield running


def test_what_took_the_place_of_an_article_leaves_it_as_it_was(
    corpus: Corpus, server: Server
) -> None:
    url = f"{server.url}/tunnel"
    server.pages["/tunnel"] = page(html(OLD), ETag='"1"')
    (article_id,) = corpus.add(url, options=LOCAL).added
    stored = corpus.article(article_id)
    bad = {name: page(wall, ETag='"2"') for name, wall in WALLS.items()}
    bad["home page"] = redirect("/")
    bad["text"] = page("Page not found\nThe page you requested could not be found.", "text/plain")
    for name, answer in bad.items():
        server.pages["/tunnel"] = answer
        again = [corpus.add(url, options=LOCAL)] if name in ("soft 404", "another") else []
        for report in (corpus.refresh(options=LOCAL), *again):
            assert [failed.source for failed in report.failed] == [url], name
            assert report.changed + report.added == [], name
            reason = report.failed[0].reason
            assert reason.isprintable()
            assert len(reason) > len(url) + 20
        # It is asked for again without the tag of what was refused, else it would be forgotten.
        assert '"2"' not in str(server.asked[-1]), name
        assert corpus.article(article_id) == stored, name
    assert corpus.revisions(article_id) == [stored.revision]
    assert corpus.gone(article_id) is None
    for name in ("a correction", "a short version", "a live story"):
        server.pages["/tunnel"] = page(html(NEWER[name]))
        assert corpus.refresh(options=LOCAL).changed == [article_id], name
    server.pages["/tunnel"] = page(html(f"{NEWER['a live story']}\nRead by 123 people today."))
    corpus.refresh(options=LOCAL)
    server.pages["/tunnel"] = page(html(f"{NEWER['a live story']}\nRead by 456 people today."))
    assert corpus.refresh(options=LOCAL).unchanged == [article_id]


def test_what_stands_where_an_article_should_is_not_added(corpus: Corpus, server: Server) -> None:
    said = {"soft 404": "error page", "consent": "consent form", "log in": "sign in"}
    said |= {"script": "browser has to draw", "loading": "browser has to draw"}
    for name, reason in said.items():
        server.pages["/new"] = page(WALLS[name])
        (failed,) = corpus.add(f"{server.url}/new", options=LOCAL).failed
        assert reason in failed.reason, name
    server.pages["/new"] = redirect("/")
    (failed,) = corpus.add(f"{server.url}/new", options=LOCAL).failed
    assert "leads to the home page" in failed.reason
    assert corpus.count() == 0
    assert corpus.addresses() == []
    server.pages["/new"] = page(WALLS["teaser"])
    report = corpus.add(f"{server.url}/new", options=LOCAL)
    assert len(report.added) == 1
    assert "only its beginning" in report.notes[0].text
    server.pages["/new"] = page(html(OLD))  # what was a beginning gives way to the whole
    assert corpus.refresh(options=LOCAL).changed == report.added


def test_what_an_older_version_took_for_an_article_gives_way(
    corpus: Corpus, server: Server
) -> None:
    url = f"{server.url}/tunnel"
    corpus.add(Article(text=LOST["an error"], title="Page not found", url=url))
    server.pages["/tunnel"] = page(html(OLD))
    assert len(corpus.add(url, options=LOCAL).changed) == 1


def test_an_entry_that_goes_on_elsewhere_is_read_there(server: Server) -> None:
    start = PARTS[0][:90]
    posted = "<p>The post <a>T</a> appeared first on <a>Tide</a>.</p>"
    contents = {
        "whole": f"<p>{PARTS[0]}</p>{posted}",
        "cut": f"<p>{start} […]</p><p><a>Continue reading</a></p>",
        "dots": f"<p>{start} [...]</p>{posted}",
        "more": f"<p>{PARTS[0]}</p><p><a>Weiterlesen »</a></p>",
    }
    items = "".join(
        f"<item><title>T</title><link>{server.url}/{name}</link><content:encoded><![CDATA["
        f"{content}]]></content:encoded></item>"
        for name, content in contents.items()
    )
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Tide</title>{items}</channel></rss>"
    )
    assert [e.whole for e in read_feed(Raw(data=feed.encode(), name="f"))] == [True] + [False] * 3
    server.pages |= {f"/{name}": page(html(OLD)) for name in contents}
    server.pages["/feed"] = page(feed, "application/rss+xml")
    entries = [item for item in read(f"{server.url}/feed", LOCAL) if isinstance(item, Sourced)]
    assert [PARTS[3] in entry.article.text for entry in entries] == [False, True, True, True]
