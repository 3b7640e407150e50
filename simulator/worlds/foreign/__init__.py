"""Worlds that are not ours: a class, an MCP server or a real API, started only where that was allowed."""
