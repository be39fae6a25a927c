"""The languages: catalogues, numbers, dates, names, signs of status. No Streamlit."""
