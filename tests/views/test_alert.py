"""Alerts in words: the first line says what and where; three languages; nothing from a post is mark-up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import (
    Authority,
    Change,
    ChangeKind,
    Channel,
    Chat,
    Claim,
    Count,
    Episode,
    EpisodeState,
    Incident,
    Interest,
    Place,
    Severity,
    Stated,
    Subject,
    Voice,
    Weapon,
    Window,
)
from bot.views.alert import word
from bot.views.markup import length, plain
from bot.views.news import News, Picture, Tone

NIGHT = datetime(2025, 10, 19, 19, 10, tzinfo=UTC)  # 22:10 in Moscow
FORUM = -(10**12) - 1234
CHANNELS = {"gov": Channel(name="gov", authority=Authority.GOVERNOR, region="RU-BEL")}


def voice(minutes=0):
    return Voice(channel="gov", message_id=int(minutes) + 1, at=NIGHT + timedelta(minutes=minutes))


def episode(weapon=Weapon.UAV, **more):
    values = {
        "id": f"e-{weapon}", "group": "g", "region": "RU-BEL", "weapon": weapon, "state": EpisodeState.ON,
        "since": NIGHT, "opened_by": voice(), "last_confirmed": NIGHT, "confirmed_by": voice(),
    }  # fmt: skip
    return Episode(**{**values, **more})


def ended(weapon=Weapon.UAV, minutes=125):
    return episode(weapon, state=EpisodeState.OFF, ended=voice(minutes).at, cleared_by=voice(minutes))


def said(kind, tone=Tone.STATE, cells=(), language="ru", zone="Europe/Moscow", late=False, **more):
    seen = {name: more.pop(name) for name in ("quote", "figures", "incidents") if name in more}
    change = Change(
        kind=kind, about="episode:g", regions=("RU-BEL",), interest=Interest.THREAT, severity=Severity.DANGER,
        at=NIGHT, post=cells[0].cleared_by.post if cells and cells[0].cleared_by else "gov/1",
        episode=cells[0] if cells else None, **more,
    )  # fmt: skip
    news = News(tone=tone, thread="episode:g", change=change, regions=("RU-BEL",), rule=kind.value, late=late)
    chat = Chat(chat_id=1, language=language, timezone=zone)
    return word(news, Picture(cells=tuple(cells), **seen), chat, CHANNELS, NIGHT + timedelta(hours=1))


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("ru", "🛸 Опасность БПЛА · Белгородская область"),
        ("uk", "🛸 Загроза БпЛА · Бєлгородська область"),
        ("en", "🛸 Drone danger · Belgorod Oblast"),
    ],
)
def test_the_first_line_says_what_and_where(language, first):
    (page,) = said(ChangeKind.OPENED, cells=[episode()], language=language)
    assert plain(page).splitlines()[0] == first


def test_times_are_the_readers_and_the_speaker_is_linked():
    (page,) = said(ChangeKind.OPENED, cells=[episode()], language="uk", zone="Europe/Kyiv")
    assert "з 22:10, київське час" in plain(page) or "з 22:10" in plain(page)
    assert '<a href="https://t.me/gov/1">' in page


def test_the_worst_that_is_on_comes_first():
    (page,) = said(ChangeKind.WORSENED, cells=[episode(), episode(Weapon.MISSILE)], language="en")
    assert plain(page).startswith("🚀 Missile danger and drone danger")


def test_an_attack_under_way_is_said_in_the_first_word():
    (page,) = said(ChangeKind.ATTACK, cells=[episode(attack=True)])
    assert plain(page).startswith("💥 Идёт атака БПЛА · Белгородская область")


def test_the_line_of_an_attack_says_attack_as_its_heading_does():
    (page,) = said(ChangeKind.ATTACK, cells=[episode(attack=True, area="Шебекино")])
    assert plain(page).splitlines()[1].startswith("• Идёт атака БПЛА (Шебекино): с 22:10, московское время — ")
    later = voice(20)
    raised = episode(attack=True, last_confirmed=later.at, confirmed_by=later)
    (page,) = said(ChangeKind.ATTACK, cells=[raised])
    assert "• Идёт атака БПЛА: опасность БПЛА с 22:10, " in plain(page)
    assert "; подтверждено в 22:30 — " in plain(page)


@pytest.mark.parametrize(
    ("people", "first"),
    [
        ({"injured": Count.exact(2)}, "🛸 Опасность БПЛА · Белгородская область · 🚑 есть пострадавшие"),
        (
            {"killed": Count.exact(1), "injured": Count.exact(2)},
            "🛸 Опасность БПЛА · Белгородская область · 🕯 есть погибшие",
        ),
        ({"injured": Count.exact(0)}, "🛸 Опасность БПЛА · Белгородская область"),
    ],
)
def test_people_hurt_in_a_danger_stand_in_its_heading(people, first):
    hit = Incident(id="i", region="RU-BEL", area="Муром", window=Window.point(NIGHT), voices=(voice(9),), **people)
    (page,) = said(ChangeKind.CASUALTY, cells=[episode()], incidents=[hit])
    assert plain(page).splitlines()[0] == first


def test_the_all_clear_tells_how_long_it_was():
    (page,) = said(ChangeKind.CLEARED, Tone.CLEAR, [ended()])
    assert plain(page).splitlines()[0] == "🟢 Опасность БПЛА: отбой · Белгородская область"
    assert "2 часа 5 минут" in plain(page)
    assert "22:10" in plain(page)


def test_an_all_clear_of_one_kind_names_what_is_still_on():
    (page,) = said(ChangeKind.CLEARED, Tone.CLEAR, [ended(Weapon.MISSILE), episode()], language="en")
    assert plain(page).startswith("🟡 Missile danger: over")
    assert "Still on: drone danger." in plain(page)


def test_an_unnamed_all_clear_is_never_told_as_over():
    (page,) = said(ChangeKind.PARTLY_CLEARED, cells=[episode(clear_said=True)], language="en")
    assert plain(page).startswith("🛸 Drone danger")
    assert "this danger is not called over" in plain(page)


def test_an_end_in_a_part_of_it_is_said_and_the_danger_stays_on():
    (page,) = said(ChangeKind.PARTLY_CLEARED, cells=[episode(state=EpisodeState.PARTLY_OFF)], language="en")
    assert plain(page).startswith("🛸 Drone danger")
    assert "All clear for a part of it" in plain(page)


def test_expiry_says_no_news_and_nowhere_safe():
    expired = episode(state=EpisodeState.EXPIRED, ended=NIGHT + timedelta(hours=6))
    (page,) = said(ChangeKind.EXPIRED, cells=[expired], language="en")
    assert plain(page).startswith("⚪️ No news since 22:10")
    assert "all clear" not in plain(page).replace("no all-clear was given", "")


def test_a_late_alarm_says_so():
    assert "С опозданием: объявлено в 22:10" in plain(said(ChangeKind.OPENED, cells=[episode()], late=True)[0])


@given(st.text(max_size=5000), st.sampled_from(["ru", "uk", "en"]))
def test_whatever_a_post_holds_stays_text(text, language):
    for page in said(ChangeKind.OPENED, cells=[episode()], quote=text, language=language):
        assert length(page) <= 4096
        assert page.count("<blockquote>") == page.count("</blockquote>")
        assert "<script" not in page


def downed(minutes, n):
    place, at = Place(regions=("RU-BEL",)), NIGHT + timedelta(minutes=minutes)
    claim = Claim(
        subject=Subject.INTERCEPTION, place=place, count=Count.exact(n), weapon=Weapon.UAV, window=Window.point(at)
    )
    return Stated(claim=claim, channel="gov", message_id=n, posted=at)


def test_a_night_of_many_figures_stays_one_message_that_folds_the_oldest():
    burnt = Incident(
        id="i", region="RU-BEL", area="Northwood", window=Window.point(NIGHT), voices=(voice(70),), fire=True
    )
    night = [downed(n, n) for n in range(1, 301)]
    (page,) = said(
        ChangeKind.CONFIRMED, cells=[episode()], language="en", figures=night, incidents=[burnt], quote="Взрывы"
    )
    text = plain(page)
    assert text.startswith("🛸 Drone danger · Belgorod Oblast\n• Drone danger: since 22:10")
    shown = [n for n in range(1, 301) if f": {n} drones – " in text or f": {n} drone – " in text]
    assert shown == list(range(shown[0], 301))  # the newest
    assert "Northwood" not in text  # its newest word is older than those
    assert f"\nand {300 - len(shown) + 1} more: /last\n" in text
    assert text.endswith("Взрывы")
    assert length(page) <= 4096
    assert len(shown) > 30


def test_what_is_on_stays_when_a_hundred_places_are_over():
    over = [ended().model_copy(update={"area": f"District {n}", "id": str(n)}) for n in range(100)]
    (page,) = said(ChangeKind.CONFIRMED, cells=[*over, episode()], language="en")
    assert plain(page).splitlines()[1].startswith("• Drone danger: since 22:10")
    assert "more: /last" in page


def test_what_was_withdrawn_is_not_told_as_on():
    (page,) = said(ChangeKind.WITHDRAWN, language="en")
    assert plain(page).startswith("↩️ Withdrawn: ")
    assert "since" not in plain(page)


@pytest.mark.parametrize(
    ("chat_id", "topic", "address"),
    [
        (-(10**12) - 1234, 0, "https://t.me/c/1234/9"),
        (-(10**12) - 1234, 7, "https://t.me/c/1234/7/9"),
        (5, 0, ""),
        (-77, 0, ""),
    ],
)
def test_a_former_message_links_to_the_new_one_where_messages_have_addresses(chat_id, topic, address):
    change = Change(
        kind=ChangeKind.ATTACK, about="episode:g", regions=("RU-BEL",), interest=Interest.THREAT,
        severity=Severity.ATTACK, at=NIGHT,
    )  # fmt: skip
    news = News(tone=Tone.MOVED, thread="episode:g", change=change, regions=("RU-BEL",), rule="moved", onward=9)
    (page,) = word(news, Picture(), Chat(chat_id=chat_id, topic=topic, language="en"), CHANNELS, NIGHT)
    assert plain(page) == "⤵️ Belgorod Oblast: goes on in a new message"
    assert (f'<a href="{address}">' in page) if address else ("href" not in page)


def reported(*figures, regions=("RU-BEL",)):
    change = Change(
        kind=ChangeKind.REPORT, about="report:gov/1", regions=("RU-BEL", "RU-BRY"), interest=Interest.INTERCEPTION,
        severity=Severity.REPORT, at=NIGHT, post="gov/1", now=figures,
    )  # fmt: skip
    news = News(tone=Tone.STATE, thread="report:gov/1", change=change, regions=regions, rule="report")
    (page,) = word(news, Picture(figures=figures), Chat(chat_id=1, language="en"), CHANNELS, NIGHT)
    return plain(page)


def row(code, n, role="part"):
    place = Place(regions=(code,) if code else ())
    claim = Claim(
        subject=Subject.INTERCEPTION, place=place, count=n, weapon=Weapon.UAV, window=Window.point(NIGHT), role=role
    )
    return Stated(claim=claim, channel="gov", message_id=1, posted=NIGHT)


def test_a_report_counts_only_the_chats_regions_and_says_the_whole():
    said = reported(row("", Count.nearly(140), "total"), row("RU-BEL", Count.exact(56)), row("RU-BRY", Count.exact(22)))
    assert "about 140 drones – in all, by this report" in said
    assert "56 drones – Belgorod Oblast" in said
    assert "Bryansk" not in said


def test_a_single_figure_of_the_chats_regions_is_the_headline():
    said = reported(row("RU-BEL", Count.exact(56)), row("RU-BRY", Count.exact(22)))
    assert said.startswith("🎯 Shot down: 56 drones · Belgorod Oblast\n")
    assert said.count("56 drones") == 1
