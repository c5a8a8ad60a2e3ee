"""The sample night, its play and its transcript, without a bot."""

import io

import pytest
from pydantic import ValidationError
from rich.console import Console

from bot.sandbox import Sandbox
from bot.sandbox.leap import LeapClock
from bot.sandbox.night import Act, Event, Group, Night, sample
from bot.sandbox.play import Play, news_with
from bot.sandbox.prompt import Prompt
from bot.sandbox.stage import Stage
from bot.sandbox.transcript import Transcript


def test_the_sample_night_goes_forward_and_speaks_through_known_channels() -> None:
    night = sample()
    events = [event for act in night.acts for event in act.events]
    assert [e.at for e in events] == sorted(e.at for e in events)
    assert {e.channel for e in events if e.channel} <= {voice.username for voice in night.channels}
    assert {expected.day for expected in night.tallies} <= {event.at.date() for event in events}


def test_the_parts_of_the_nearly_140_are_139() -> None:
    great = next(expected for expected in sample().tallies if expected.headline == 140)
    assert sum(great.regions.values()) == great.sum_of_parts == 139


def test_an_event_does_one_thing() -> None:
    with pytest.raises(ValidationError, match="one post, edit or question"):
        Event.model_validate({"at": "2025-10-19T00:00+03:00", "channel": "a", "post": "x", "edit": "y"})


async def test_what_does_not_come_is_missed_in_words() -> None:
    async def heard() -> bool:
        return True

    event = Event.model_validate({"at": "2025-10-18T22:40+03:00", "ask": "/today", "answer": ["140"]})
    night = sample().model_copy(update={"acts": (Act(title="One", events=(event,)),), "channels": ()})
    out = io.StringIO()
    clock = LeapClock(night.start)
    async with Sandbox(clock) as sandbox:
        transcript = Transcript(sandbox.world, Console(file=out))
        play = Play(Stage(sandbox, night), clock, transcript, 1e9, heard, patience=0.05)
        await play.run()
    assert play.missing == ["18.10 19:40 UTC, the answer to /today: no message with “140”"]
    assert "✗" in out.getvalue()


async def test_an_edited_message_counts_as_news_and_an_old_one_does_not(sandbox: Sandbox, group, api) -> None:
    number = (await api("sendMessage", chat_id=group.id, text="Сбито 5"))["result"]["message_id"]
    assert news_with(group, {number: "Сбито 5"}, ("5",)) is None
    await api("editMessageText", chat_id=group.id, message_id=number, text="Сбито 7")
    assert news_with(group, {number: "Сбито 5"}, ("сбито", "7")) is sandbox.messages(group)[0]


@pytest.fixture
def stage(sandbox: Sandbox) -> Stage:
    return Stage(sandbox, Night(group=Group(title="Соседи", regions=()), channels=sample().channels))


async def test_the_transcript_tells_posts_edits_and_deletions_once(sandbox: Sandbox, stage: Stage) -> None:
    out = io.StringIO()
    transcript = Transcript(sandbox.world, Console(file=out, width=80))
    number = stage.post("gov_belgorod", "Сбиты пять БПЛА.")
    transcript.catch_up()
    sandbox.edit("@gov_belgorod", number, "Сбиты семь БПЛА.")
    transcript.catch_up()
    transcript.catch_up()
    sandbox.delete("@gov_belgorod", number)
    transcript.catch_up()
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    head = "20.09 04:15  @gov_belgorod  Белгородская область · губернатор"
    assert lines == [
        head,
        "             Сбиты пять БПЛА.",
        f"{head}  edited",
        "             Сбиты семь БПЛА.",
        f"{head}  deleted",
    ]


async def test_typed_lines_post_edit_delete_ask_and_say(sandbox: Sandbox, stage: Stage) -> None:
    prompt = Prompt(stage, Console(file=io.StringIO()))
    prompt.obey("@belgorod Опасность БПЛА.")
    prompt.obey("edit Отбой опасности БПЛА.")
    assert [m.text for m in sandbox.messages("@gov_belgorod")] == ["Отбой опасности БПЛА."]
    prompt.obey("delete")
    assert sandbox.messages("@gov_belgorod") == []
    prompt.obey("/today")
    prompt.obey("# привет")
    assert [m.text for m in sandbox.messages(stage.subscriber)] == ["/today"]
    assert [m.text for m in sandbox.messages(stage.group)] == ["привет"]


@pytest.mark.parametrize(
    ("line", "words"),
    [("@gov Отбой.", "no channel @gov"), ("delete", "nothing has been posted"), ("press x", "no message")],
)
async def test_a_typed_line_that_cannot_be_done_says_why(stage: Stage, line: str, words: str) -> None:
    with pytest.raises(LookupError, match=words):
        Prompt(stage, Console(file=io.StringIO())).obey(line)


async def test_a_help_line_answers_anything_else(stage: Stage) -> None:
    out = io.StringIO()
    Prompt(stage, Console(file=out)).obey("what?")
    assert "post as that channel" in out.getvalue()
