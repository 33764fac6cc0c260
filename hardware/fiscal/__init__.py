"""Fiscal registrars: a driver for ATOL's web requests, and a simulated registrar. Their words: domain/fiscal."""
