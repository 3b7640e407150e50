"""Where the calls of a document go: its first server, with the defaults of its variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.values.late import Late

_VARIABLE = Late(r"\{([^{}]+)\}")


def server_of(data: Mapping[str, Any], item: Mapping[str, Any], operation: Mapping[str, Any]) -> str:
    """The base address of an operation, "" where the document gives none."""
    for holder in (operation, item, data):
        servers = holder.get("servers")
        first = servers[0] if isinstance(servers, list) and servers else None
        if isinstance(first, Mapping) and isinstance(first.get("url"), str):
            return _filled(first["url"], first.get("variables")).rstrip("/")
    return _swagger(data)


def _filled(url: str, variables: Any) -> str:
    known = variables if isinstance(variables, Mapping) else {}

    def value(found: re.Match[str]) -> str:
        variable = known.get(found[1])
        default = variable.get("default") if isinstance(variable, Mapping) else None
        return found[0] if default is None else str(default)

    return _VARIABLE.sub(value, url)


def _swagger(data: Mapping[str, Any]) -> str:
    host, base, schemes = data.get("host"), data.get("basePath"), data.get("schemes")
    path = base if isinstance(base, str) else ""
    if not isinstance(host, str) or not host:
        return path.rstrip("/")
    known = [one for one in schemes if isinstance(one, str)] if isinstance(schemes, list) else []
    scheme = "https" if "https" in known or not known else known[0]
    return f"{scheme}://{host}/{path.strip('/')}".rstrip("/")
