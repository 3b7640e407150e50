"""What an assistant's text asks, confirms, claims and offers, read without any model."""
