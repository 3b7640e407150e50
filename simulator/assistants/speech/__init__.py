"""How the embedded assistants put tool documents and values into people's words, and read people's answers."""
