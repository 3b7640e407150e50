"""The state behind tools: what a call answers and changes, per conversation, and how two states compare."""
