"""Does the gate itself work? Faults of the product, switched on in turn; the gate must close, for the right reason."""
