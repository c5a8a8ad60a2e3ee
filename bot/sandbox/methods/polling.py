"""getUpdates and the webhook; logOut and close, which a bot calls when it moves."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.methods.params import Params
from bot.sandbox.refusal import bad_request
from bot.sandbox.updates import Webhook
from bot.sandbox.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(world: World, params: Params) -> Any:
    """getUpdates with long poll."""
    updates = world.updates
    updates.allow(params.json("allowed_updates"))
    timeout = min(params.integer("timeout"), 50)
    return await updates.poll(params.integer("offset"), params.integer("limit", 100), timeout)


def set_webhook(world: World, params: Params) -> Any:
    """setWebhook. As at a local server plain http is taken, here for loopback alone."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    updates = world.updates
    updates.allow(params.json("allowed_updates"))
    if params.flag("drop_pending_updates"):
        updates.clear()
    updates.interrupt("terminated by setWebhook request")
    updates.webhook = Webhook(url, secret)
    updates.arrived.set()
    return True


def delete_webhook(world: World, params: Params) -> Any:
    """deleteWebhook."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.webhook = None
    return True


def get_webhook_info(world: World, params: Params) -> Any:
    """getWebhookInfo."""
    updates = world.updates
    return {
        "url": updates.webhook.url if updates.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
        "allowed_updates": sorted(updates.allowed),
    }


def log_out(world: World, params: Params) -> Any:
    """logOut, close."""
    return True


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "logOut": log_out,
    "close": log_out,
}
