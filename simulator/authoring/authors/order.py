"""What an author is asked for: the folder made ready, the replies kept, and what was written in the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from simulator.authoring.authors.idea import from_idea
from simulator.authoring.authors.scripts import from_document
from simulator.authoring.from_tools import Written, keep, remove, service_name, source
from simulator.draws import content_id
from simulator.errors import InputError, SetupError
from simulator.frozen import dataclass
from simulator.lookup import is_there, shipped
from simulator.models.model import Held, Model
from simulator.models.tape import About, Exchanges
from simulator.store.lines import Lines, cut_torn_line
from simulator.store.read import EXCHANGES, read_exchanges
from simulator.worlds.service import Service, load_service

SCRIPTS = 6
AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted: scenarios of an idea, or without one `count` people of a document's operations.

    `document` is a file as `new` takes it or the name of a shipped service, `include` cuts it to some operations.
    """

    idea: str = ""
    document: str = ""
    include: Sequence[str] = ()
    count: int = SCRIPTS
    allow_code: bool = False


async def written_by(author: Model, folder: Path, order: Order, exchanges: Exchanges) -> Written:
    """Proven scenarios that a model wrote into the folder.

    Replies are kept in the folder's `exchanges.jsonl`: the same order again asks only for what is not there.
    """
    if not order.idea and not order.document:
        raise InputError("nothing to write from", hint="give --tools DOCUMENT, --idea TEXT, or both")
    services, made = _placed(order, folder)
    found = Written(paths=())
    try:
        async with kept(author, folder, exchanges, about=order.idea or order.document) as model:
            if order.idea:
                found = await from_idea(model, order.idea, folder, services)
            else:
                found = await from_document(model, services[0], folder, order.count)
        return found
    finally:
        if not found.paths:
            remove(made)


@asynccontextmanager
async def kept(author: Model, folder: Path, exchanges: Exchanges, *, about: str) -> AsyncIterator[Model]:
    """The author, its replies in the folder's `exchanges.jsonl`."""
    exchanges.ledger.check([author.name])
    cut_torn_line(folder / EXCHANGES)
    exchanges.keep(read_exchanges(folder))
    lines = Lines(folder / EXCHANGES)
    exchanges.write = lines.append
    if isinstance(author, Held):
        author.hold()
    try:
        yield exchanges.tape(About(content_id(about), "", "", 0)).through(author, who=AUTHOR)
    finally:
        lines.close()
        if isinstance(author, Held):
            await author.release()


def _placed(order: Order, folder: Path) -> tuple[list[Service], list[Path]]:
    """The document's tools in the folder, or a shipped service by its name; and what was made for it."""
    document = order.document
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not document:
            return [], []
        known = shipped() / "tools_specs" / document
        if not is_there(Path(document), Path.exists) and is_there(known, Path.is_dir):
            return [load_service(known)], []
        api, files = source(document, order.include, allow_code=order.allow_code)
        tools = folder / "tools_specs" / service_name(document, api, order.include)
        wanted = (*(tools / name for name in files), tools, tools.parent)
        made = [path for path in wanted if not is_there(path, Path.exists)]
        tools.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            keep(tools / name, content)
        return [load_service(tools)], made
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise SetupError(f"cannot write to {folder}: {reason}", hint="choose another folder") from None
