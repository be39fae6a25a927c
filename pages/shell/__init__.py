"""What is drawn around every page."""
