"""An edit puts right what was told: the correction names what it was and what it is, and nothing else."""

from datetime import timedelta

from bot.intake import Intake
from bot.model import Post, Transport
from tests.alerts.conftest import GOVERNOR


async def edited(desk, make, number, *texts):
    """The newest text after the others of one post; what the chat was told of each."""
    intake = Intake(desk.store, desk.clock, desk.settings, {GOVERNOR.name: GOVERNOR})
    for step, text in enumerate(texts):
        seen = make.at(-3) + timedelta(seconds=step)
        post = Post(
            channel=GOVERNOR.name, message_id=number, posted=make.at(-3), text=text, transport=Transport.PREVIEW,
            seen=seen, edited=seen if step else None,
        )  # fmt: skip
        await intake.take(post)
        await desk.drain()


async def test_people_counted_wrongly_are_told_as_they_were_and_as_they_are(desk, make, group):
    await edited(
        desk, make, 1,
        "Дрон атаковал автомобиль в посёлке Октябрьский. Ранены двое.",
        "Дрон атаковал автомобиль в посёлке Октябрьский. Ранен один человек.",
    )  # fmt: skip
    _, correction = desk.sandbox.messages(group)
    assert correction.text.startswith("✏️ Correction")
    assert "injured: 2 → 1" in correction.text


async def test_what_was_not_known_before_is_no_correction(desk, make, group):
    shot = "Над Белгородской областью сбиты три беспилотника."
    await edited(desk, make, 1, shot, f"{shot} Пострадавших нет.")
    assert [m.text.partition(":")[0] for m in desk.sandbox.messages(group)] == ["🎯 Shot down"]
    await edited(desk, make, 2, shot, "Над Белгородской областью сбиты четыре беспилотника. Пострадавших нет.")
    *_, correction = desk.sandbox.messages(group)
    assert "3 → 4" in correction.text
    assert "– →" not in correction.text
    assert "njured" not in correction.text


async def test_a_correction_of_another_region_is_not_told(desk, make, group):
    shot = "Сбиты: 3 БПЛА над Белгородской областью, {} над Курской областью."
    await edited(desk, make, 1, shot.format(2), shot.format(5))
    (report,) = desk.sandbox.messages(group)
    assert "3 drones" in report.text
