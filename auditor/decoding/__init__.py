"""Make documents of the bytes of a file: decode its text, or, where it is no text, lay out what it shows."""
