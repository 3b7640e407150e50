"""Python functions become tools by their signature, hints and docstring; a file is read, never run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator

from simulator.errors import InputError
from simulator.tools.formats.docstrings import read_docstring
from simulator.tools.formats.read import read_tools

HEAD = """
import datetime, typing as t
from dataclasses import dataclass, field
from enum import Enum
from typing import *
from pydantic import BaseModel, Field

raise SystemExit("this file was run")

class Color(Enum):
    RED = "red"
    BLUE = "blue"

@dataclass
class Item:
    '''One thing.'''
    sku: str
    count: int = 1
    notes: list[str] = field(default_factory=list)

class Node(BaseModel):
    name: str = Field(..., description="Its name.", min_length=1)
    children: list["Node"] = []

class Movie(TypedDict, total=False):
    title: Required[str]
    year: int

LIMIT = 10
UserId = NewType("UserId", int)
Cabin = Literal["eco", "biz"]
"""
TEXT = {"type": "string"}
ITEM = {
    "type": "object",
    "properties": {"sku": TEXT, "count": {"type": "integer", "default": 1}, "notes": {"type": "array", "items": TEXT}},
    "required": ["sku"],
    "description": "One thing.",
}
HINTS: dict[str, Any] = {
    "str": TEXT,
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "list": {"type": "array"},
    "list[str]": {"type": "array", "items": TEXT},
    "t.List[int]": {"type": "array", "items": {"type": "integer"}},
    "Sequence[str]": {"type": "array", "items": TEXT},
    "set[str]": {"type": "array", "items": TEXT, "uniqueItems": True},
    "tuple[int, str]": {"type": "array", "prefixItems": [{"type": "integer"}, TEXT], "minItems": 2, "maxItems": 2},
    "tuple[int, ...]": {"type": "array", "items": {"type": "integer"}},
    "dict[str, int]": {"type": "object", "additionalProperties": {"type": "integer"}},
    "Mapping": {"type": "object"},
    "Optional[str]": {"type": ["string", "null"]},
    "str | None": {"type": ["string", "null"]},
    "int | str": {"type": ["integer", "string"]},
    "Union[list[str], None, int]": {"anyOf": [{"type": "array", "items": TEXT}, {"type": "integer"}, {"type": "null"}]},
    "Literal['a', 'b']": {"type": "string", "enum": ["a", "b"]},
    "Literal[1, None]": {"type": ["integer", "null"], "enum": [1, None]},
    "Cabin": {"type": "string", "enum": ["eco", "biz"]},
    "UserId": {"type": "integer"},
    "Annotated[int, 'How many.']": {"type": "integer", "description": "How many."},
    "Annotated[int, Field(ge=1, le=9)]": {"type": "integer", "minimum": 1, "maximum": 9},
    "Annotated[list[str], Field(min_length=1)]": {"type": "array", "items": TEXT, "minItems": 1},
    "datetime.date": {"type": "string", "format": "date"},
    "'datetime.datetime'": {"type": "string", "format": "date-time"},
    "UUID": {"type": "string", "format": "uuid"},
    "Color": {"type": "string", "enum": ["red", "blue"]},
    "Item": ITEM,
    "list[Item]": {"type": "array", "items": ITEM},
    "Movie": {"type": "object", "properties": {"title": TEXT, "year": {"type": "integer"}}, "required": ["title"]},
    "Any": {},
    "Something.Unknown[int]": {},
    "1 + 1": {},
}


def write(tmp_path: Path, text: str, name: str = "tools.py") -> str:
    (tmp_path / name).write_text(HEAD + text)
    return str(tmp_path / name)


@pytest.mark.parametrize("hint", HINTS)
def test_a_hint_becomes_a_schema(tmp_path: Path, hint: str):
    (tool,) = read_tools(write(tmp_path, f"def f(a: {hint}): 'Does.'\n")).tools
    assert tool.properties["a"] == HINTS[hint]
    assert tool.required == ("a",)


def test_a_class_that_holds_itself_is_a_definition(tmp_path: Path):
    (tool,) = read_tools(write(tmp_path, "def f(a: Node): 'Does.'\n")).tools
    node = tool.parameters["$defs"]["Node"]
    assert tool.properties["a"] == {"$ref": "#/$defs/Node"}
    assert node["properties"]["children"]["items"] == {"$ref": "#/$defs/Node"}
    assert node["properties"]["name"] == {"type": "string", "description": "Its name.", "minLength": 1}
    Draft202012Validator.check_schema(tool.parameters)


def test_defaults_make_arguments_optional(tmp_path: Path):
    text = "def f(a: int = LIMIT, b=True, *, c: str, d: Color = Color.RED, e: int = None, **more): 'Does.'\n"
    (tool,) = read_tools(write(tmp_path, text)).tools
    assert tool.required == ("c",)
    assert tool.properties["a"] == {"type": "integer", "default": 10}
    assert tool.properties["b"] == {"type": "boolean", "default": True}
    assert tool.properties["e"] == {"type": ["integer", "null"], "default": None}
    assert tool.parameters["additionalProperties"] is True


DOCSTRINGS = {
    "Google": """
    Args:
        a (int): First,
            goes on.
        b: Second.

    Returns:
        x: nothing
    """,
    "NumPy": """
    Parameters
    ----------
    a : int
        First,
        goes on.
    b
        Second.

    Returns
    -------
    int
    """,
    "Sphinx": """
    :param int a: First,
        goes on.
    :param b: Second.
    :returns: nothing
    """,
    "Epytext": """
    @type a: int
    @param a: First, goes on.
    @param b: Second.
    @return: nothing
    """,
}


@pytest.mark.parametrize("style", DOCSTRINGS)
def test_a_docstring_of_every_style_describes_the_parameters(tmp_path: Path, style: str):
    (tool,) = read_tools(
        write(tmp_path, f'def f(a, b: str):\n    """Finds.\n\n    More of it.\n{DOCSTRINGS[style]}"""\n')
    ).tools
    assert tool.description == "Finds. More of it."
    assert tool.properties["a"] == {"type": "integer", "description": "First, goes on."}
    assert tool.properties["b"] == {"type": "string", "description": "Second."}


def test_a_docstring_without_sections_is_all_description():
    assert read_docstring("Note: this\n  is all.\n\nSee http://x: y.").text == "Note: this is all. See http://x: y."
    assert read_docstring(None).text == ""


def test_what_is_public_in_a_file_is_read(tmp_path: Path):
    text = (
        "def get_a(): 'A.'\nasync def set_b(x: int) -> Item: 'B.'\ndef _own(): ...\ndef main(): ...\n"
        "class Api:\n    def see(self, x: int): 'Sees.'\n    def _own(self): ...\n"
    )
    found = read_tools(path := write(tmp_path, text))
    assert [(tool.name, tool.writes) for tool in found.tools] == [("get_a", False), ("set_b", True)]
    assert found.tools[1].returns == ITEM
    assert [text.partition("tools.py:")[2] for text in found.placed(found.left_out)] == [
        "34:1: _own: is private",
        "35:1: main: is the program itself",
    ]
    assert read_tools(f"{path}:set_b").names == {"set_b": "set_b"}
    assert read_tools(f"{path}:Api").tools[0].properties == {"x": {"type": "integer"}}
    assert read_tools(f"{path}:Api.see").names == {"see": "see"}
    assert read_tools(path, include=["get*"]).names == {"get_a": "get_a"}


def test_marks_and_exports_say_what_is_a_tool(tmp_path: Path):
    assert read_tools(write(tmp_path, "__all__ = ['b']\ndef a(): 'A.'\ndef b(): 'B.'\n")).names == {"b": "b"}
    text = "@server.tool(name='look-up', description='Looks.')\ndef a(): ...\ndef b(): 'B.'\n"
    (tool,) = read_tools(write(tmp_path, text)).tools
    assert (tool.name, tool.description) == ("look-up", "Looks.")


BROKEN = {
    "def f(:\n": ("not valid Python", 2),
    "x = 1\n": ("no public function", 0),
    "class Api:\n    def f(self): ...\n": ("no public function", 0),
    "def f(): 'x\n": ("not valid Python", 1),
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_file_without_functions_is_one_error(tmp_path: Path, text: str):
    (tmp_path / "a.py").write_text(text)
    with pytest.raises(InputError, match=BROKEN[text][0]):
        read_tools(tmp_path / "a.py")
    with pytest.raises(InputError, match="no function or class 'g'|not valid"):
        read_tools(f"{tmp_path / 'a.py'}:g")


class Size(Enum):
    S = "s"
    L = "l"


@dataclass
class Order:
    sku: str
    count: int = 1


def order(item: Order, size: Size = Size.S, how: Literal["post", "van"] | None = None, *rest: int) -> Order:
    """Orders a thing.

    Args:
        item: What to order.
        size: How large.
    """
    return item


def test_functions_given_as_objects_are_read_too():
    (tool,) = read_tools(order).tools
    assert (tool.name, tool.description, tool.required, tool.writes) == ("order", "Orders a thing.", ("item",), True)
    assert tool.properties["item"]["properties"]["count"] == {"type": "integer", "default": 1}
    assert tool.properties["size"] == {"type": "string", "enum": ["s", "l"], "description": "How large."}
    assert tool.returns is not None
    assert [tool.name for tool in read_tools([order, len]).tools] == ["order", "len"]
    with pytest.raises(InputError, match="no function"):
        read_tools(5)
