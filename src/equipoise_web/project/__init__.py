"""Settings, addresses and server entry of the web application."""
