"""Faults of the simulated user, found from records alone, without anything the user itself reads or writes by."""
