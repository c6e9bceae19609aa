"""Hours for payroll: what was rostered of each worker on each day, by kind, from published rosters alone."""
