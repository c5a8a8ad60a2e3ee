"""What holds for every test."""

from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is: no deadline. The suite tries the same examples at every run,
# so that a red run says what a change did; `pytest -m hypothesis --hypothesis-profile=search` tries new ones.
_HOUSE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("svodka", _HOUSE, derandomize=True)
settings.register_profile("search", _HOUSE)
settings.load_profile("svodka")
