"""What the simulated user wants and does next: goals under way, and the rules that answer what was understood."""
