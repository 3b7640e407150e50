"""A phrasebook and a style profile from a user's own chat log, with nothing personal left in it."""
