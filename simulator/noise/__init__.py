"""Messiness: how a person types, and the channel that turns clean wording into what is sent."""
