"""Reuse of the library: how often each element, material and code list is used, which two mean the same, and a rename that
follows every reference."""
