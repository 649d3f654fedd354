"""How departments differ over one value: what each says of it, whether anything suits all, whether they mean the same,
and what staff could decide."""
