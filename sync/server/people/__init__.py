"""Customers as tills register them: one person for a phone, one for a card, aliases, consents."""
