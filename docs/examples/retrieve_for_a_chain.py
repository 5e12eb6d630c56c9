"""Give passages of the corpus to a LangChain chain of your own."""

from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from assistant import Assistant, CorpusRetriever

prompt = ChatPromptTemplate.from_template(
    "Answer from these passages only:\n{passages}\n\n{question}"
)

with Assistant.open() as assistant:
    retriever = CorpusRetriever(corpus=assistant.corpus, k=3)
    chain = {"passages": retriever, "question": RunnablePassthrough()} | prompt
    # Put a chat model after the prompt: chain | init_chat_model("ollama:llama3.2")
    print(chain.invoke("Which countries lead the coalition of the willing?").to_string())
