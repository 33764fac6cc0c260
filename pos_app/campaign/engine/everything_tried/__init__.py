"""The largest saving there is, found by trying everything: the yardstick for the engine's combination of rules.

Written from the rules, piece by piece; it shares the programme's data and the splitting of sums with the engine, and
none of its pricing.
"""
