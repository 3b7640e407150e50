"""Named values that depend on each other, drawn from a seed; and how YAML and templates are read."""
