"""Tools that are about the same kind of thing, grouped by their paths and, where these say nothing, by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from simulator.frozen import NamedTuple, dataclass
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat, singular, split_words
from simulator.values.late import Late
from simulator.worlds.derived.fields import entity_fields, is_list, strong_keys
from simulator.worlds.derived.names import Named, key_argument, read_name, shared_prefix

HOLE = Late(r"\{([^{}/]+)\}")
_ITEM = Late(r"(.*)/\{([^{}/]+)\}")
_ENDING = Late(r"\.(?:json|xml)$")
_ITEM_ROLES = {"get": "get", "head": "get", "put": "replace", "patch": "update", "post": "update", "delete": "delete"}
_KEYED = ("get", "update", "replace", "delete", "act")
_ALIKE = 3


class Part(NamedTuple):
    """What one tool does in its group, and the argument that names the thing ("" where it takes none)."""

    role: str
    key: str = ""


@dataclass(slots=True, kw_only=True)
class Group:
    """Tools about one kind of thing; `path` is that of its collection, "" where only names tell."""

    path: str = ""
    name: str = ""
    noun: tuple[str, ...] = ()
    single: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)

    def merged(self, tool: str) -> bool:
        """Whether the tool came from another path."""
        return tool in self.strangers


def find_groups(tools: Sequence[ToolSpec]) -> list[Group]:
    """Every group, those found by path first."""
    finder = _Finder(tools)
    finder.by_path()
    finder.by_name()
    return finder.groups


class _Finder:
    """One search."""

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.groups: list[Group] = []
        self._tools = tools
        self._owned: set[str] = set()
        self._items: dict[str, Group] = {}
        self._named: dict[tuple[str, ...], Group] = {}

    # --- by path -----------------------------------------------------------------------------------------------------
    def by_path(self) -> None:
        """Groups of tools with paths: items, their collections, what else lies beside and below them."""
        statics: dict[str, list[ToolSpec]] = {}
        for tool in self._tools:
            path = clean(tool.path)
            item = _ITEM.fullmatch(path)
            if item and tool.method:
                self._own(self._item_group(item[1]), tool, _ITEM_ROLES.get(tool.method, ""), item[2])
            elif path:
                statics.setdefault(_shape(path), []).append(tool)
        self._merge_alike()
        for shape in [shape for shape in statics if shape in self._items]:
            for tool in statics.pop(shape):
                self._own(self._items[shape], tool, *self._beside(tool, self._items[shape]))
        for beside in statics.values():
            self._other(beside)

    def _own(self, group: Group, tool: ToolSpec, role: str, key: str = "", *, stranger: bool = False) -> None:
        if role and tool.name not in self._owned:
            self._owned.add(tool.name)
            group.parts[tool.name] = Part(role=role, key=key)
            if stranger:
                group.strangers.add(tool.name)

    def _item_group(self, base: str) -> Group:
        shape = _shape(base)
        if shape not in self._items:
            self._items[shape] = self._new(base)
        return self._items[shape]

    def _new(self, path: str, *, name: str = "", noun: tuple[str, ...] = (), single: bool = False) -> Group:
        last = next((part for part in reversed(path.split("/")) if part and "{" not in part), name)
        words = split_words(last)
        noun = noun or ((*words[:-1], singular(words[-1])) if words else ())
        group = Group(path=path, name=name, noun=noun, single=single)
        self.groups.append(group)
        self._named.setdefault(noun, group)
        return group

    def _merge_alike(self) -> None:
        """/users/{id}/orders/{order_id} shows what /orders/{order_id} shows, where their fields are the same."""
        known = {tool.name: tool for tool in self._tools}
        for shape, group in list(self._items.items()):
            top = next((other for other in self.groups if other.noun == group.noun and "{" not in other.path), None)
            if top is None or top is group or "{" not in group.path:
                continue
            mine, theirs = (_shown(one, known) for one in (group, top))
            if len(mine) >= _ALIKE and mine == theirs:
                top.parts.update(group.parts)
                top.strangers.update(group.parts)
                self.groups.remove(group)
                self._items[shape] = top

    def _beside(self, tool: ToolSpec, group: Group) -> tuple[str, str]:
        """What a tool of the collection's own path does, and the argument that names the thing."""
        if tool.method == "post":
            body = len(tool.properties) > len(HOLE.findall(tool.path))
            return ("create" if tool.writes and body else "list" if not tool.writes else ""), ""
        if tool.method in ("get", "head"):
            return "list", ""
        key = key_argument(_without_holes(tool), group.noun, lone=False)
        sure = strong_keys(group.noun) | {flat(part.key) for part in group.parts.values()}
        return (_ITEM_ROLES.get(tool.method, ""), key) if flat(key) in sure else ("", "")

    def _other(self, tools: Sequence[ToolSpec]) -> None:
        """Tools of one path that ends in a word and is no collection with items below it."""
        path = clean(tools[0].path)
        head, _, last = path.rpartition("/")
        methods = {tool.method: tool for tool in tools}
        above = self._items.get(_shape(_ITEM.sub(r"\1", head))) if head.endswith("}") else None
        beside = self._items.get(_shape(head))
        same = self._named.get(_noun(last))
        if same is not None and any(part.role in _KEYED for part in same.parts.values()) and not head.endswith(last):
            for tool in tools:
                role, key = self._beside(tool, same)
                self._own(same, tool, role, key, stranger=True)
        elif beside is not None:
            for tool in tools:
                self._own(beside, tool, *_by_word(tool, last, beside))
        elif above is not None and "get" not in methods and "head" not in methods:
            for tool in tools:
                named = read_name(f"{last}_it")
                act = named.role if named and named.role in ("delete", "update") else "act"
                self._own(above, tool, act if tool.writes else "", HOLE.findall(head)[-1])
        elif "get" in methods and {"put", "patch"} & methods.keys() and not is_list(methods["get"].returns):
            self._single(path, tools)
        elif {"get", "post"} <= methods.keys() and is_list(methods["get"].returns) and methods["post"].status == 201:
            group = self._items[_shape(path)] = self._new(path)
            for tool in tools:
                self._own(group, tool, *self._beside(tool, group))

    def _single(self, path: str, tools: Sequence[ToolSpec]) -> None:
        group = self._new(path, single=True)
        for tool in tools:
            role = {"get": "get", "put": "save", "patch": "save", "delete": "delete"}.get(tool.method, "")
            self._own(group, tool, role)

    # --- by name -----------------------------------------------------------------------------------------------------
    def by_name(self) -> None:
        """What no path explains: tools of known things by their names, and things only names tell of."""
        prefix = shared_prefix(self._tools)
        left = [tool for tool in self._tools if tool.name not in self._owned]
        read = [(tool, named) for tool in left if (named := read_name(tool.name, prefix))]
        self._found_by_name(read)
        for tool, named in read:
            group = self._named.get(named.noun) or self._longest(named)
            if group is not None and tool.name not in self._owned and not _below(tool):
                self._own(group, tool, *_role(tool, named, group), stranger=True)

    def _found_by_name(self, read: Sequence[tuple[ToolSpec, Named]]) -> None:
        together: dict[tuple[str, ...], list[tuple[ToolSpec, Named]]] = {}
        for tool, named in read:
            if not _below(tool):
                together.setdefault(named.noun, []).append((tool, named))
        for noun, members in together.items():
            roles = {named.role for _, named in members}
            changing = roles & {"create", "save", "update", "delete"}
            if noun not in self._named and len(roles) > 1 and changing:
                group = self._named[noun] = Group(name=_plural("_".join(noun)), noun=noun)
                for tool, named in members:
                    self._own(group, tool, *_role(tool, named, group))
                if any(part.role in _KEYED or part.role == "list" for part in group.parts.values()):
                    self.groups.append(group)
                else:
                    del self._named[noun]
                    self._owned -= group.parts.keys()

    def _longest(self, named: Named) -> Group | None:
        """get_order_status is about orders, where those are known."""
        return next((self._named[named.noun[:n]] for n in range(len(named.noun) - 1, 0, -1)
                     if named.noun[:n] in self._named), None)  # fmt: skip


