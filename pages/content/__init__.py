"""What pages show, before it is drawn: fetched, computed, worded. No Streamlit."""
