"""Forms of other houses: schemas of earlier drafts, and layouts written for other form libraries."""
