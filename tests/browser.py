"""The Chromium that tests and measurements drive: the system's own, never one that is downloaded."""

from __future__ import annotations

import os
import shutil
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from tests.waiting import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PATIENCE: Final = PATIENCE * 1000  # milliseconds, as browsers count

expect.set_options(timeout=_PATIENCE)


def chromium() -> str | None:
    """Where the system's Chromium is, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def skip_without_chromium() -> str:
    """The browser's path. Without one the test is skipped, but never in CI."""
    path = chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail("no Chromium: `make chromium` installs Debian's package")
    if path is None:
        pytest.skip("no Chromium: `make chromium` installs Debian's package")
    return path


def launch(playwright: Playwright) -> Browser:
    """The browser, without a window. In a container, where everybody is root, it has no sandbox of its own."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--no-sandbox"] if root else []
    return playwright.chromium.launch(executable_path=skip_without_chromium(), args=arguments, timeout=_PATIENCE)


def window(browser: Browser, **options: Any) -> BrowserContext:
    """Pages of one kind, as `Browser.new_context` makes them, for which a slow machine has as long as it takes."""
    made = browser.new_context(**options)
    made.set_default_timeout(_PATIENCE)
    return made
