"""Use cases without Qt: they put packs, grading, vault and inference together."""
