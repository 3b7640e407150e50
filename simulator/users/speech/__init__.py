"""Between what a user decides and what is typed: the brief a speaker words, and who may word it."""
