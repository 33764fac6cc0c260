"""The table of codes as a document, and its schema. Made by ``python -m resources.codes.published_codes``."""
