"""OpenAPI 3.1 document of the API, made from the table of its routes."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ui.api.problem_details import MEDIA_TYPE
from ui.api.response_models import ProblemBody
from ui.api.route import JSON, Route

__all__ = ["openapi_document"]

_REFERENCE: Final = "#/components/schemas/{model}"
_DESCRIPTION: Final = """\
Answers from your articles, with the quote to prove it. Errors are problem details (RFC 9457).
Keys are bearer tokens; without any key, a server on loopback is open to the users of its computer.
"""
_EVENTS: Final = """\
With `"stream": true` (for `/v1/ask` also by `Accept: text/event-stream`): server-sent events. Of
`/v1/ask`: `retrieved`, `token`, `checked`, `finished` (its data is the whole answer), or `error`
(a problem). Of `/v1/chat/completions`: OpenAI's chunks, then `[DONE]`.
"""

_Mode = Literal["validation", "serialization"]


def openapi_document(routes: Sequence[Route]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of some routes, as ``json.dumps`` takes it."""
    used: list[tuple[type[BaseModel], _Mode]] = [(ProblemBody, "serialization")]
    for route in routes:
        used += [(route.body, "validation")] if route.body else []
        used += [(route.response, "serialization")] if route.response else []
    _, schemas = models_json_schema(list(dict.fromkeys(used)), ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "On Record",
            "version": "1",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.answer.__name__,
        "summary": route.summary,
        "tags": [route.tag],
        "security": _security(route),
        "responses": _responses(route),
    }
    if route.streams:
        operation["description"] = _EVENTS
    if parameters := [*_path_parameters(route), *_query_parameters(route)]:
        operation["parameters"] = parameters
    if route.body:
        content = {"application/json": {"schema": _reference(route.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _security(route: Route) -> list[dict[str, list[str]]]:
    key: dict[str, list[str]] = {"key": []}
    if route.role == "admin":  # also on a server that is open to its computer's users
        return [key]
    return [key, {}] if route.role else [{}]


def _responses(route: Route) -> dict[str, Any]:
    success: dict[str, Any] = {}
    for status in route.statuses:
        success[str(status)] = {"description": HTTPStatus(status).phrase}
        if route.response or route.media_type != JSON:
            schema = _reference(route.response) if route.response else {"type": "string"}
            content: dict[str, Any] = {route.media_type: {"schema": schema}}
            if route.streams:
                content["text/event-stream"] = {}  # OpenAPI 3.1 has no schema for one event
            success[str(status)]["content"] = content
    problem = {
        "description": "A problem",
        "content": {MEDIA_TYPE: {"schema": _reference(ProblemBody)}},
    }
    return {**success, "default": problem}


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema(ref_template=_REFERENCE)
    return [
        {"name": name, "in": "query", "required": False, "schema": fields}
        for name, fields in schema["properties"].items()
    ]


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(model=model.__name__)}
