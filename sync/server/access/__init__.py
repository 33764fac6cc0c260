"""Who may ask this server, how often, and what of it: keys of the tills, one-time codes, limits, shops."""
