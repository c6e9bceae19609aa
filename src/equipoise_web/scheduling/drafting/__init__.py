"""What an edit of a draft is, what it does to rows, and what the checker says of it."""
