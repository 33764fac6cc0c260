"""Single-use coupons with numbers of their own: made, printed for the next visit, used up by one receipt."""
