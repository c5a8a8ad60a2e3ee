"""Texts that Telegram does not take as they are: too long, or with mark-up that it refuses."""

import asyncio

from bot.model import ChangeKind, Count


async def test_refused_mark_up_is_sent_plainly_once(desk, group, alarm):
    desk.sandbox.fail("bad_request", chat=group, text="can't parse entities: Unsupported start tag")
    await desk.drain()
    marked, bare = desk.sandbox.journal.of("sendMessage", group.id)
    assert "parse_mode" in marked.params
    assert "parse_mode" not in bare.params
    assert "<" not in bare.params["text"]
    assert len(desk.sandbox.messages(group)) == 1


async def test_a_text_longer_than_a_message_goes_in_parts_between_entries(desk, make, group):
    post = "ministry/9"
    rows = tuple(
        make.stated(
            Count.exact(n), post=post, place={"regions": ("RU-BEL",), "settlement": f"Village of <b> & no. {n}"}
        )
        for n in range(1, 301)
    )
    await desk.learn(make.report(rows))
    await desk.drain(9)
    parts = desk.sandbox.messages(group)
    assert len(parts) > 1
    said = "\n".join(part.text for part in parts)
    assert all(f"no. {n}\n" in said + "\n" for n in range(1, 301))
    assert all(call.ok for call in desk.sandbox.journal.of("sendMessage"))


async def test_too_long_by_telegrams_own_count_is_halved(desk, group, make):
    desk.sandbox.fail("bad_request", chat=group, text="message is too long")
    rows = tuple(
        make.stated(Count.exact(n), post="ministry/9", place={"regions": ("RU-BEL",), "settlement": f"V{n}."})
        for n in range(1, 60)
    )
    await desk.learn(make.report(rows))
    await desk.drain()
    said = "\n".join(m.text for m in desk.sandbox.messages(group))
    assert len(desk.sandbox.messages(group)) > 1
    assert all(f"V{n}." in said for n in range(1, 60))


async def test_an_edit_that_telegram_finds_too_long_is_told_whole_in_a_new_message(desk, make, group):
    rows = [
        make.stated(Count.exact(n), post="ministry/9", place={"regions": ("RU-BEL",), "settlement": f"V{n}."})
        for n in range(1, 40)
    ]
    await desk.learn(make.report(tuple(rows[:-1])))
    await desk.drain()
    desk.sandbox.fail("bad_request", method="editMessageText", chat=group, text="message is too long")
    await desk.learn(make.report(tuple(rows), kind=ChangeKind.CORRECTED, before=tuple(rows[:-1])))
    await desk.drain()
    first, *later = desk.sandbox.messages(group)
    assert all(f"V{n}." in first.text for n in range(1, 39))  # as it was
    assert any(all(f"V{n}." in message.text for n in range(1, 40)) for message in later)


async def test_pages_that_went_out_before_a_refusal_stay_and_the_rest_follows_in_the_same_words(desk, group, alarm):
    words = iter([["one", "two"], ["uno", "dos"]])
    desk.delivery = desk.deliverer(lambda *_: next(words))
    desk.sandbox.fail("slow", method="sendMessage", chat=group, after=0)
    desk.sandbox.fail("flood", method="sendMessage", chat=group, after=1)
    running = asyncio.create_task(desk.delivery.run())
    await desk.sandbox.wait_for(lambda: len(desk.sandbox.messages(group)) == 2)
    await desk.delivery.drain(5)
    await running
    assert [m.text for m in desk.sandbox.messages(group)] == ["one", "two"]
