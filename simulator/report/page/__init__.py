"""A run as one HTML page that needs nothing else: scores, plots, failure kinds and conversations to look through."""
