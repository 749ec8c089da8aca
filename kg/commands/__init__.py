"""What the commands share: the terminal, building into a directory, corrections."""
