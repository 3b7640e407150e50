"""Conversations that somebody else recorded, judged by our rules or by those of a published grader."""
