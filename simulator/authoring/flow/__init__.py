"""What flows from one tool to another: which field of which result feeds which argument."""
