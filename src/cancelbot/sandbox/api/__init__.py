"""The api origin: the dashboard endpoints (site-facts 4) behind a session bearer."""
