"""Sentences of reports and of the server's pages: Russian to the English of the code (gettext)."""
