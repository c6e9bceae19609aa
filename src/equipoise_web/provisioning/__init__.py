"""People and logins kept by a directory, through SCIM 2.0 (RFC 7643 and 7644)."""
