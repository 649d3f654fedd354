"""What administrators declare, how it is checked, published and exchanged."""
