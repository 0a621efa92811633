"""The four vendors' APIs, each call of them in a real browser."""
