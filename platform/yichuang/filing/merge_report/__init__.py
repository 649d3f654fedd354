"""The merge report to take to the meeting: who demands what of every element, what is in conflict, what was decided, what
is proved, and what has changed since the last one. Rows first, as values; HTML and XLSX are drawn from them."""
