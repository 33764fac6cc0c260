"""The PostgreSQL primary is killed under load: nothing that a till was told is stored may be lost or doubled."""
