"""Drive Debian's Chromium over the page, for screenshots and for the tests that walk through it.

    with browser() as window:
        window.size(390, 844).dark(True).open("http://127.0.0.1:7860/")

Nothing but this machine can be reached from it. Needs selenium (an extra of development), chromium and chromedriver.
"""

from __future__ import annotations

import base64
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # in containers, where these programs run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=en-GB",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
TALLEST = 6000
"""Pixels of a picture."""
PATIENCE = 60.0
"""Seconds to wait for something to appear."""


def missing_program() -> str:
    """Return the name of the program that is not installed, empty when both are."""
    return next((name for name in ("chromium", "chromedriver") if not shutil.which(name)), "")


class Window:
    """One window of the browser."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def size(self, width: int, height: int, *, scale: float = 1.0) -> Self:
        """Show `width` by `height` pixels of the page; below Chromium's smallest window, too."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        return self

    def media(self, *, dark: bool = False, calm: bool = True) -> Self:
        """Prefer dark colours, or less movement."""
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        return self

    def open(self, address: str) -> Self:
        """Go to an address; the page with the question box is there when the box is."""
        self.driver.get(address)
        if self.script("return document.body.dataset.page === 'ask'"):
            self.until(lambda: self.script("return document.body.classList.contains('is-ready')"))
        return self

    def script(self, program: str, *values: object) -> Any:  # noqa: ANN401 - whatever JavaScript returns
        """Return what a piece of JavaScript returns."""
        return self.driver.execute_script(program, *values)

    def find(self, selector: str) -> WebElement:
        """Return the element, as soon as it can be seen."""
        self.until(lambda: any(one.is_displayed() for one in self.all(selector)), selector)
        return next(one for one in self.all(selector) if one.is_displayed())

    def all(self, selector: str) -> list[WebElement]:
        """Return every element that fits, seen or not."""
        return self.driver.find_elements("css selector", selector)

    def until(self, is_so: Callable[[], object], what: str = "") -> None:
        """Wait until something is so; raises `TimeoutError`."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError(f"It did not happen: {what or is_so}")
            time.sleep(0.05)

    def ask(self, question: str) -> Self:
        """Type a question, send it with Enter, and wait for the whole answer."""
        before = self.turn()
        box = self.find("#question textarea")
        box.send_keys(question, "\n")
        self.until(lambda: self.turn() != before and self.state() not in ("", "running"), f"an answer to {question}")
        return self

    def turn(self) -> str:
        """Return the key of the last turn."""
        return str(self.script("return document.querySelector('#current .turn')?.dataset.turn ?? ''"))

    def state(self) -> str:
        """Return how far the last turn is."""
        return str(self.script("return document.querySelector('#current .turn')?.dataset.state ?? ''"))

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """Save what the page looks like, all of it or as much as the window shows."""
        if whole:  # as high as the page is, so that nothing sticks to the middle of it
            width, height = self.script("return [innerWidth, document.documentElement.scrollHeight]")
            self.size(width, min(height, TALLEST))
            time.sleep(0.3)
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": False})
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def browser(*more: str) -> Iterator[Window]:
    """Open a browser with a window, and close it in the end."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for option in (*OPTIONS, *more):
        options.add_argument(option)
    options.binary_location = shutil.which("chromium") or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver") or ""))
    try:
        yield Window(driver)
    finally:
        driver.quit()
