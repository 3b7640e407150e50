"""Numbers over records: success, pass^k and failure kinds, each with its interval."""
