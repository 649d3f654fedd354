"""Change of what is declared: differences in words with their effect, and what a change would touch."""
