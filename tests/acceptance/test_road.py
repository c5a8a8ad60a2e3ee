"""The road end to end: one post by two transports, an edit that changes what was sent, a restart in the middle."""

from bot.sandbox.play import states

DANGER = "❗️ Белгородская область: объявлена опасность атаки БПЛА."
FIVE = "Над Белгородской областью за утро сбиты пять БПЛА, пострадавших нет."


async def test_one_post_by_two_transports_is_one_post(scene) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await here.posts("gov_belgorod", FIVE, "5")  # this channel comes by the preview and as channel_post
        looks = len(here.sandbox.journal.of("preview"))
        here.at("2025-10-19T08:05+03:00")
        await here.sandbox.wait_for(lambda: len(here.sandbox.journal.of("preview")) > looks + 20)
        assert len(here.sandbox.messages(here.stage.group, by_bot=True)) == 1
        answer = await here.answer("/today", "5")
        assert "10" not in answer.text


async def test_an_edit_changes_the_tally_and_the_alert_that_was_sent(scene) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        sent = await here.posts("gov_belgorod", FIVE, "5")
        await here.edits("gov_belgorod", FIVE.replace("пять", "семь"), "7")
        await here.sandbox.wait_for(lambda: "7" in sent.text, 10, "the alert that was sent, edited")
        await here.answer("/today", "7")


async def test_a_cosmetic_edit_changes_nothing(scene) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        sent = await here.posts("gov_belgorod", FIVE, "5")
        here.sandbox.edit("@gov_belgorod", 1, FIVE.replace(", пострадавших", "; пострадавших"))
        await here.posts("gov_bryansk", "Над Брянской областью сбиты три БПЛА.", "3")  # the road is free again
        assert sent.history == []
        assert sent.edited is None


async def test_a_restart_loses_nothing_and_repeats_nothing(scene) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await here.posts("gov_belgorod", DANGER, "Белгородская область")
        await here.stop()
        before = states(here.stage.group)
        here.stage.post("gov_bryansk", "❗️ Брянская область: объявлена опасность атаки БПЛА.")  # by the preview
        here.stage.post("gov_rostov", "❗️ Ростовская область: объявлена опасность атаки БПЛА.")  # as channel_post
        here.stage.ask("/now")
        await here.start()
        await here.news(before, ("Брянская область",))
        await here.news(before, ("Ростовская область",))
        private = here.sandbox.room(here.stage.subscriber)
        await here.sandbox.wait_for(lambda: here.sandbox.messages(private, by_bot=True))
        heard = [m.text for m in here.sandbox.messages(here.stage.group, by_bot=True)]
        for region in ("Белгородская", "Брянская", "Ростовская"):
            assert sum(region in text for text in heard) == 1, heard
