"""«Почему?»: why a basket or a stored receipt costs what it costs, line by line and rule by rule."""
