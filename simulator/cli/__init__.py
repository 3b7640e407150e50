"""The command `simulator`."""
