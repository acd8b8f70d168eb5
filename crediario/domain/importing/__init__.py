"""Reading another system's portfolio: what columns mean, what cells say, whose sales they are. Pure."""
