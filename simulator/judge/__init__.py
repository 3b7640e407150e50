"""A model's opinion of conversations, beside the verdict and never in its place: marks by a rubric, and preferences."""
