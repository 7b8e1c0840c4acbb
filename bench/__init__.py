"""What the package costs, beside a provider that does nothing. Run it by ``make bench``."""
