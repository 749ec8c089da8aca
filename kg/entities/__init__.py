"""Who and what an article speaks of: mentions, and which of them are one."""
