"""Notices to operators: dangers go first, and what breaks together is told together."""

from bot.alerts.draft import GATHERED
from bot.config import Settings
from bot.model import Change, ChangeKind, Fate, Severity, Weapon

OPERATOR = 11


def notice(make, name):
    return Change(
        kind=ChangeKind.NOTICE, about=f"source:{name}", regions=(), interest=None, severity=Severity.REPORT,
        at=make.at(0), text=f"{name} is broken",
    )  # fmt: skip


async def test_a_danger_goes_before_the_notices_that_were_owed_first(desk, make):
    desk.settings = Settings(telegram={"operators": [OPERATOR]})
    await desk.join(OPERATOR)
    await desk.learn(notice(make, "gov"))
    await desk.store.make_due(OPERATOR, 0, "")
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode(weapon=Weapon.MISSILE)))
    (first,) = await desk.store.lease(desk.clock.now(), 1, GATHERED, ())
    assert first.kind is ChangeKind.OPENED


async def test_notices_that_come_before_one_was_told_are_one_message(desk, make):
    operator = desk.sandbox.group("Operators")
    desk.settings = Settings(telegram={"operators": [operator.id]})
    await desk.join(operator.id)
    for number in range(30):
        await desk.learn(notice(make, f"gov{number}"))
    await desk.learn(notice(make, "north"), notice(make, "south"))
    (waiting,) = await desk.rows(Fate.WAITING)
    assert waiting.not_before - waiting.created == GATHERED
    await desk.store.make_due(operator.id, 0, "")
    await desk.drain()
    (told,) = desk.sandbox.messages(operator, by_bot=True)
    names = [f"gov{number}" for number in range(30)] + ["north", "south"]
    assert sorted(told.text.splitlines()) == sorted(f"🛠 {name} is broken" for name in names)
    await desk.learn(notice(make, "east"))
    await desk.store.make_due(operator.id, 0, "")
    await desk.drain()
    assert desk.sandbox.messages(operator, by_bot=True)[-1].text == "🛠 east is broken"
