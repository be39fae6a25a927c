"""Unduh Data: what is chosen, the files of it, their first rows, and how to read and cite them."""
