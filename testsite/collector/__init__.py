"""The collector: takes batches of events in, keeps them, lists them. Never serves a page."""
