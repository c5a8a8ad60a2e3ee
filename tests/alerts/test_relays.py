"""[[groups]] and [[relays]] of the configuration become chats that hear alerts."""

from datetime import time

from bot.alerts.configured import serve_configured
from bot.alerts.digest import owe_digests
from bot.clock import SetClock
from bot.config import Settings
from bot.model import ChangeKind


async def test_one_relay_channel_carries_several_regions_as_messages_of_their_own(desk, make):
    channel = desk.sandbox.channel("my_alerts", admin=True)
    relays = [{"region": code, "chat_id": channel.id, "username": "my_alerts"} for code in ("RU-BEL", "RU-KRS")]
    await serve_configured(desk.store, Settings(relays=relays), desk.clock.now())
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode(region="RU-KRS", group="g2")))
    await desk.drain()
    said = [m.text.splitlines()[0] for m in desk.sandbox.messages(channel)]
    assert said == ["🛸 Опасность БПЛА · Белгородская область", "🛸 Опасность БПЛА · Курская область"]


async def test_a_group_that_is_new_in_the_configuration_gets_its_first_digest_tomorrow(tmp_path, open_desk, make):
    noon = make.start.replace(hour=9)  # in Moscow
    async with open_desk(tmp_path, SetClock(noon)) as desk:
        settings = Settings(groups=[{"chat_id": -1, "regions": ["RU-BEL"], "digest": "08:00"}])
        await serve_configured(desk.store, settings, noon)
        assert (await desk.store.chat(-1)).digest == time(8)
        assert await owe_digests(desk.store, {}, noon) == 0
