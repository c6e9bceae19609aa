"""A finished plan on paper: HTML report, workbook, calendars. Import the module that is needed."""
