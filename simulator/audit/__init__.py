"""What a data set is like: how real its users' turns look, how varied and balanced it is, and what it leaks."""
