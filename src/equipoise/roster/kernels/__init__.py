"""Compiled inner loops of the optimiser; plain arrays in, plain arrays out."""
