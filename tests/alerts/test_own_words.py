"""An alert quotes the official: the very lines that it was read from, whatever stands between them."""

from datetime import timedelta

import pytest

from bot.alerts.evidence import evidence
from bot.alerts.newest import picture
from bot.intake import Intake
from bot.model import Authority, ChangeKind, Channel
from bot.views.news import News
from tests.alerts.conftest import GOVERNOR

MINISTRY = Channel(name="ministry", authority=Authority.MINISTRY)
ALARM = "Внимание! Объявлена опасность атаки БПЛА."


async def told(desk, group):
    await desk.drain()
    return desk.sandbox.messages(group)[-1].text


async def test_an_alarm_quotes_the_words_that_called_it(desk, make, group):
    await desk.read(
        1, f"Доброй ночи, земляки.\n{ALARM} Белгородская область, спуститесь в укрытия.\nБерегите себя.", make.at(0)
    )
    said = await told(desk, group)
    assert said.endswith(f"\n{ALARM} Белгородская область, спуститесь в укрытия.")
    assert "Доброй ночи" not in said


async def test_the_all_clear_quotes_the_words_that_gave_it(desk, make, group):
    await desk.read(1, ALARM, make.at(0))
    await desk.drain()
    await desk.read(2, "Отбой опасности атаки БПЛА. Спасибо за терпение.", make.at(1))
    await desk.drain()
    alarm, clear = desk.sandbox.messages(group)
    assert clear.text.endswith("\nОтбой опасности атаки БПЛА. Спасибо за терпение.")
    assert "Спасибо" not in alarm.text  # a danger that is over quotes nobody


async def test_a_list_is_quoted_with_its_headline_and_without_other_regions(desk, make, group):
    lines = [
        "За ночь силами ПВО уничтожены девять украинских беспилотников:",
        "▪️ четыре – над территорией Курской области,",
        "▪️ пять – над территорией Белгородской области.",
    ]
    await desk.read(1, "\n".join(lines), make.at(0), MINISTRY)
    assert (await told(desk, group)).endswith(f"\n{lines[0]} … {lines[2]}")


async def test_of_a_line_too_long_to_quote_the_sentence_that_counts_is_quoted(desk, make, group):
    await desk.read(1, "Сегодня мы много работали с главами округов. " * 12 + ALARM, make.at(0))
    assert (await told(desk, group)).endswith("\n… Объявлена опасность атаки БПЛА.")


async def test_why_an_alarm_was_sent_is_told_with_its_words(desk, make, group):
    await desk.read(1, f"Доброй ночи.\n{ALARM}", make.at(0))
    (row,) = await desk.rows()
    news = News.model_validate_json(row.payload)
    (ground,) = await evidence(desk.store, news, row.created)
    assert (ground.post, ground.revision) == ("gov_north/1", 1)
    assert "опасность атаки БПЛА" in ground.words


@pytest.mark.parametrize("text", [ALARM, "Сбит беспилотник.", "В Шебекино ранен мирный житель."])
async def test_words_that_were_changed_or_withdrawn_are_told_all_the_same(desk, make, group, text):
    await desk.read(1, text, make.at(-2))
    alert = (await desk.rows())[0]
    news = News.model_validate_json(alert.payload)
    (was, *_) = await evidence(desk.store, news, alert.created)
    assert (bool(was.words), was.changed, was.withdrawn) == (True, False, False)
    road = Intake(desk.store, desk.clock, desk.settings, {GOVERNOR.name: GOVERNOR})
    post = (await desk.store.post_text("gov_north/1")).post
    later = {"seen": desk.clock.now(), "edited": desk.clock.now()}
    await road.take(post.model_copy(update={"text": "Доброе утро!", **later}))
    (now, *_) = await evidence(desk.store, news, alert.created)
    assert now == was._replace(changed=True)
    await road.withdrawn("gov_north/1")
    (gone, *_) = await evidence(desk.store, news, alert.created)
    assert gone == was._replace(changed=True, withdrawn=True)


async def test_what_the_post_of_an_all_clear_counts_is_told_in_the_closing_and_not_beside_it(desk, make, group):
    await desk.read(1, ALARM, make.at(0))
    await desk.drain()
    await desk.read(2, "Над Белгородской областью сбиты три беспилотника. Опасность атаки БПЛА снята.", make.at(1))
    await desk.drain()
    alarm, clear = desk.sandbox.messages(group)
    assert "all clear" in clear.text
    assert "Shot down: 3 drones" in alarm.text


async def test_a_chat_that_heard_no_alarm_hears_the_figures_of_its_all_clear_alone(desk, make):
    await desk.read(1, ALARM, make.at(0))
    late = desk.sandbox.group("Newcomers")
    await desk.join(late.id)
    await desk.read(2, "Над Белгородской областью сбиты три беспилотника. Опасность атаки БПЛА снята.", make.at(1))
    await desk.drain()
    (only,) = desk.sandbox.messages(late)
    assert only.text.startswith("🎯 Shot down: 3 drones")


async def test_who_was_hurt_before_a_danger_began_is_not_told_in_it_though_it_was_in_the_same_minute(desk, make, group):
    minute = make.at(-10).replace(second=0, microsecond=0)
    await desk.read(1, ALARM, minute)
    await desk.read(2, "В Шебекино ранен мирный житель.", minute + timedelta(minutes=3, seconds=5))
    await desk.read(3, "Отбой опасности атаки БПЛА.", minute + timedelta(minutes=3, seconds=20))
    await desk.read(4, ALARM.replace("Внимание!", "Снова!"), minute + timedelta(minutes=3, seconds=40))
    first, *_, anew = [row for row in await desk.rows() if row.kind in (ChangeKind.OPENED, ChangeKind.CASUALTY)]
    for row, hurt in ((first, ["Шебекино"]), (anew, [])):
        shown = await picture(desk.store, News.model_validate_json(row.payload), desk.clock.now())
        assert [incident.area for incident in shown.incidents] == hurt
