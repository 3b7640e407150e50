"""Seeded faults round `reference`, and their twins: correct conduct that looks similar. The names are fixed."""
