"""Rungs of worse and worse documentation, and what is right on them."""
