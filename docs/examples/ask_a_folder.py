"""Ask one question of a folder of files."""

from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Assistant
from corpus import Corpus

with TemporaryDirectory() as folder:
    news = Path(folder) / "news"
    news.mkdir()
    (news / "ferry.md").write_text(
        "---\ntitle: Ferry returns\npublisher: The Lune Courier\npublished: 1931-05-02\n---\n"
        "The ferry across the Lune sails again from Monday. A crossing costs four crowns.\n"
    )
    with Corpus.open(Path(folder) / "corpus") as corpus:
        print(corpus.add(news))
        answer = Assistant(corpus).ask("How much is a crossing?")
        print(answer.text)
        citation = answer.citations[0]
        print(f"- {citation.publisher}, {citation.published}: {citation.quote}")
