"""The wire to a model: connections, patience, how much at once; which faults pass by themselves."""
