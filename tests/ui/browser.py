"""A real browser without a window that reaches nothing but this machine; tests skip where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--hide-scrollbars",
    # Every other host has no address, so that a request to one fails and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def browser(*options: str) -> Iterator[Chrome]:
    """Open a browser, or skip the test with the reason."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs Chromium and chromedriver on the path; on Debian: apt install chromium chromium-driver")
    wanted = ChromeOptions()
    wanted.binary_location = chromium
    for option in (*OPTIONS, *options):
        wanted.add_argument(option)
    wanted.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = Chrome(options=wanted, service=Service(driver))
    opened.set_page_load_timeout(30)
    try:
        yield opened
    finally:
        opened.quit()
