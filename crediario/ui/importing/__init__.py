"""The portfolio of another system comes in: file, columns, totals, done."""
