"""From a rule's outcome in the trace to words."""
