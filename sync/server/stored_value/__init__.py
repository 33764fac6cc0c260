"""Money that the shop owes its customers: money accounts and gift certificates, in a journal of double entry."""
