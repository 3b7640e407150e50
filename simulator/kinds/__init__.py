"""How each kind of variable is declared, and what it gives: choices, tables, numbers, dates, texts, rows, records."""