def clean(path: str) -> str:
    """The path without what its ending adds."""
    return _ENDING.sub("", path.partition("?")[0]).rstrip("/")


def _shape(path: str) -> str:
    return HOLE.sub("{}", path)


def _noun(word: str) -> tuple[str, ...]:
    words = split_words(word)
    return (*words[:-1], singular(words[-1])) if words else ()


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"


def _shown(group: Group, tools: Mapping[str, ToolSpec]) -> frozenset[str]:
    """The fields of one thing as reading it shows them."""
    getter = next((tools[name] for name, part in group.parts.items() if part.role == "get"), None)
    return frozenset(entity_fields(getter.returns, strong_keys(group.noun))[1]) if getter else frozenset()


def _without_holes(tool: ToolSpec) -> ToolSpec:
    """The tool without the arguments of its path, which name its parents."""
    holes = HOLE.findall(tool.path)
    kept = {name: schema for name, schema in tool.properties.items() if name not in holes}
    required = [name for name in tool.required if name not in holes]
    return ToolSpec(name=tool.name, description="", parameters={"properties": kept, "required": required})


def _below(tool: ToolSpec) -> bool:
    """Whether the path tells where the tool belongs, so that its name may not say otherwise."""
    return bool(HOLE.search(tool.path))


def _by_word(tool: ToolSpec, word: str, group: Group) -> tuple[str, str]:
    """/pets/search, /pets/findByStatus, /pets/create: what the last word says."""
    named = read_name(f"{word}_{'_'.join(group.noun)}s") or read_name(tool.name)
    if named is None or not named.role:
        return "", ""
    return _role(tool, Named(verb=named.verb, role=named.role, noun=group.noun, plural=True), group)


def _role(tool: ToolSpec, named: Named, group: Group) -> tuple[str, str]:
    """The role a name gives a tool, with the argument that names the thing."""
    lone = named.role in ("get", "delete") and not named.plural
    key = key_argument(tool, group.noun, lone=lone)
    strong = bool(key) and (key in tool.required or flat(key) in strong_keys(group.noun))
    role = named.role
    if role == "find":
        role = "list" if is_list(tool.returns) else "get" if strong and flat(key) in strong_keys(group.noun) else "find"
    elif role == "get" and not strong:
        role = "list" if is_list(tool.returns) or not tool.required else "find"
    elif role == "":
        role = "act" if strong and tool.writes else ""
    if role in ("update", "delete", "act") and not strong:
        return "", ""
    if role in ("create", "update", "delete", "save", "act") and not tool.writes:
        return "", ""
    return role, key if role in _KEYED else ""
