"""Records to training data: only conversations that were verified, in a format that trainers read."""
