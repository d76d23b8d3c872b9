"""The audit of a corpus that may be larger than memory: what it says lies in a ledger on disk, and rules are asked group by group.

A rule looks at a small part of what is said (`auditor.incremental.looks`). The ledger finds that part; the rules run unaltered on a
graph of it. A document that changed leads to what its rules' findings may be about, and only that is checked again; a corpus that is
new is one in which everything has changed. Whatever the ledger held before, the report is that of `auditor.audit.audit`; tests hold it to that.
"""
