"""The shell's door: one small module a command, heavy imports inside the functions."""
