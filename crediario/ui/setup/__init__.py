"""First run and sign-in: the pages that fill the window."""
