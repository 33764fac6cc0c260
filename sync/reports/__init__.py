"""The derived tables of reports: one code for a till's own file and for the server's database."""
