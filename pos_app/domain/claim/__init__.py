"""Numbers that only one receipt may take: a single coupon, an order to be picked up."""
