"""Scenario files written from drafts."""
