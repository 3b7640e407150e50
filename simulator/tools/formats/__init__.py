"""The formats tools are described in: what a text is, read into tools, and written out again."""
