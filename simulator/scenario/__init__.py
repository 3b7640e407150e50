"""YAML to scenario to case."""
