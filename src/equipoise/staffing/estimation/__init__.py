"""Handle time, patience and the dispersion of arrivals, from contact records."""
