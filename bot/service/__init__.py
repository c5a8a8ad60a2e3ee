"""The service port: /healthz, /metrics, /webhook, /rss, and what systemd is told."""

from bot.service.port import Service
from bot.service.watchman import Check, Watchman

__all__ = ["Check", "Service", "Watchman"]
