"""What customers come for beside buying and bringing back: certificates, coupons, orders, a new number."""
