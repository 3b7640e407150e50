"""The run folder: what was asked, what was used, and one record a conversation."""
