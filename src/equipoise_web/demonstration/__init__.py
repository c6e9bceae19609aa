"""The demonstration centre in a database: invented people, a plan, and every gate walked."""
