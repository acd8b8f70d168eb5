"""What became of requests whose answer was never seen."""
