"""A small API of the tests' own, with a world of tables behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

CLOCK = datetime(2030, 2, 20, 9, tzinfo=UTC)
DOCUMENT = """\
openapi: 3.0.3
info: {title: Library, version: "1"}
paths:
  /loans:
    get:
      operationId: list_loans
      summary: List loans
      parameters:
        - {name: reader, in: query, schema: {type: string}}
      responses: {"200": {description: Loans}}
    post:
      operationId: lend_book
      summary: Lend a book
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [book, reader]
              properties:
                book: {type: string}
                reader: {type: string}
                days: {type: integer, minimum: 1, maximum: 60, default: 14}
                large_print: {type: boolean}
      responses: {"201": {description: Lent}, "409": {description: Already lent}}
  /loans/{loan_id}:
    parameters:
      - {name: loan_id, in: path, required: true, schema: {type: string}}
    get:
      operationId: get_loan
      responses: {"200": {description: A loan}}
    delete:
      operationId: return_book
      responses: {"200": {description: Returned}}
"""
WORLD = """\
kind: sql
tables:
  loans:
    key: id
    columns:
      id: {type: text, generated: "L[0-9]{4}"}
      book: text
      reader: text
      days: integer
      large_print: boolean
      tags: json
      fee: number
      created: {type: text, generated: now}
    rows:
      - {id: L0001, book: Emma, reader: Ana, days: 14, large_print: false, tags: [old], fee: 0.5, created: "2030-01-01"}
  readers:
    key: name
    columns: {name: text, last_loan: text}
operations:
  list_loans:
    sql: SELECT * FROM loans WHERE :reader IS NULL OR reader = :reader ORDER BY id
    returns: many
    wrap: loans
  lend_book:
    sql: >-
      INSERT INTO loans (id, book, reader, days, large_print, created)
      VALUES (:new_id, :book, :reader, coalesce(:days, 14), :large_print, :now) RETURNING *
  get_loan:
    sql: SELECT * FROM loans WHERE id = :loan_id
    missing: {status: 404, message: No loan with this id.}
  return_book: {sql: "DELETE FROM loans WHERE id = :loan_id RETURNING id", missing: {message: No loan with this id.}}
"""


@pytest.fixture
def clock() -> datetime:
    return CLOCK


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of the library service."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(DOCUMENT)
    (folder / "world.yaml").write_text(WORLD)
    return folder
