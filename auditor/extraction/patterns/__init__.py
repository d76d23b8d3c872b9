"""The grammar as data: one module a relation, each a literal table of named connectors with examples that run."""
