"""API documents written by a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def write_document(tmp_path: Path):
    """Writes paths and schemas as an OpenAPI document and gives its file."""

    def write(paths: dict, schemas: dict | None = None, version: str = "3.0.3") -> Path:
        data = {
            "openapi": version,
            "info": {"title": "Things"},
            "paths": paths,
            "components": {"schemas": schemas or {}},
        }
        path = tmp_path / "things.json"
        path.write_text(json.dumps(data))
        return path

    return write
