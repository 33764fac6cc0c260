"""Receipt printers that speak ESC/POS, and their simulated twins."""
