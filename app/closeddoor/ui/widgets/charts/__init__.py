"""Charts drawn by hand: each answers the question of its title, labels directly and says the same in words."""
