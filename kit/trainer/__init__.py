"""The trainer's pages of a class: its file, clock, paper, results; they may use every part below them."""
