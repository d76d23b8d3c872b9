"""The reference: what the authorities publish about codes, drugs and brands, with its release."""
