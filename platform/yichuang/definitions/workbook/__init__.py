"""Definitions as an XLSX workbook, as offices keep their lists: written, read back, and an empty one to fill in."""
