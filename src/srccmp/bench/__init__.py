"""How often srccmp is right: marked pairs of quotes, looked up in its answers and counted."""
