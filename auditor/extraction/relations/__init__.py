"""The relations, one module each: from a sentence's mentions to links."""
