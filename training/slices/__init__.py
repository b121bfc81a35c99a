"""Training in slices on a machine that is lent for minutes and keeps nothing."""
