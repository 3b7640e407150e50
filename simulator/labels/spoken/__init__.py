"""What an assistant's texts show whatever the labels say: their language, its instructions, values from nowhere."""
