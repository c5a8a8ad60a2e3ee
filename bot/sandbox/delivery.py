"""Updates by webhook: delivered one after another, tried again with growing delay until they are taken."""

import asyncio

import httpx

from bot.sandbox.world import World

FIRST_DELAY, LONGEST_DELAY = 0.05, 5.0


async def deliver(world: World) -> None:
    """Run for ever: whenever a webhook is set, post what is pending to it with the secret header."""
    updates = world.updates
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        delay = FIRST_DELAY
        while True:
            if not (updates.webhook and updates.pending):
                updates.arrived.clear()
                await updates.arrived.wait()
                continue
            update, hook = updates.pending[0], updates.webhook
            headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
            try:
                answer = await client.post(hook.url, json=update, headers=headers)
                taken = answer.is_success
            except httpx.HTTPError:
                taken = False
            if taken:
                updates.confirm(update["update_id"] + 1)
                world.noted()
                delay = FIRST_DELAY
            else:
                await asyncio.sleep(delay)
                delay = min(delay * 2, LONGEST_DELAY)
