"""The server's pages for people who answer for shops: sign-on, reports, tills, customers. Served under ``/office/``."""
