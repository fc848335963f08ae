"""One gym, many lifters: who lifts in which slot, found by slot prices, proven by a Lagrangian bound."""
