"""Suggestions: which element of the dictionary a field means that names none, whose it is, how surely, and why.

Built on the words of labels, on values and on neighbours; no model is trained or downloaded. Pure: an index built once
(`Dictionary.of`, or `dictionary_of` a library), `suggest` asks it.
"""
from __future__ import annotations

from .asked import ALONE, Asked, Context, Neighbour, Suggestion
from .dictionary import Dictionary
from .form import Open, Place, open_fields
from .scoring import suggest
from .used import dictionary_of

__all__ = ["ALONE", "Asked", "Context", "Dictionary", "Neighbour", "Open", "Place", "Suggestion", "dictionary_of",
           "open_fields", "suggest"]
