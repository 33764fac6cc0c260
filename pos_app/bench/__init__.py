"""How fast it is: measurements that a person starts with `./till bench`. Nothing of the till imports this."""
