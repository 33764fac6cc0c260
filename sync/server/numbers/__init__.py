"""Numbers that one receipt may take: single coupons and orders, kept for a till, used up, freed, found used twice."""
