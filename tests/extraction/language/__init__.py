"""What we must be able to read, theme by theme: `CASES` are read well today, `KNOWN_GAPS` not yet."""
