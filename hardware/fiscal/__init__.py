"""Fiscal registrars: one interface, a driver for ATOL's web requests, and a simulated registrar."""
