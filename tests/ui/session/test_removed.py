"""Articles that are removed and put back."""

from dataclasses import replace

import pytest

from corpus import ArticleNotFound, Corpus
from tests.conftest import story
from tests.ui.session.test_uploads import BRIDGE, File
from ui.session.removed import Removed
from ui.session.uploads import add_files


def test_what_was_removed_comes_back_with_all_its_revisions(corpus: Corpus) -> None:
    old, new = story(1), replace(story(1), text="The bakers of Lisbon went back to work.")
    corpus.add([old])
    corpus.add([new])
    removed = Removed.remove(corpus, old.id)
    assert removed.label == old.label
    with pytest.raises(ArticleNotFound):
        corpus.article(old.id)
    removed.restore(corpus)
    assert corpus.revisions(old.id) == [new.revision, old.revision]
    assert corpus.article(old.id, old.revision) == old


def test_an_undone_removal_keeps_where_facts_were_found(corpus: Corpus) -> None:
    (article_id,) = add_files(corpus, [File("b.md", BRIDGE)]).added
    Removed.remove(corpus, article_id).restore(corpus)
    assert corpus.origins(article_id)["published"] == "front matter"
