"""A small shop: orders that are placed, shown and cancelled, and customers that are found and added."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ORDER = {
    "type": "object",
    "properties": {
        "order_id": {"type": "string"},
        "customer_id": {"type": "string"},
        "quantity": {"type": "integer"},
        "status": {"type": "string", "enum": ["open", "packed", "shipped"]},
    },
}
CUSTOMER = {"type": "object", "properties": {"customer_id": {"type": "string"}, "email": {"type": "string"}}}
PLACED = {
    "type": "object",
    "required": ["customer_id", "item", "quantity"],
    "properties": {
        "customer_id": {"type": "string"},
        "item": {"type": "string", "enum": ["lamp", "chair", "desk"]},
        "quantity": {"type": "integer", "minimum": 1, "maximum": 99},
        "note": {"type": "string"},
    },
}
EMAIL = {"type": "string", "format": "email"}


def _answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


SHOP = {
    "openapi": "3.0.3",
    "info": {"title": "Small shop", "version": "1"},
    "paths": {
        "/orders": {
            "get": {
                "operationId": "listOrders",
                "summary": "List orders",
                "parameters": [{"name": "customer_id", "in": "query", "required": True, "schema": {"type": "string"}}],
                "responses": _answer({"type": "array", "items": ORDER}),
            },
            "post": {
                "operationId": "placeOrder",
                "summary": "Place an order",
                "requestBody": _body(PLACED),
                "responses": _answer(ORDER),
            },
        },
        "/orders/{order_id}": {
            "parameters": [{"name": "order_id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"operationId": "getOrder", "summary": "Get an order", "responses": _answer(ORDER)},
            "delete": {
                "operationId": "cancelOrder",
                "summary": "Cancel an order",
                "responses": {"204": {"description": "gone"}, "404": {"description": "No such order."}},
            },
        },
        "/customers": {
            "get": {
                "operationId": "findCustomer",
                "summary": "Find a customer",
                "parameters": [{"name": "email", "in": "query", "required": True, "schema": EMAIL}],
                "responses": _answer({"type": "array", "items": CUSTOMER}),
            },
            "post": {
                "operationId": "addCustomer",
                "summary": "Add a customer",
                "requestBody": _body({"type": "object", "required": ["email"], "properties": {"email": EMAIL}}),
                "responses": _answer(CUSTOMER),
            },
        },
    },
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "shop.json"
    path.write_text(json.dumps(SHOP))
    return path
