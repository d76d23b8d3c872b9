"""Hcpcs-auditor: finds where documents about HCPCS Level II drug codes contradict each other.

The names below are the Python API; see `auditor.api`. Everything else is an implementation detail. They are loaded when they are first
asked for, so that `import auditor` costs nothing.
"""

TYPE_CHECKING = False  # as `typing` has it, which takes as long to load as all else here
if TYPE_CHECKING:
    from auditor.api import audit, extract, load_reference, render
    from auditor.model.assertions import Assertion
    from auditor.model.findings import Edit, Finding, Location, Repair, Report
    from auditor.model.reference import Reference, ReferenceEntry
    from auditor.model.source import Document, Place, Skipped

__version__ = "0.1.0"

__all__ = [
    "Assertion",
    "Document",
    "Edit",
    "Finding",
    "Location",
    "Place",
    "Reference",
    "ReferenceEntry",
    "Repair",
    "Report",
    "Skipped",
    "audit",
    "extract",
    "load_reference",
    "render",
]

_HOME = {
    "auditor.api": ("audit", "extract", "load_reference", "render"),
    "auditor.model.assertions": ("Assertion",),
    "auditor.model.findings": ("Edit", "Finding", "Location", "Repair", "Report"),
    "auditor.model.reference": ("Reference", "ReferenceEntry"),
    "auditor.model.source": ("Document", "Place", "Skipped"),
}


if not TYPE_CHECKING:  # a type checker knows the names, and should know no others

    def __getattr__(name: str) -> object:
        """A name of the API, from where it lives."""
        from importlib import import_module  # noqa: PLC0415 - see above

        for home, names in _HOME.items():
            if name in names:
                return getattr(import_module(home), name)
        raise AttributeError(f"module 'auditor' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
