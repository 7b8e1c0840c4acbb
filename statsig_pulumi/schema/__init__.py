"""How arguments are declared, and what is done with values of that shape. Pure: nothing here sends a request."""
