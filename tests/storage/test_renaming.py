"""A channel that was renamed in the configuration, or learnt under two names, is one channel: the id decides."""

from bot.model import Channel, Episode, Voice, Weapon

OLD, NEW, ID = "gladkov", "gladkov_new", -1001


async def named(store, name):
    return (await store.channels()).get(name)


async def test_a_channel_renamed_in_the_configuration_keeps_its_posts(store, read, post, shot_down):
    await store.put_channels([Channel(name=OLD, id=ID, aliases=("vvgladkov",))], all_there_are=True)
    await read(post(), shot_down())
    await store.put_channels([Channel(name=NEW, id=ID)], all_there_are=True)
    assert await named(store, OLD) is None
    assert (await named(store, NEW)).id == ID
    assert OLD in (await named(store, NEW)).aliases
    assert (await store.post_text(f"{NEW}/1")).post.text == "Сбиты 5 БПЛА"


async def test_its_health_and_what_it_opened_go_on_under_the_new_name(store, now):
    said = Voice(channel=OLD, message_id=1, at=now)
    on = Episode(
        id="e1", group="e1", region="RU-BEL", weapon=Weapon.UAV, state="on", since=now, opened_by=said,
        last_confirmed=now, confirmed_by=said, posts=(f"{OLD}/1",),
    )  # fmt: skip
    await store.put_channels([Channel(name=OLD, id=ID)], all_there_are=True)
    await store.beat(OLD, "preview", now)
    async with store.work() as work:
        await work.save_episodes([on])
    await store.put_channels([Channel(name=NEW, id=ID)], all_there_are=True)
    (kept,) = await store.open_episodes()
    assert (kept.opened_by.channel, kept.confirmed_by.channel, kept.posts) == (NEW, NEW, (f"{NEW}/1",))
    assert [s.channel for s in await store.silences(now, now)] == []


async def test_a_new_name_without_an_id_is_known_at_first_contact(store, post):
    await store.put_channels([Channel(name=OLD, id=ID)], all_there_are=True)
    await store.keep(post())
    await store.put_channels([Channel(name=NEW)], all_there_are=True)
    await store.pin(NEW, ID, "Гладков")
    assert await named(store, OLD) is None
    assert (await store.post_text(f"{NEW}/1")).post.text == "Сбиты 5 БПЛА"


async def test_where_both_names_have_posts_the_new_one_has_the_id(store, post):
    await store.put_channels([Channel(name=OLD, id=ID)], all_there_are=True)
    await store.keep(post())
    await store.put_channels([Channel(name=NEW)], all_there_are=True)
    await store.keep(post("Сбиты 6 БПЛА", channel=NEW))
    await store.pin(NEW, ID, "Гладков")
    assert ((await named(store, OLD)).id, (await named(store, NEW)).id) == (None, ID)
    assert (await store.post_text(f"{OLD}/1")).post.text == "Сбиты 5 БПЛА"


async def test_a_watched_channel_keeps_its_id(store):
    await store.put_channels([Channel(name=OLD, id=ID), Channel(name=NEW)], all_there_are=True)
    await store.pin(NEW, ID, "Гладков")
    assert ((await named(store, OLD)).id, (await named(store, NEW)).id) == (ID, None)


async def test_ids_that_were_mixed_up_can_be_put_right(store):
    await store.put_channels([Channel(name=OLD, id=ID), Channel(name=NEW, id=-1002)], all_there_are=True)
    await store.put_channels([Channel(name=OLD, id=-1002), Channel(name=NEW, id=ID)], all_there_are=True)
    assert ((await named(store, OLD)).id, (await named(store, NEW)).id) == (-1002, ID)
