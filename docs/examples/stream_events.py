"""Show an answer as it comes."""

from assistant import Assistant, Finished, Retrieved, Token

with Assistant.open() as assistant:
    for event in assistant.stream("When was the North Atlantic Treaty signed?"):
        match event:
            case Retrieved(hits=hits):
                print(f"{len(hits)} passages")
            case Token(text=text):
                print(text, end="")
            case Finished(answer=answer):
                print(f"\n{len(answer.citations)} citations in {answer.seconds:.2f} s")
