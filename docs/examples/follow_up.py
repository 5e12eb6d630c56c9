"""Ask a follow-up that leans on the conversation."""

from assistant import Answer, Assistant

history: list[Answer] = []
with Assistant.open() as assistant:
    for question in ("What did Meloni propose?", "When did she suggest it?"):
        answer = assistant.ask(question, history=history)
        history.append(answer)
        print(f"{question} ({answer.standalone_question})\n  {answer.text}")
