"""When a bundle or matter has a newer release: what that means for filings under way and for drafts, decided and recorded."""
