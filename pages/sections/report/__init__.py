"""Kirim Data, part by part: `desk` keeps the uploads and speaks with the store, the others draw one step each."""
