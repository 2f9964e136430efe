"""How well the reading agrees with annotated reports: scores, errors, gains and losses, floors. Pure functions."""
