"""Till and server together: what comes in a second, and how long a till waits."""
