"""People of the office: who they are, what each may see and do, that they are signed on, what they correct."""
