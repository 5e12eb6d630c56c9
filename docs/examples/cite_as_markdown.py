"""Print an answer as Markdown, its citations as footnotes."""

from assistant import Assistant
from corpus.text.escape import escape_markdown

with Assistant.open() as assistant:
    answer = assistant.ask("What does Article 5 commit NATO's members to?")

for statement in answer.statements:
    marks = "".join(f"[^{number}]" for number in statement.citations)
    print(f"{escape_markdown(statement.text)}{marks}\n")
for citation in answer.citations:
    source = citation.title or citation.article_id
    print(f"[^{citation.number}]: {escape_markdown(source)}, {citation.published}")
