"""Vague wording and catch-all clauses in what applicants are asked: rules as data, findings with a proposal."""

from __future__ import annotations

from .linter import STANDARD, Book, Finding, lint
from .rules import RULES, Rule, Scope, Severity

__all__ = ["RULES", "STANDARD", "Book", "Finding", "Rule", "Scope", "Severity", "lint"]
