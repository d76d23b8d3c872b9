"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no mistake of ours: no example fails because of the time that it took.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
