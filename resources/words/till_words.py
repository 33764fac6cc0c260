"""The till's own sentences for programs without Qt: read from the text catalogue that Qt's is compiled from."""

from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree

from resources.paths import resource_path
from resources.words.noop import Say


def till_words(language: str) -> Say:
    """``say(context, text)``: English is the language of the code; what is not translated stays English."""
    if language == "en":
        return lambda context, text: text
    words = _catalogue(language)
    return lambda context, text: words.get((context, text)) or text


@cache
def _catalogue(language: str) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    # A shipped file of this very program: nothing in it comes from elsewhere.
    for context in ElementTree.parse(resource_path("translations", f"kopilka_{language}.ts")).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            found[name, message.findtext("source") or ""] = message.findtext("translation") or ""
    return found
