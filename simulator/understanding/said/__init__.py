"""Which values an assistant's text says, of which slots, and whether they are the right ones."""
