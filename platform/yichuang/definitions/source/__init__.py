"""Synchronisation from a provincial matter library: its matters arrive as proposals; local columns stay."""
