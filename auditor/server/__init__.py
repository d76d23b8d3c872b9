"""The language server: what the audit finds, shown where the documents are written.

`session` speaks the protocol and keeps time; `corpus` holds one configured corpus; the rest answer one kind of question each.
It needs pygls, the extra `hcpcs-auditor[lsp]`.
"""
