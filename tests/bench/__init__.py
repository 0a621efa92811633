"""`make bench`: the tag beside posthog-js in one run. Never a test: it measures, nothing fails."""
