"""The grammar as data: one module a relation, each of literal tables of named rows with examples that run.

`ROWS` find claims, and each claim names the row that found it; `VETOES` forbid them; `SIGNS` tell what is a mention;
`TRIGGERS` change how a claim is meant; `MEANINGS` are what a modifier can mean.
"""
