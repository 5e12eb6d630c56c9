"""Words of other scripts are found: by characters where no space sets them apart."""

from collections.abc import Iterator

import pytest

from corpus import Corpus
from corpus.text.search_terms import character_pieces, spaced
from tests.servers import Backend

BACKENDS = ("files", "servers")

NEWS = {
    "tunnel": "青岛市政府周三宣布，新建的海底隧道将于明年九月通车。市民可以免费试乘一周。",
    "frog": "科学家在云南发现一种新的蓝色青蛙。它只有两厘米长。当地居民称它为雨蛙。",
    "tram": "札幌市は来年から路面電車を無料にすると発表した。費用は三十億円である。",
    "final": "女子サッカーの決勝は大阪で行われた。京都のチームが二対一で勝った。",
    "beach": "부산시는 내년부터 해수욕장에서 담배를 금지한다고 발표했다. 벌금은 십만 원이다.",
    "moth": "연구진은 제주도에서 새로운 나비를 발견했다. 나비의 날개는 초록색이다.",
    "park": "เทศบาลเมืองเชียงใหม่จะเปิดสวนสาธารณะแห่งใหม่ในเดือนหน้า สวนมีพื้นที่สี่สิบไร่",
    "match": "ทีมฟุตบอลหญิงชนะการแข่งขันที่กรุงเทพเมื่อวันอาทิตย์ ผู้ชมมีสองหมื่นคน",
    "library": "أعلنت بلدية طنجة عن افتتاح المكتبة الجديدة في الميناء القديم. الدخول مجاني للطلاب.",
    "volley": "فاز فريق الدار البيضاء بكأس الكرة الطائرة يوم السبت. بكى المدرب من الفرح.",
    "cable": "עיריית חיפה הודיעה על פתיחת רכבל חדש לאוניברסיטה. הנסיעה תעלה שישה שקלים.",
    "coin": "חוקרים מצאו בנגב מטבע זהב עתיק. המטבע שוקל ארבעה גרמים.",
    "jets": "The F-16 of 2024年 and the cease-fire were spoken of in a cyber security office.",
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, backend: Backend) -> Iterator[Corpus]:
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("scripts")) as corpus:
        corpus.add([{"id": name, "text": text} for name, text in NEWS.items()])
        yield corpus


@pytest.mark.parametrize(
    ("query", "article"),
    [
        *((query, "tunnel") for query in ("海底隧道", "隧道什么时候通车？", "免费试乘", "市民")),
        *((query, "frog") for query in ("蓝色青蛙", "青蛙多长？", "云南", "雨蛙")),
        *((query, "tram") for query in ("路面電車", "札幌", "路面電車は無料になりますか")),
        *((query, "final") for query in ("サッカー", "京都のチーム", "決勝はどこで")),
        *((query, "beach") for query in ("해수욕장", "해수욕장 담배", "부산", "벌금은 얼마?")),
        *((query, "moth") for query in ("제주도 나비", "날개", "나비")),
        *((query, "park") for query in ("สวนสาธารณะ", "เชียงใหม่", "สวนสาธารณะแห่งใหม่อยู่ที่ไหน")),
        *((query, "match") for query in ("ฟุตบอล", "ทีมฟุตบอลหญิง", "กรุงเทพ")),
        *((query, "library") for query in ("مكتبة طنجة", "والمكتبة", "الطلاب", "مُكتبة", "ميناء")),
        *((query, "volley") for query in ("كرة", "كأس الكرة", "مدرب", "الدار البيضاء", "الفريق")),
        *((query, "cable") for query in ("הרכבל בחיפה", "רכבל", "אוניברסיטה", "נסיעה", "חיפה")),
        *((query, "coin") for query in ("מטבע זהב", "הנגב", "החוקרים", "גרמים", "עתיק")),
        *((query, "jets") for query in ("F16", "ceasefire", "cybersecurity", "F 16")),
    ],
)
def test_found_first_by_its_words(news: Corpus, query: str, article: str) -> None:
    best = news.search(query, 3)[0]
    assert best.article_id == article
    assert best.text_rank == 1


@pytest.mark.parametrize(
    "query", ["火星", "鉄道", "달팽이", "แมวน้ำ", "زرافة", "קנגורו", "F35", "bluesky"]
)
def test_not_found_by_words_that_are_not_there(news: Corpus, query: str) -> None:
    assert all(hit.text_rank is None for hit in news.search(query, 20))
    assert news.passages_with(query) == []


def test_all_passages_with_words_without_spaces(news: Corpus) -> None:
    assert [hit.article_id for hit in news.passages_with("海底隧道")] == ["tunnel"]
    assert [hit.article_id for hit in news.passages_with("2024年")] == ["jets"]
    assert news.passages_with("隧道海底海") == []  # the order counts


def test_filters_hold_for_characters_too(news: Corpus) -> None:
    assert [hit.article_id for hit in news.search("海底隧道", 5, article_ids=["frog"])] == ["frog"]
    assert news.search("海底隧道", 5, article_ids=["frog"])[0].text_rank is None


@pytest.mark.parametrize(
    ("text", "pieces", "rest"),
    [
        ("海底隧道", ["海底", "底隧", "隧道"], " "),
        ("F16战机。", ["战机"], "F16 。"),
        ("雨", ["雨"], " "),
        ("สวนสา", ["สวน", "วนส", "นสา"], " "),
        ("제주도 나비", ["제주", "주도", "나비"], "   "),
        ("plain, 2024 مكتبة", [], "plain, 2024 مكتبة"),
        ("", [], ""),
    ],
)
def test_pieces(text: str, pieces: list[str], rest: str) -> None:
    assert character_pieces(text) == pieces
    assert spaced(text) == rest
