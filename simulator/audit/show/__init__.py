"""An audit shown to people: a table on the terminal, a page of HTML with a plot."""
