"""Feeds and pages of the web that the user names, looked at again and again, politely."""
