"""The published JSON documents around the engine: baskets, customers and returns in, priced results and mirrors out.

They are stable: the names of their fields do not follow the domain's. Their JSON Schemas lie in `resources/schemas`.
"""
