"""The commands of the terminal, by what they are for, and what they share."""
