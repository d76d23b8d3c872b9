"""The reference: what the authorities publish, as values."""
