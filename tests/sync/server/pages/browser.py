"""A real Chromium that a test drives as a person does, and that tells what it asked of which host."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PROGRAM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
PICTURES = Path(__file__).parents[4] / "var" / "pictures" / "office"
DESKTOP, PHONE = (1366, 768), (390, 844)
_T = TypeVar("_T")
_FOLLOWED = "return !('left' in document.documentElement.dataset) && document.readyState === 'complete'"
_HIGHEST = 4_000
_USUAL_HEIGHT = 768


class Browser:
    """One window at one server."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        self.url = url

    def open(self, path: str) -> None:
        """A page of the server."""
        self.driver.get(self.url + path)

    def be(self, token: str) -> None:
        """Somebody who is signed on; "" nobody."""
        self.open("/office/static/kopilka.svg")
        self.driver.delete_all_cookies()
        if token:
            self.driver.add_cookie({"name": "kopilka-office", "value": token, "path": "/", "httpOnly": True})

    def resize(self, size: tuple[int, int]) -> None:
        """As if on that screen."""
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def dark(self, on: bool) -> None:
        """Whether the person likes dark pages."""
        value = {"name": "prefers-color-scheme", "value": "dark" if on else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [value]})

    def find(self, selector: str) -> WebElement:
        """The first that fits a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """All that fit."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self) -> str:
        """What the page says."""
        return self.find("body").text

    def heading(self) -> str:
        """The page's first heading."""
        return self.find("h1").text

    def run(self, script: str, *arguments: Any) -> Any:
        """A script's answer; the page's own rules forbid inline scripts, the driver's go past them."""
        return self.driver.execute_script(script, *arguments)

    def press(self, *keys: str) -> None:
        """On whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def tab(self) -> WebElement:
        """The next that has the focus."""
        self.press(Keys.TAB)
        return self.driver.switch_to.active_element

    def go(self, selector: str) -> None:
        """Click, and wait until the page that follows is there."""
        with self.next_page():
            self.find(selector).click()

    @contextmanager
    def next_page(self) -> Iterator[None]:
        """Do what leads away from this page; waits until the page that follows is there."""
        self.run("document.documentElement.dataset.left = 'yes'")
        yield
        self._until(lambda: bool(self.run(_FOLLOWED)))

    def wait(self, selector: str, seconds: float = 60) -> WebElement:
        """Until there is something that fits."""
        return self._until(lambda: self.find(selector), seconds)

    def _until(self, found: Callable[[], _T], seconds: float = 60) -> _T:
        """Until it is something; while one page gives way to another the driver may know neither."""
        wait = WebDriverWait(self.driver, seconds, ignored_exceptions=(WebDriverException,))
        answer: _T = wait.until(lambda _driver: found())
        return answer

    def picture(self, name: str) -> None:
        """The whole page into var/pictures; one that gives way to the next meanwhile is not taken, but that."""
        taken = self._until(self._photograph)
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(taken)

    def _photograph(self) -> bytes:
        width = self.run("return document.documentElement.clientWidth")
        height = min(_HIGHEST, self.run("return document.documentElement.scrollHeight"))
        # What lies below the window is not always painted: the window becomes as high as the page.
        self.resize((width, height))
        self.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {})
        self.resize((width, _USUAL_HEIGHT))
        return base64.b64decode(taken["data"])

    def complaints(self) -> list[str]:
        """What the browser said since the last time: blocked by the page's rules, missing, failed scripts."""
        said = (str(row["message"]) for row in self.driver.get_log("browser") if row["level"] == "SEVERE")
        # A picture that is opened alone (``be``) names no icon: the browser asks for the usual one by itself.
        return [each for each in said if "/favicon.ico " not in each]

    def hosts(self) -> set[str]:
        """Every host that was asked for anything since the last time."""
        found = set()
        for row in self.driver.get_log("performance"):
            message = json.loads(row["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked = urlsplit(message["params"]["request"]["url"])
                if asked.scheme not in ("data", "chrome", "about"):
                    found.add(asked.netloc)
        return found


@contextmanager
def chromium(url: str, profile: Path) -> Iterator[Browser]:
    """A window without a screen; nothing of the person's own browser is touched."""
    options = Options()
    options.binary_location = PROGRAM
    for argument in (
        "--headless=new",
        "--no-sandbox",  # as root in a container
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--force-device-scale-factor=1",
        "--hide-scrollbars",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.set_script_timeout(60)
        browser = Browser(driver, url)
        browser.resize(DESKTOP)
        yield browser
    finally:
        driver.quit()
