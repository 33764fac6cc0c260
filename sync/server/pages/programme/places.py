"""Addresses of the programme's pages."""

from urllib.parse import quote

from sync.server.pages.navigation import BASE

PROGRAMME = f"{BASE}/programme"


def version_page(programme_id: str, version: int) -> str:
    """A version in words."""
    return f"{PROGRAMME}/versions/{quote(programme_id, safe='')}/{version}"


def draft_page(draft_id: str, part: str = "") -> str:
    """A draft, or one of its pages: ``difference``, ``try``, ``publish``."""
    return f"{PROGRAMME}/drafts/{quote(draft_id, safe='')}{f'/{part}' if part else ''}"


def section_page(draft_id: str, key: str) -> str:
    """The form of a section."""
    return draft_page(draft_id, f"section/{key}")


def entry_page(draft_id: str, key: str, index: int) -> str:
    """The form of an entry of a list."""
    return draft_page(draft_id, f"rule/{key}/{index}")


def trial_page(trial_id: str) -> str:
    """A trial: its progress, then its report."""
    return f"{PROGRAMME}/trials/{quote(trial_id, safe='')}"
