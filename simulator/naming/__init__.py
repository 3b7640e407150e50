"""How slots are named and asked about: their words, their kinds, and which of them a phrase or question means."""
