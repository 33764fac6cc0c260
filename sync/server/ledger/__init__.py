"""The points ledger: double entry, lots with their own dates, kept balances that an audit compares with the entries."""
