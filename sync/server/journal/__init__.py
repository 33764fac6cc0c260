"""What was done with privilege, by whom: written in the same transaction as the deed, chained, never changed."""
