"""For everybody: by keyboard alone, with a visible focus, labels, landmarks, and contrast that is computed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sync.server.pages.browser import Browser
from tests.sync.server.pages.office_world import World
from tests.sync.server.pages.test_tour import pages

pytestmark = pytest.mark.end_to_end

# WCAG 2.2, 1.4.3: the colour of every text against the first opaque ground behind it.
CONTRAST = """
const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const ground = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > 0.99) return colour;
  }
  return [255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
  const unseen = ["SCRIPT", "STYLE", "OPTION", "TITLE", "DESC"].includes(element.tagName.toUpperCase());
  if (!text || unseen || !element.checkVisibility()) continue;
  const style = getComputedStyle(element), inSvg = element.closest("svg");
  const pen = parse(inSvg ? style.fill : style.color);
  const [a, b] = [light(pen), light(ground(inSvg ? inSvg.parentElement : element))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) found.push(`${text.slice(0, 30)}: ${ratio.toFixed(2)}`);
}
return found;
"""
UNLABELLED = """
const named = e => e.labels && e.labels.length || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby");
const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(e => !named(e));
const buttons = [...document.querySelectorAll("button, a")].filter(e => !e.textContent.trim() && !named(e));
const images = [...document.querySelectorAll("img")].filter(e => !e.hasAttribute("alt"));
const drawn = [...document.querySelectorAll("svg")].filter(e => !e.getAttribute("aria-label"));
const heads = [...document.querySelectorAll("th")].filter(e => !e.getAttribute("scope"));
return [...fields, ...buttons, ...images, ...drawn, ...heads].map(e => e.outerHTML.slice(0, 120));
"""
ORDER = """
const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(e => Number(e.tagName[1]));
return levels.filter((level, place) => place === 0 ? level !== 1 : level > levels[place - 1] + 1);
"""
SMALL = """
return [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, nav a")]
  .filter(e => e.checkVisibility()).filter(e => e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 100));
"""
FOCUSED = """
const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
const told = {tag: e.tagName, text: e.outerHTML.slice(0, 90), outline: style.outlineStyle};
return {...told, width: parseFloat(style.outlineWidth), inside: box.bottom > 0 && box.top < innerHeight};
"""
REACHABLE = """
const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
return [...document.querySelectorAll(kinds)].filter(e => e.checkVisibility()).length;
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_for_everybody(
    browser: Browser, world: World, session_of: Callable[[str], str], dark: bool
) -> None:
    browser.dark(dark)
    browser.open("/office/sign-on")
    assert browser.run(CONTRAST) == []
    browser.run("document.querySelector('label').style.color = 'rgb(128, 128, 128)'")
    assert len(browser.run(CONTRAST)) == 1, "the measure finds what is too faint"
    browser.be(session_of("anna"))
    for name, path in {**pages(world), "missing": "/office/nothing"}.items():
        browser.open(path)
        assert browser.run(CONTRAST) == [], name
        if dark:
            if name in ("today", "shift", "hours"):
                browser.picture(f"{name}-dark")
            continue
        for what in (UNLABELLED, ORDER, SMALL):
            assert browser.run(what) == [], name
        for landmark in ("header", "nav[aria-label]", "main", "h1", "html[lang]", "title"):
            assert len(browser.all(landmark)) >= 1, f"{name}: {landmark}"
        ids: list[str] = browser.run("return [...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize(
    "page", ["customer", "shifts", "corrections", "journal", "people", "segments", "receipts_of_days", "tills"]
)
def test_everything_is_reached_by_tab_and_seen(
    browser: Browser, world: World, session_of: Callable[[str], str], page: str
) -> None:
    browser.be(session_of("anna"))
    browser.open(pages(world)[page])
    reachable: int = browser.run(REACHABLE)
    walked: list[dict[str, Any]] = []
    for _ in range(reachable + 12):  # a date has three parts of its own
        browser.tab()
        at: dict[str, Any] = browser.run(FOCUSED)
        if at["tag"] == "BODY" or (walked and at["text"] == walked[0]["text"]):
            break
        walked.append(at)
    assert 'class="skip"' in walked[0]["text"], "the first step leads past the menu"
    assert len({step["text"] for step in walked}) >= min(reachable, len(walked)) * 0.7
    assert len(walked) >= reachable
    unseen = [step for step in walked if step["outline"] == "none" or step["width"] < 2 or not step["inside"]]
    assert unseen == []
