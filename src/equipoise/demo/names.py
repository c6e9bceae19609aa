"""Invented names, as varied as a Dutch contact centre; no person is meant."""

GIVEN = (
    "Noor", "Youssef", "Sanne", "Daan", "Fatima", "Jeroen", "Meryem", "Lars", "Priya", "Thijs",
    "Aylin", "Bram", "Chantal", "Delano", "Esra", "Femke", "Giovanni", "Hatice", "Ilse", "Jayden",
    "Karin", "Levent", "Maaike", "Naomi", "Omar", "Petra", "Quincy", "Rianne", "Samira", "Tom",
)  # fmt: skip
FAMILY = (
    "van Leeuwen", "El Amrani", "de Vries", "Jansen", "Bouzid", "Bakker", "Yilmaz", "Hendriks",
    "Ramdin", "Visser", "Kaya", "Mulder", "Martina", "Pinas", "Demir", "Postma", "Rossi", "Celik",
    "Brouwer", "de Wit", "Smit", "Arslan", "Dijkstra", "Sital", "Haddad", "Kuipers", "Winklaar",
    "Vermeulen", "Benali", "Peters", "Koster",
)  # fmt: skip


def names(count: int) -> tuple[str, ...]:
    """The first ``count`` (at most 930) full names, all different."""
    together = len(GIVEN) * len(FAMILY)
    if count > together:
        raise ValueError(f"{count} names asked, {together} known")
    # 30 and 31 have no common factor, so that no pair comes back before all have been given
    return tuple(f"{GIVEN[i % len(GIVEN)]} {FAMILY[i % len(FAMILY)]}" for i in range(count))
