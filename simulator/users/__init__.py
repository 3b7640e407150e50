"""The simulated user: an agenda decides what is said, a speaker words it, the noise breaks it."""
