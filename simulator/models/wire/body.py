"""The body of a request as bytes; apart from the wire, so that what only counts or hashes bytes loads no network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson


def to_bytes(body: Mapping[str, Any]) -> bytes:
    """The body as JSON; what orjson refuses (lone surrogates, huge numbers) is escaped."""
    try:
        return orjson.dumps(body)
    except TypeError:
        import json

        return json.dumps(body).encode()
