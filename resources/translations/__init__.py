"""The screen's words in Russian (complete) and English plurals, as Qt translation files; ``update.py`` makes them."""
