"""Proof that a merged form serves every department: containment of schemas, seeded samples, counterexamples made small."""
