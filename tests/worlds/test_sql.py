"""A world of tables: operations answer and change rows, author errors have a line, SQL can do no harm."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.messages import ToolCall
from simulator.worlds.databases import MUCH, OPEN, Tenant, connect
from simulator.worlds.service import load_service
from simulator.worlds.statements import unanswered
from simulator.worlds.toolset import Toolset


def opened(folder: Path, clock, rows=None, seed="s"):
    return Toolset([load_service(folder)]).open(rows=rows or {}, clock=clock, draws=Draws(seed))


def call(session, name, **arguments):
    return session.call(ToolCall(id="", name=name, arguments=arguments))


def world_with(folder: Path, old: str, new: str) -> None:
    text = (folder / "world.yaml").read_text()
    assert old in text
    (folder / "world.yaml").write_text(text.replace(old, new))


def test_reads_answer_rows_with_their_types(library, clock):
    found = call(opened(library, clock), "get_loan", loan_id="L0001")
    assert (found.status, found.wrote) == (200, False)
    assert found.content["large_print"] is False
    assert found.content["tags"] == ["old"]
    assert found.content["fee"] == 0.5


def test_many_rows_are_wrapped_and_a_left_out_argument_is_null(library, clock):
    rows = {"loans": [{"id": "L0002", "book": "Dune", "reader": "Tom"}]}
    session = opened(library, clock, rows)
    assert [row["id"] for row in call(session, "list_loans").content["loans"]] == ["L0001", "L0002"]
    assert [row["id"] for row in call(session, "list_loans", reader="Tom").content["loans"]] == ["L0002"]


def test_writes_change_the_state_with_generated_ids_and_times(library, clock):
    session = opened(library, clock)
    before = session.state()
    made = call(session, "lend_book", book="Dune", reader="Tom", large_print=True)
    assert made.wrote
    assert re.fullmatch("L[0-9]{4}", made.content["id"])
    assert made.content["created"] == clock.isoformat()
    assert made.content["days"] == 14
    assert len(before["loans"]) == 1
    assert session.state()["loans"][made.content["id"]]["large_print"] is True
    gone = call(session, "return_book", loan_id=made.content["id"])
    assert gone.wrote
    assert session.state() == before


def test_what_is_missing_is_answered_as_declared(library, clock):
    session = opened(library, clock)
    for name in ("get_loan", "return_book"):
        found = call(session, name, loan_id="L9999")
        assert (found.status, found.content, found.wrote) == (404, {"error": "No loan with this id."}, False)


def test_conversations_do_not_see_each_other(library, clock):
    tools = Toolset([load_service(library)])
    one = tools.open(rows={}, clock=clock, draws=Draws("a"))
    two = tools.open(rows={}, clock=clock, draws=Draws("a"))
    call(one, "return_book", loan_id="L0001")
    assert call(two, "get_loan", loan_id="L0001").ok
    assert tools.open(rows={}, clock=clock, draws=Draws("a")).state() == two.state()


def lent(session, count):
    return [call(session, "lend_book", book="B", reader="R").content["id"] for _ in range(count)]


class Zero(Draws):
    """All draws are 0.0."""

    def at(self, *_names):
        return self

    def value(self, *_names):
        return 0.0


def test_generated_ids_depend_on_how_many_were_made_and_never_collide(library, clock):
    first, again = (lent(opened(library, clock), 30) for _ in range(2))
    assert first == again
    assert len(set(first)) == 30
    plainest = Toolset([load_service(library)]).open(rows={}, clock=clock, draws=Zero("z"))
    assert len(set(lent(plainest, 3))) == 3


def test_case_rows_may_leave_generated_columns_out(library, clock):
    rows = opened(library, clock, {"loans": [{"book": "Dune"}, {"book": "Emma"}]}).state()["loans"]
    assert len(rows) == 3
    assert all(re.fullmatch("L[0-9]{4}", key) for key in rows)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"loan": []}, "no table 'loan'"),
        ({"loans": [{"id": "L1", "titel": "x"}]}, "no column 'titel'"),
        ({"loans": [{"id": "L1", "days": "two"}]}, "days holds integer, not 'two'"),
        ({"loans": [{"id": "L1", "large_print": 1}]}, "large_print holds boolean"),
        ({"readers": [{"last_loan": "L1"}]}, "has no name"),
    ],
)
def test_rows_that_do_not_fit_are_refused(library, rows, message):
    with pytest.raises(InputError, match=message):
        Toolset([load_service(library)]).check_rows(rows)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: sql", "kind: sqll", "unknown kind of world 'sqll'"),
        ("key: id", "key: idd", "the key 'idd' of table loans is no column"),
        ("book: text", "book: txt", "unknown type 'txt'"),
        ("days: 14, large", "dayz: 14, large", "no column 'dayz'"),
        ('generated: "L[0-9]{4}"', 'generated: "L[0-9"', "not a pattern"),
        ("returns: many", "returns: several", "returns must be one of"),
        ("  get_loan:", "  get_lone:", "no operation 'get_lone'"),
        ("WHERE id = :loan_id\n", "WHERE id = :loan\n", "uses :loan, which is no argument of get_loan"),
        ("SELECT * FROM loans WHERE id", "SELECT * FROM lones WHERE id", "no such table: lones"),
        ("SELECT * FROM loans WHERE id = :loan_id", "SELECT * FROM loans WHERE id = ?", "nameless parameter"),
        ("SELECT * FROM loans WHERE id", "SELECT 1; SELECT * FROM loans WHERE id", "one statement"),
        ("SELECT * FROM loans WHERE id", "DELETE FROM loans WHERE book = 'RETURNING' AND id", "gives no rows"),
        ("SELECT * FROM loans WHERE id = :loan_id", "DELETE FROM loans WHERE id = :loan_id RETURNING *", "it writes"),
        ("SELECT * FROM loans WHERE id = :loan_id", "SELECT load_extension(:loan_id)", "load_extension"),
        ("SELECT * FROM loans WHERE id = :loan_id", "SELECT random(), :loan_id", "random"),
        ("SELECT * FROM loans WHERE id = :loan_id", "SELECT date('now'), :loan_id", "machine for the time"),
        ("SELECT * FROM loans WHERE id = :loan_id", "SELECT current_date, :loan_id", "current_date"),
        (
            "SELECT * FROM loans WHERE id = :loan_id",
            "SELECT * FROM sqlite_master WHERE name = :loan_id",
            "sqlite_master",
        ),
        ("DELETE FROM loans WHERE id = :loan_id RETURNING id", "DELETE FROM loans", "gives no rows"),
        ("DELETE FROM loans WHERE id = :loan_id RETURNING id", "DROP TABLE loans", "only SELECT, INSERT, UPDATE"),
    ],
)
def test_an_author_error_is_told_with_its_line(library, old, new, message):
    world_with(library, old, new)
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        load_service(library)
    error = getattr(caught.value, "errors", [caught.value])[0]
    assert error.place is not None
    assert error.place.path.endswith("world.yaml")


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH 'x.db' AS x",
        "PRAGMA user_version",
        "DROP TABLE loans",
        "CREATE TABLE x (a)",
        "VACUUM",
        "VACUUM INTO 'x.db'",
        "/* SELECT */ VACUUM INTO 'x.db'",
        "BEGIN",
        "DETACH x",
    ],
)
def test_statements_that_could_do_harm_are_refused_even_where_no_rows_are_wanted(library, sql):
    world_with(
        library, '"DELETE FROM loans WHERE id = :loan_id RETURNING id", missing', f'"{sql}", returns: none, missing'
    )
    with pytest.raises(InputError, match="operation return_book"):
        load_service(library)


def test_a_statement_that_never_ends_is_cut(library, clock):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x), :loan_id FROM n"
    world_with(library, "SELECT * FROM loans WHERE id = :loan_id", endless)
    session = opened(library, clock)
    found = call(session, "get_loan", loan_id="x")
    assert (found.status, found.content) == (500, {"error": "The request took too long."})
    assert call(session, "list_loans").ok


def test_a_change_that_never_ends_stops_the_run_with_the_authors_line(library, clock):
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    endless = f"UPDATE loans SET days = ({numbers}) WHERE id <> :loan_id RETURNING id"
    old = "DELETE FROM loans WHERE id = :loan_id RETURNING id"
    world_with(library, old, endless)
    session = opened(library, clock)
    with pytest.raises(InputError, match="operation 'return_book' was stopped") as caught:
        call(session, "return_book", loan_id="x")
    assert caught.value.place.line > 0


def test_one_conversation_leaves_nothing_to_the_next(library, clock):
    first = opened(library, clock)
    before = first.state()
    assert call(first, "lend_book", reader="Ann", book="Dune").wrote
    first.close()
    first.close()
    second, third = opened(library, clock), opened(library, clock)
    assert second.state() == third.state() == before
    assert call(second, "list_loans").content == call(third, "list_loans").content


def test_the_word_now_in_an_argument_means_the_scenarios_clock(library, clock):
    world_with(library, "SELECT * FROM loans WHERE id = :loan_id", "SELECT date(:loan_id) AS day")
    assert call(opened(library, clock), "get_loan", loan_id="now").content == {"day": "2030-02-20"}


@pytest.mark.parametrize("value", ["\ud800", "x" * 2_000_000, "'; DROP TABLE loans; --"])
def test_odd_values_are_answered_not_raised(library, clock, value):
    session = opened(library, clock)
    assert call(session, "get_loan", loan_id=value).status in (404, 422, 500)
    assert call(session, "get_loan", loan_id="L0001").ok


def test_a_conflict_is_answered_with_409(library, clock):
    world_with(library, "VALUES (:new_id,", "VALUES ('L0001',")
    assert call(opened(library, clock), "lend_book", book="B", reader="R").status == 409


def test_an_operation_without_sql_is_an_error(library):
    world_with(library, "  return_book: {", "  back: {")
    with pytest.raises(InputError, match="'return_book' of the document has no SQL here"):
        load_service(library)


RECURSIVE = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        (RECURSIVE + "SELECT count(*) AS id FROM c WHERE :loan_id > 0", "The request took too long."),
        (
            RECURSIVE + "SELECT printf('%30000c', x) AS id FROM c WHERE :loan_id > ''",
            "Internal error: the answer is too large.",
        ),
        (
            "WITH RECURSIVE c(x) AS (SELECT 'ab' UNION ALL SELECT x || x FROM c) SELECT x AS id FROM c",
            "Internal error: string or blob too big",
        ),
    ],
)
def test_what_runs_away_is_stopped_with_a_clear_error(library, clock, sql, answer):
    world = library / "world.yaml"
    world.write_text(world.read_text().replace("SELECT * FROM loans WHERE id = :loan_id", sql))
    found = load_service(library).open({}, clock, Draws("s")).call("get_loan", {"loan_id": "L0001"})
    assert (found.status, found.content) == (500, {"error": answer})


def test_a_write_that_fills_the_memory_is_stopped(library, clock):
    filling = (
        f"INSERT INTO loans (id, book) {RECURSIVE}SELECT x, printf('%30000c', x) FROM c"
        " WHERE :book || :reader || coalesce(:days, '') || coalesce(:large_print, '') > '' RETURNING id"
    )
    world = library / "world.yaml"
    text = re.sub(r"INSERT INTO loans .*?RETURNING \*", lambda _: filling, world.read_text(), flags=re.DOTALL)
    world.write_text(text)
    opened = load_service(library).open({}, clock, Draws("s"))
    with pytest.raises(InputError, match="operation 'lend_book' was stopped"):
        opened.call("lend_book", {"book": "Emma", "reader": "Tom"})


FORBIDDEN = """\
ATTACH ':memory:' AS other
PRAGMA user_version = 3
DELETE FROM sqlite_master
SELECT load_extension('x')
SELECT randomblob(9)
CREATE TABLE x (y)
"""


@pytest.mark.parametrize("sql", FORBIDDEN.splitlines())
def test_a_conversations_database_runs_under_an_authorizer(library, clock, sql):
    database = Tenant(load_service(library).world.databases).database()
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|may not be modified|prohibited"):
        database.execute(sql)


def test_no_conversation_sees_what_another_did_on_the_same_connection(library, clock):
    kind = load_service(library).world
    first = kind.open({}, clock, Draws("s"))
    before = first.state()
    first.call("lend_book", {"book": "Emma", "reader": "Tom"})
    first.close()
    again = kind.open({}, clock, Draws("s"))
    assert again.state() == before
    both = kind.open({}, clock, Draws("s"))
    both.call("lend_book", {"book": "Emma", "reader": "Tom"})
    assert again.state() == before


def talk(kind, clock, number):
    """One conversation, a step at a time: what it is answered, and how its world is at last."""
    rows = {"loans": [{"id": f"L9{number:03}", "book": "Dune", "reader": "Tom"}]}
    world, found = kind.open(rows, clock, Draws(f"s{number}")), []
    for call in (
        ("list_loans", {}),
        ("lend_book", {"book": "Emma", "reader": f"R{number}"}),
        ("return_book", {"loan_id": f"L9{number:03}"}),
        ("return_book", {"loan_id": "none"}),
        ("lend_book", {"book": "Persuasion", "reader": "Tom"}),
        ("list_loans", {"reader": "Tom"}),
    ):
        found.append(world.call(*call))
        yield found
    found.append(world.state())
    world.close()
    yield found


def test_conversations_that_take_turns_in_few_databases_are_answered_as_if_alone(library, clock):
    kind = load_service(library).world
    alone = [list(talk(kind, clock, number))[-1] for number in range(OPEN + 20)]
    talks = [talk(kind, clock, number) for number in range(OPEN + 20)]
    for steps in zip(*talks, strict=True):
        assert [len(found) for found in steps] == [len(steps[0])] * len(talks)
    assert list(steps) == alone


def test_who_has_changed_much_keeps_a_database_until_the_end(library, clock):
    kind = load_service(library).world
    busy = kind.open({}, clock, Draws("busy"))
    for number in range(MUCH + 5):
        busy.call("lend_book", {"book": "Dune", "reader": f"R{number}"})
    others = [kind.open({}, clock, Draws(f"s{number}")) for number in range(2 * OPEN)]
    for other in others:
        assert len(other.call("list_loans", {}).content["loans"]) == 1
    assert len(busy.call("list_loans", {}).content["loans"]) == MUCH + 6
    for world in (busy, *others):
        world.close()
    assert list(talk(kind, clock, 1))[-1] == list(talk(load_service(library).world, clock, 1))[-1]


def test_a_change_is_done_again_without_what_it_returns(library, clock):
    statements = load_service(library).world.statements
    again = {name: one.again for name, one in statements.items()}
    changes = {name for name, one in statements.items() if one.writes}
    returning = {name for name, one in statements.items() if "RETURNING" in one.operation.sql}
    assert returning
    assert returning <= changes
    assert [name for name in returning if "RETURNING" in again[name]] == []
    assert {name: again[name] for name in again.keys() - returning} == {
        name: one.operation.sql for name, one in statements.items() if name not in returning
    }


def test_a_word_that_only_looks_like_an_answer_stays(library, clock):
    sql = "INSERT INTO loans (id, book, reader) VALUES (:new_id, 'RETURNING', :reader) RETURNING *"
    database = connect()
    database.execute("CREATE TABLE loans (id, book, reader)")
    assert unanswered(sql, ["new_id", "reader"], database) == sql.removesuffix(" RETURNING *") + " "
    assert unanswered("SELECT 'RETURNING'", [], database) == "SELECT 'RETURNING'"
    database.close()


def test_threads_take_turns_too(library, clock):
    kind = load_service(library).world
    alone = [list(talk(kind, clock, number))[-1] for number in range(OPEN + 8)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda number: list(talk(kind, clock, number))[-1], range(OPEN + 8)))
    assert together == alone
