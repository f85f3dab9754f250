"""The auth origin: OAuth with PKCE, the sign-in screens and their factors."""
