"""Back-tests: another policy over the shop's own past."""
