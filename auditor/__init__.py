"""Hcpcs-auditor: finds where documents about HCPCS Level II drug codes contradict each other.

The public names are few and typed; everything else is an implementation detail.
"""

__version__ = "0.1.0"
