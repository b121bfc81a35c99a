"""How good the fills are: features, distances, seams, classical fillers, contact sheets."""
