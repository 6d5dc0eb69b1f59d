"""The guarded way to the network: which addresses may be connected to, for how long, and how it fails."""
