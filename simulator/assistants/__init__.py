"""Assistants under test, embedded and foreign, behind one protocol."""
