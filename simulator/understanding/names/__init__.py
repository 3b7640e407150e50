"""Names in what an assistant says: whose they are, and which stand where another should."""
