"""Which kind of customer somebody is, told from what he bought lately: recency, frequency, money."""
