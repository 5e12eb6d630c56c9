"""Endpoints of the API, and the table of its routes."""

from contextlib import closing
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import quote

from assistant import Answer, Checked, Event, Finished, Retrieved, Token, Verification
from assistant.answer_json import AnswerJson, VerificationJson
from assistant.history.all_conversations import AllConversations
from corpus import Corpus, InvalidArticle, InvalidInput
from corpus.article_record import ArticleRecord
from corpus.listing import listing
from corpus.text.corpus_json import ArticleRecordJson
from corpus.text.printing import json_text
from ui.api.chat_completions import complete, list_models, read_model
from ui.api.problem_details import Problem
from ui.api.request_models import (
    ArticlesQuery,
    ChatCompletionRequest,
    NewArticle,
    PeopleQuery,
    Question,
    QuestionsQuery,
    QuotesQuery,
    RevisionQuery,
    SearchRequest,
    SuggestionsQuery,
    TextToVerify,
)
from ui.api.response_models import (
    ArticleChange,
    ArticleList,
    ChatCompletion,
    Health,
    ModelBody,
    ModelList,
    PeopleList,
    QuestionList,
    QuoteList,
    SearchResult,
    Suggestions,
)
from ui.api.route import MEGABYTE, Call, Events, Reply, Route
from ui.serving.cancelled_work import last_step
from ui.serving.prometheus_metrics import MEDIA_TYPE

__all__ = ["ROUTES", "server_sent"]

_OK: Final = {"status": "ok"}


def server_sent(event: str, data: Any) -> str:
    """Return a server-sent event; JSON has no line break that would end it early."""
    return f"event: {event}\ndata: {json_text(data)}\n\n"


def ask(call: Call) -> Answer | Events:
    """Answer a question, at once or as events."""
    body: Question = call.body
    if body.stream or call.wants_events:
        return _events(call, body)
    return call.ask(body.question, **body.options())


def _events(call: Call, body: Question) -> Events:
    # When the client goes away this ends, and with it the chat model's request.
    with closing(call.stream(body.question, **body.options())) as events:
        for event in events:
            yield server_sent(type(event).__name__.lower(), _data(event))


def _data(event: Event) -> dict[str, Any]:
    """Return what an event says, for JSON."""
    match event:
        case Retrieved():
            hits = [hit.to_dict() for hit in event.hits]
            return {"standalone_question": event.standalone_question, "hits": hits}
        case Finished():
            return event.answer.to_dict()
        case Token() | Checked():
            return asdict(event)


def verify(call: Call) -> Verification:
    """Check the sentences of a text against the articles."""
    body: TextToVerify = call.body
    sentences = call.assistant.stream_verification(
        body.text,
        published_after=body.published_after,
        published_before=body.published_before,
        publishers=body.publishers,
    )
    # Step by step, though only the last counts: so it ends soon after the client has hung up.
    return last_step(sentences, Verification)


def search(call: Call) -> dict[str, Any]:
    """Find the passages that match a query best."""
    body: SearchRequest = call.body
    call.occasion.question = body.query
    hits = call.assistant.corpus.search(
        body.query,
        body.k,
        published_after=body.published_after,
        published_before=body.published_before,
        publishers=body.publishers,
        article_ids=body.article_ids,
    )
    return {"hits": hits}


def list_articles(call: Call) -> dict[str, Any]:
    """Return a page of the list of articles."""
    query: ArticlesQuery = call.query
    corpus = call.assistant.corpus
    part = listing(
        corpus,
        query.words,
        filters=corpus.filters(query.published_after, query.published_before, query.publishers),
        order=query.order,
        descending=query.descending,
        limit=query.limit,
        offset=query.offset,
    )
    return {
        "articles": part.entries,
        "total": part.total,
        "limit": query.limit,
        "offset": query.offset,
    }


