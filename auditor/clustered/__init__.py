"""The audit on a Dask cluster: what documents say is read there, compared there, and mended there; only findings come back.

A rule looks at a small part of what is said (`auditor.incremental.looks`). Each worker cuts what its documents say into parts, by what the
rules' findings may be about; the parts of one number, from everywhere, are put on one graph by one worker, and the rules run unaltered.
Whatever the number of parts and workers, the report is that of `auditor.auditing.audit`; tests hold it to that.
"""
