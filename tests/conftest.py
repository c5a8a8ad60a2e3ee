"""What holds for every test."""

from hypothesis import HealthCheck, settings

settings.register_profile("svodka", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("svodka")  # how long an example takes says how busy the machine is
