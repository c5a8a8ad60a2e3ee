"""/incident tells how the figures changed, by later posts and by edits."""

from datetime import timedelta

from bot.model import Post, Transport
from tests.handlers.conftest import House

SAID = "В селе Замостье дрон ударил по автомобилю. Погиб мужчина, ранены {}."


async def test_figures_that_an_edit_changed_are_told_as_they_were_and_as_they_are(house: House) -> None:
    channel = next(name for name, c in house.desk.channels.items() if c.region == "RU-BEL")
    now = house.clock.now()
    for step, hurt in enumerate(("четверо", "пятеро", "пятеро человек")):
        at = now + timedelta(minutes=step)
        post = Post(
            channel=channel, message_id=90001, posted=now, text=SAID.format(hurt), transport=Transport.PREVIEW,
            seen=at, edited=at if step else None,
        )  # fmt: skip
        await house.desk.intake.take(post)
    (incident,) = [i for i in await house.store.incidents(["RU-BEL"], now, now + timedelta(hours=1)) if i.killed]
    assert incident.history == ()
    anna = house.sandbox.user("Anna", language="en")
    said = (await house.ask(anna, f"/incident_{incident.id}")).text
    assert "How the figures changed" in said
    assert said.count("Injured: 4 → 5") == 1
    assert "Killed:" not in said
