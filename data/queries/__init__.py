"""The named queries of a snapshot."""
