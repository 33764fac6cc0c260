"""Checkers: the product's books after healing against what really happened. Each names the invariant that it checks."""
