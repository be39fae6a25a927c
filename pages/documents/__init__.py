"""What leaves as a file, a letter, a sheet of paper. No Streamlit."""
