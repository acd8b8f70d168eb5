"""What pages that lead step by step are made of: the first run, the import."""
