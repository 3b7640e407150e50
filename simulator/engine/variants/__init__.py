"""The same case played otherwise: as a fixed history, or with one thing changed that must make no difference."""
