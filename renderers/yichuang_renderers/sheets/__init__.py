"""Sheets to fill in by hand: a form on paper whose every answer a scanner can find again."""

from .write import Sheet, draw_sheet, write_pdf

__all__ = ["Sheet", "draw_sheet", "write_pdf"]
