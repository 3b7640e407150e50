"""Ground truth of a case and the checker that compares a trajectory with it."""
