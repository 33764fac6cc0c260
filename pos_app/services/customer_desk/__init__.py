"""What a cashier may do for a customer beside selling: his page, cards, form, phone, two accounts made one."""
