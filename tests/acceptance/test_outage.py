"""The bot was away for thirty hours: what was missed is counted, nothing old is told as fresh, the gap is shown."""

import asyncio

DANGER = "❗️ {} область: объявлена опасность атаки БПЛА."
LATE = "С опозданием"


async def test_thirty_hours_away(scene) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await here.posts("gov_belgorod", DANGER.format("Белгородская"), "Белгородская область")
        await here.stop()
        here.at("2025-10-19T10:00+03:00")
        for number in range(30):  # more than a page: a hole in the ids is filled backwards
            here.stage.post("gov_bryansk", f"Сообщение {number} о ремонте дорог.")
        here.stage.post("gov_bryansk", "Над Брянской областью сбиты пять БПЛА.")
        here.stage.post("gov_bryansk", DANGER.format("Брянская"))
        last = f"gov_bryansk/{here.stage.last_post('gov_bryansk').id + 1}"
        here.stage.post("gov_bryansk", "🟢 Брянская область: отбой опасности атаки БПЛА.")
        here.stage.post("gov_belgorod", "🟢 Белгородская область: отбой опасности атаки БПЛА.")
        here.at("2025-10-20T14:00+03:00")
        heard = len(here.sandbox.messages(here.stage.group, by_bot=True))
        await here.start()
        await here.news({}, ("отбой", "Белгородская область"))  # whoever heard the alarm hears its end, however late
        for _ in range(400):
            if await here.bot.house.store.post_text(last):
                break
            await asyncio.sleep(0.05)
        tally = await here.answer("/day 19.10", "Брянская", "5")
        assert "Слышно" in tally.text
        new = here.sandbox.messages(here.stage.group, by_bot=True)[heard:]
        assert not [m.text for m in new if m.text.startswith("🛸") and LATE not in m.text]
        assert not [m.text for m in new if "Брянская" in m.text and "пасность" in m.text]  # begun and over meanwhile
