"""装好的应用：OpenAPI 是全的，没有用不着的门。"""

from __future__ import annotations

from typing import Any

import pytest

from api.wiring import create_app

OPERATIONS = {
    ("/api/v1/conversations", "post"),
    ("/api/v1/conversations/{conversation_id}/messages", "post"),
    ("/api/v1/conversations/{conversation_id}/messages", "get"),
    ("/api/v1/conversations/{conversation_id}/rating", "post"),
    ("/api/v1/conversations/{conversation_id}/turns/{turn_id}/feedback", "post"),
    ("/api/v1/tickets/{number}", "get"),
    ("/api/v1/rating-reasons", "get"),
    ("/api/v1/agents/handovers", "get"),
    ("/api/v1/agents/handovers/{handover_id}/take", "post"),
    ("/api/v1/agents/handovers/{handover_id}/conversation", "get"),
    ("/api/v1/agents/handovers/{handover_id}/messages", "post"),
    ("/api/v1/agents/handovers/{handover_id}/end", "post"),
    ("/api/v1/agents/tickets", "get"),
    ("/api/v1/agents/tickets/{number}", "get"),
    ("/api/v1/agents/tickets/{number}", "post"),
    ("/api/v1/agents/tickets/{number}/audit", "get"),
    ("/api/v1/search", "get"),
    ("/api/v1/items/{code}", "get"),
    ("/api/v1/bundles", "get"),
    ("/api/v1/bundles/{id}", "get"),
    ("/api/v1/categories", "get"),
    ("/api/v1/regions", "get"),
    ("/livez", "get"),
    ("/readyz", "get"),
    ("/metrics", "get"),
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_app().openapi()


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    found = {
        (path, method): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert set(found) == OPERATIONS
    for operation in found.values():
        assert operation["summary"]
        assert operation["description"]


def test_every_failure_is_a_problem(document: dict[str, Any]) -> None:
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status.startswith("4") or status == "500":
                    assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_answers_have_models_and_fields_have_words(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert {"Turn", "Reply", "History", "Opened", "SearchResult", "Item", "Health"} <= set(schemas)
    assert schemas["Reply"]["properties"]["text"]["description"]
    assert "engine_unavailable" in schemas["Turn"]["properties"]["outcome"]["enum"]
