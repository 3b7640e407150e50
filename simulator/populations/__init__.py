"""Variables that several scenarios share: files that declare them, and how a scenario comes by them."""
