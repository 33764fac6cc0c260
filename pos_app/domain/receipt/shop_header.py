"""Who sells: the head of every paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShopHeader:
    """``inn``: the seller's taxpayer number, 10 or 12 digits. ``farewell`` stands at the foot; empty: nothing does."""

    name: str
    address: str
    inn: str
    farewell: str = ""
