"""What a scenario declares besides calls and texts: further rules of conduct, and what may change in the world."""
