"""Scenario analysis: all answer combinations of a bundle or matter followed symbolically, and what follows from answers."""
