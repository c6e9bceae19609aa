"""People as files: tables of CSV or XLSX in and out."""
