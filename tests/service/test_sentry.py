"""What leaves the house with a fault, and what must not."""

import json

import pytest

from bot.errors import BadConfig
from bot.service import sentry


def test_no_token_and_no_chat_leaves() -> None:
    event = {
        "event_id": "0123456789abcdef0123456789abcdef",
        "server_name": "host",
        "user": {"id": 7},
        "exception": {
            "values": [
                {
                    "value": "POST https://api.telegram.org/bot424242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage "
                    "to -1001500000001 (chat 500017)"
                }
            ]
        },
        "logentry": {"message": "alert 12 to 123456789 failed in 0.25 s", "params": ["-1002000000000"]},
    }
    sent = json.dumps(sentry.cleaned(event))
    for secret in ("AAHdqTcv", "1001500000001", "500017", "123456789 ", "1002000000000", '"host"', '"user"'):
        assert secret not in sent
    assert "alert 12 to [id] failed in 0.25 s" in sent
    assert event["event_id"] in sent


def test_without_a_dsn_nothing_is_loaded() -> None:
    assert sentry.start("", "0.1.0") is False


def test_a_missing_package_is_bad_configuration() -> None:
    try:
        import sentry_sdk  # noqa: F401
    except ImportError:
        with pytest.raises(BadConfig, match="svodka\\[sentry\\]"):
            sentry.start("https://key@sentry.example/1", "0.1.0")
    else:
        with pytest.raises(BadConfig, match="sentry_dsn"):
            sentry.start("not a dsn", "0.1.0")
