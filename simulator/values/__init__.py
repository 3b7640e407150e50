"""What people write and read: dates, numbers, ids and text, in any form; and the only reader of time."""
