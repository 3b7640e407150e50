"""A digest of a Python object that was given as an assistant: of what it does, the same in every process.

No address, position or hash order goes into it. Of what an object holds, only plain values count.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import blake2b
from types import CodeType, FunctionType, MethodType
from typing import Any

PLAIN = (str, bytes, int, float, complex, bool, type(None), type(...))


def digest_of(found: Any) -> str:
    """The digest of a function, a class or an object by its class; "" where nothing of it can be read."""
    try:
        parts = list(_parts(found))
    except RecursionError:
        return ""
    return blake2b("\0".join(parts).encode("utf-8", "backslashreplace"), digest_size=8).hexdigest() if parts else ""


def _parts(found: Any) -> Iterator[str]:
    if isinstance(found, partial):
        yield from _parts(found.func)
        yield _written((found.args, found.keywords))
    elif isinstance(found, MethodType):
        yield from _parts(found.__func__)
    elif isinstance(found, FunctionType):
        yield _source(found)
        yield from _function(found)
    elif isinstance(found, type):
        yield from _class(found)
    else:
        yield from _class(type(found))


def _function(found: FunctionType) -> Iterator[str]:
    yield found.__qualname__
    yield _code(found.__code__)
    yield _written((found.__defaults__, found.__kwdefaults__))
    for name, cell in zip(found.__code__.co_freevars, found.__closure__ or (), strict=True):
        try:
            yield f"{name}={_written(cell.cell_contents)}"
        except ValueError:
            yield f"{name} is empty"


def _class(found: type) -> Iterator[str]:
    for one in found.__mro__:
        if one.__module__ != "builtins":
            yield one.__qualname__
            yield from _body(one)


def _body(found: type) -> Iterator[str]:
    for name, value in sorted(vars(found).items()):
        inner = getattr(value, "__func__", getattr(value, "fget", value))
        if isinstance(inner, FunctionType):
            yield from _function(inner)
        elif name not in ("__module__", "__doc__", "__firstlineno__"):
            yield f"{name}={_written(value)}"


def _source(found: FunctionType) -> str:
    try:
        return inspect.getsource(found)
    except (OSError, TypeError, SyntaxError):
        return ""


def _code(code: CodeType) -> str:
    return f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {_written(code.co_consts)}"


def _written(value: Any) -> str:
    """A value in words that are the same in every process; of one that is not plain only its type."""
    if isinstance(value, CodeType):
        return _code(value)
    if type(value) in PLAIN:
        return repr(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(_written, value)))}}}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_written(key)}: {_written(held)}' for key, held in value.items())}}}"
    if isinstance(value, FunctionType):
        return f"{value.__qualname__} {_code(value.__code__)}"
    return type(value).__qualname__
