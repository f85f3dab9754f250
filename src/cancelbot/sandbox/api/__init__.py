"""The api origin: the dashboard endpoints behind a session bearer."""
