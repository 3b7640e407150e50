"""Tables of cases that were played in more than one way."""
