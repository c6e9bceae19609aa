"""Message catalogues of the web application, made with Babel: no gettext programs are needed."""
