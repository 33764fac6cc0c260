"""The invariants of the sale's arithmetic on random programmes, baskets, customers and returns.

A case depends on the seed and its number alone, so that a failing one can be tried again.
"""
