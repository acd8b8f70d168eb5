"""What each invariant asks of the tables, subject by subject; ``invariants`` puts them together."""
