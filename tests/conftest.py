"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A busy machine is no mistake of ours: no example fails because of the time that it, or making it up, took. Every run of the
# suite tries the same examples, so that it says something of the change before it; `make soak` tries others each time.
settings.register_profile(
    "ours",
    deadline=None,
    derandomize="AUDITOR_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ours")
