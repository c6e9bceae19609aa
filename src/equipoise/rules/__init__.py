"""Law and agreements as data, and the independent checker."""
