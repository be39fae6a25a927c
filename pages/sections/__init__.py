"""What stands on the pages, a folder a view; no view imports another one's."""