def list_quotes(call: Call) -> dict[str, Any]:
    """Return a page of who says what in the articles."""
    query: QuotesQuery = call.query
    corpus = call.assistant.corpus
    page = corpus.quotes.find(
        query.speaker,
        query.words,
        filters=corpus.filters(query.published_after, query.published_before, query.publishers),
        limit=query.limit,
        offset=query.offset,
    )
    return {
        "quotes": page.quotes,
        "total": page.total,
        "limit": query.limit,
        "offset": query.offset,
    }


def read_article(call: Call) -> ArticleRecord:
    """Return an article at its newest revision, or at the one that a citation names."""
    corpus, query = call.assistant.corpus, call.query
    return ArticleRecord.of(corpus, call.path["id"], query.revision)


def add_article(call: Call) -> Reply:
    """Add an article, or update it. Adding twice changes nothing."""
    body: NewArticle = call.body
    article = body.article()
    report = _writable(call).add(article)
    if report.failed:
        # One article was given, so there is one failure at most.
        raise InvalidArticle(str(report.failed[0]))
    result = "added" if report.added else "changed" if report.changed else "unchanged"
    url = f"{call.base_url}v1/articles/{quote(article.id, safe='')}"
    return Reply(
        {"id": article.id, "revision": article.revision, "result": result},
        201 if result == "added" else 200,
        {"location": url},
    )


def remove_article(call: Call) -> Reply:
    """Remove an article with all its revisions."""
    _writable(call).remove(call.path["id"])
    return Reply(None, 204)


def suggest(call: Call) -> dict[str, Any]:
    """Return questions that the articles answer."""
    return {"questions": call.suggestions.get(call.query.most)}


def list_questions(call: Call) -> dict[str, Any]:
    """Return what readers ask, and how often it got no answer; never who asked."""
    query: QuestionsQuery = call.query
    everyone = AllConversations(call.assistant.corpus)
    asked = everyone.asked_questions(unanswered=query.unanswered)
    return {"questions": asked[: query.most], "total": len(asked)}


def list_people(call: Call) -> dict[str, Any]:
    """Return a page of those whose conversations are kept, whoever asked last first."""
    query: PeopleQuery = call.query
    people = AllConversations(call.assistant.corpus).people()
    return {
        "people": people[query.offset : query.offset + query.limit],
        "total": len(people),
        "limit": query.limit,
        "offset": query.offset,
    }


def delete_person(call: Call) -> Reply:
    """Delete all conversations of a person for good, and with them the links to them."""
    everyone, name = AllConversations(_writable(call)), call.path["id"]
    try:
        # The whole name: by its beginning somebody else could be deleted for good.
        who = everyone.person(name, whole=True)
    except InvalidInput:
        raise Problem(
            404,
            "person-not-found",
            "There is no such person",
            f"No conversations are kept under the name {name!r}; GET /v1/people lists the names.",
        ) from None
    everyone.delete(who)
    return Reply(None, 204)


def health(_call: Call) -> dict[str, str]:
    """Tell that the process is up."""
    return _OK


def readiness(call: Call) -> dict[str, str]:
    """Tell that library and vectors answer.

    Raises:
        StoreError: They do not.
    """
    call.assistant.corpus.probe()
    return _OK


def metrics(call: Call) -> bytes:
    """Return the metrics of this server."""
    return call.metrics.text(articles=call.assistant.corpus.count())


def _writable(call: Call) -> Corpus:
    corpus = call.assistant.corpus
    if corpus.read_only:
        raise Problem(
            403,
            "read-only",
            "The corpus is read-only",
            "Nothing is added or removed here: the server runs with ONRECORD_READ_ONLY.",
        )
    return corpus


def _one(_body: object) -> int:
    return 1


