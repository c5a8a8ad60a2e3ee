"""[[groups]] and [[relays]] of the configuration become chats that hear alerts."""

from datetime import time

from bot.alerts.configured import serve_configured
from bot.alerts.digest import owe_digests
from bot.clock import SetClock
from bot.config import Settings
from bot.model import ChangeKind, Fate


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


async def test_a_configured_group_that_became_a_supergroup_is_served_once_after_a_restart(desk, make):
    old = desk.sandbox.group("Group", kind="group")
    settings = Settings(groups=[{"chat_id": old.id, "regions": ["RU-BEL"], "language": "en"}])
    await serve_configured(desk.store, settings, desk.clock.now())
    new = desk.sandbox.migrate(old)
    await desk.store.migrate_chat(old.id, new.id)
    changed = (await desk.store.chat(new.id)).model_copy(update={"digest": time(9)})
    await desk.store.put_chat(changed)  # an admin did
    for _ in range(2):
        await serve_configured(desk.store, settings, desk.clock.now())
    assert await desk.store.chat(old.id) is None
    assert await desk.store.chat(new.id) == changed
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    assert len([m for m in desk.sandbox.messages(new) if m.by_bot]) == 1
    assert len(await desk.rows()) == 1


async def test_an_entry_that_was_taken_out_is_served_no_more_until_it_is_put_back(desk, make):
    group, channel = desk.sandbox.group("Group"), desk.sandbox.channel("my_alerts", admin=True)
    entries = {
        "groups": [{"chat_id": group.id, "topic": 0, "regions": ["RU-BEL"]}],
        "relays": [{"region": "RU-BEL", "chat_id": channel.id}],
    }
    await serve_configured(desk.store, Settings(**entries), desk.clock.now())
    await desk.join(-5)  # by its own wish: the configuration has no say in it
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await serve_configured(desk.store, Settings(), desk.clock.now())
    assert {(row.chat_id, row.fate) for row in await desk.rows()} == {
        (group.id, Fate.DROPPED), (channel.id, Fate.DROPPED), (-5, Fate.WAITING),
    }  # fmt: skip
    await desk.learn(make.danger(ChangeKind.WORSENED, make.episode(weapon="missile")))
    assert {row.chat_id for row in await desk.rows(Fate.WAITING)} == {-5}
    await serve_configured(desk.store, Settings(**entries), desk.clock.now())
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode(group="g2")))
    assert {row.chat_id for row in await desk.rows(Fate.WAITING)} == {-5, group.id, channel.id}


async def test_a_group_that_had_removed_the_bot_stays_closed_whatever_the_configuration_does(desk):
    settings = Settings(groups=[{"chat_id": -7, "regions": ["RU-BEL"]}])
    await serve_configured(desk.store, settings, desk.clock.now())
    await desk.store.close_chat(-7, "removed from the chat")
    for one in (Settings(), settings):
        await serve_configured(desk.store, one, desk.clock.now())
        assert (await desk.store.chat(-7)).closed == "removed from the chat"
