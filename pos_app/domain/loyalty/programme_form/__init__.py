"""The programme as forms: what people fill in instead of JSON, and how two versions differ in words."""
