"""Facts of the field, pure: identifiers, working days, code lists, regions and wording; no I/O, no clock."""
