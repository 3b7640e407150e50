"""Looks for failing conversations and shrinks them."""
