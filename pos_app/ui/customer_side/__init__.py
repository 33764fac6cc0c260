"""The customer's side of the counter: his window, and the door through which the screens tell him things."""