ROUTES: Final = (
    Route(
        method="POST",
        path="/v1/ask",
        answer=ask,
        role="public",
        summary="Answer a question from the articles, every sentence cited",
        tag="questions",
        body=Question,
        response=AnswerJson,
        questions=_one,
        streams=True,
    ),
    Route(
        method="POST",
        path="/v1/verify",
        answer=verify,
        summary="Check the sentences of a text against the articles",
        tag="questions",
        body=TextToVerify,
        response=VerificationJson,
        questions=lambda body: body.questions,
    ),
    Route(
        method="POST",
        path="/v1/search",
        answer=search,
        summary="Find passages by meaning and by words",
        tag="questions",
        body=SearchRequest,
        response=SearchResult,
        questions=_one,
    ),
    Route(
        method="GET",
        path="/v1/suggestions",
        answer=suggest,
        role="public",
        summary="List questions that the articles answer",
        tag="questions",
        query=SuggestionsQuery,
        response=Suggestions,
        questions=_one,
    ),
    Route(
        method="GET",
        path="/v1/articles",
        answer=list_articles,
        summary="List the articles, page by page",
        tag="articles",
        query=ArticlesQuery,
        response=ArticleList,
    ),
    Route(
        method="POST",
        path="/v1/articles",
        answer=add_article,
        summary="Add an article, or a revision of one",
        tag="articles",
        role="editor",
        body=NewArticle,
        most_bytes=20 * MEGABYTE,
        response=ArticleChange,
        statuses=(200, 201),
    ),
    Route(
        method="GET",
        path="/v1/articles/{id}",
        answer=read_article,
        summary="Read an article, at any of its revisions",
        tag="articles",
        query=RevisionQuery,
        response=ArticleRecordJson,
    ),
    Route(
        method="DELETE",
        path="/v1/articles/{id}",
        answer=remove_article,
        summary="Remove an article with all its revisions",
        tag="articles",
        role="editor",
        response=None,
        statuses=(204,),
    ),
    Route(
        method="GET",
        path="/v1/quotes",
        answer=list_quotes,
        summary="List who says what in the articles, page by page",
        tag="articles",
        query=QuotesQuery,
        response=QuoteList,
    ),
    Route(
        method="GET",
        path="/v1/questions",
        answer=list_questions,
        summary="List what readers ask, and how often it got no answer",
        tag="people",
        role="admin",
        query=QuestionsQuery,
        response=QuestionList,
    ),
    Route(
        method="GET",
        path="/v1/people",
        answer=list_people,
        summary="List whose conversations are kept, page by page",
        tag="people",
        role="admin",
        query=PeopleQuery,
        response=PeopleList,
    ),
    Route(
        method="DELETE",
        path="/v1/people/{id}",
        answer=delete_person,
        summary="Delete all conversations of a person",
        tag="people",
        role="admin",
        response=None,
        statuses=(204,),
    ),
    Route(
        method="GET",
        path="/v1/models",
        answer=list_models,
        summary="List the models, as OpenAI's protocol does",
        tag="openai",
        response=ModelList,
    ),
    Route(
        method="GET",
        path="/v1/models/{id}",
        answer=read_model,
        summary="Describe a model, as OpenAI's protocol does",
        tag="openai",
        response=ModelBody,
    ),
    Route(
        method="POST",
        path="/v1/chat/completions",
        answer=complete,
        summary="Answer a conversation, as OpenAI's protocol does",
        tag="openai",
        body=ChatCompletionRequest,
        response=ChatCompletion,
        questions=_one,
        streams=True,
    ),
    Route(
        method="GET",
        path="/healthz",
        answer=health,
        summary="Tell that the process is up",
        tag="running",
        role=None,
        response=Health,
        apart=True,
    ),
    Route(
        method="GET",
        path="/readyz",
        answer=readiness,
        summary="Tell that library and vectors answer",
        tag="running",
        role=None,
        response=Health,
        apart=True,
    ),
    Route(
        method="GET",
        path="/metrics",
        answer=metrics,
        summary="Tell of requests and questions since the start, in Prometheus's text format",
        tag="running",
        response=None,
        media_type=MEDIA_TYPE,
        apart=True,
    ),
)
