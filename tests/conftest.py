"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# A busy machine is no mistake of ours: no example fails because of the time that it took. Every run of the suite tries the
# same examples, so that it says something of the change before it; `make soak` tries others each time.
settings.register_profile("ours", deadline=None, derandomize="AUDITOR_EXAMPLES" not in os.environ)
settings.load_profile("ours")
