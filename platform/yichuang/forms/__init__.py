"""The form language: JSON Schema 2020-12 with our annotations. Pure: values in, values out."""
