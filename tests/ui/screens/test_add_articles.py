"""The report on what was added."""

from corpus import AddReport, Corpus, Failure, Note
from tests.conftest import story
from ui.screens.add_articles import _report_lines


def test_a_report_in_lines_names_each_item_and_ends(corpus: Corpus) -> None:
    report = AddReport(
        added=["gone"], failed=[Failure("1.txt", "1.txt is empty"), Failure("2.txt", "torn")]
    )
    report.notes.append(Note("c", "two dates"))
    assert _report_lines(corpus, report) == [
        "1 added, 2 failed",
        "1.txt is empty",
        "2.txt: torn",
        "c: two dates",
    ]
    (article_id,) = corpus.add(story(3)).added
    lines = _report_lines(corpus, AddReport(added=[article_id] * 60))
    assert lines[1] == f"Added: {story(3).label}"
    assert (len(lines), lines[-1]) == (52, "and 10 more")
