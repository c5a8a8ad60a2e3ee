"""Measurements: `python -m benchmarks.<name>`. They print; they judge nothing."""
