"""Access: people, their logins, roles and teams."""
