"""The reference as a value: read and written, and asked what is right on which day."""
