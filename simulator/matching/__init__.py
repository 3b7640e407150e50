"""Is one value the value that was expected, and which calls meet which labels best."""
