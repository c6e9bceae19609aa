"""A roster for the wall and for its people: workbook and tagged PDF."""
