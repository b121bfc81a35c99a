"""The paper's claims, reproduced small: each experiment is a few variants of one configuration and one measurement."""
