"""Who may change what: roles × commands, every cell."""

import pytest

from bot.model import Interest, Subscription
from handlers.command import Section
from handlers.commands import COMMANDS

CHANGING = {"subscribe", "unsubscribe", "mute", "quiet", "digest", "test", "language", "timezone", "stop", "delete"}
ARGUMENTS = {
    "subscribe": "Kursk",
    "unsubscribe": "Belgorod",
    "mute": "30m",
    "quiet": "23-07",
    "digest": "08:00",
    "test": "",
    "language": "uk",
    "timezone": "Samara",
    "stop": "",
    "delete": "",
} | {
    command.name: "nowhere" for command in COMMANDS if command.section in (Section.NOW, Section.DAYS, Section.PICTURES)
}
ARGUMENTS |= dict.fromkeys(("settings", "why", "sources", "privacy", "help", "start"), "")
READING = ARGUMENTS.keys() - CHANGING
ALLOWED = {
    "person": CHANGING | READING,  # in their own private chat
    "owner": CHANGING | READING,
    "administrator": CHANGING | READING,
    "anonymous": CHANGING | READING,  # an administrator who speaks as the group
    "member": READING,
    "left": READING,
    "channel": READING,  # somebody who speaks as another chat
}


def speak(house, role, group, text):
    """Say it in the role; the room in which it was said."""
    sandbox = house.sandbox
    if role == "person":
        alice = sandbox.user("Alice", language="en")
        sandbox.say(alice, alice, text)
        return alice
    person = {"owner": sandbox.alice, "administrator": sandbox.bob, "member": sandbox.charlie}.get(role, sandbox.dora)
    if role == "channel":
        said = sandbox.say(group, person, "unheard")
        update = {
            "message_id": said.id + 1000,
            "date": int(said.date.timestamp()),
            "chat": {"id": group.id, "type": "supergroup", "title": group.title},
            "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
            "sender_chat": {"id": -1009, "type": "channel", "title": "Elsewhere"},
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}],
        }
        sandbox.world.updates.push("message", update)
    else:
        sandbox.say(group, person, text, anonymous=role == "anonymous")
    return group


def test_the_table_holds_every_command():
    """Those of operators have a table of their own: test_operators."""
    assert ARGUMENTS.keys() == {command.name for command in COMMANDS if command.section is not Section.OPERATORS}


@pytest.mark.parametrize("role", ALLOWED)
async def test_each_role_may_do_what_the_table_says_and_nothing_else(house, role):
    sandbox = house.sandbox
    sandbox.alice, sandbox.bob = sandbox.user("Alice", language="en"), sandbox.user("Bob", language="en")
    sandbox.charlie, sandbox.dora = sandbox.user("Charlie", language="en"), sandbox.user("Dora", language="en")
    allowed = set()
    for command, argument in ARGUMENTS.items():
        group = sandbox.group(command, admins=(sandbox.alice, sandbox.bob), members=(sandbox.charlie,))
        await house.store.subscribe([Subscription(chat_id=group.id, region="RU-BEL", interest=Interest.THREAT)])
        before = await house.store.subscriptions(group.id), await house.store.chat(group.id)
        room = speak(house, role, group, f"/{command} {argument}".strip())
        await sandbox.wait_for(lambda room=room: sandbox.messages(room, by_bot=True), what=f"{role} /{command}")
        answer = sandbox.messages(room, by_bot=True)[-1].text
        if "Only administrators" not in answer and "Только администраторы" not in answer:
            allowed.add(command)
        else:
            assert (await house.store.subscriptions(group.id), await house.store.chat(group.id)) == before
        assert role == "person" or command != "settings" or bool(room.standing[-1].buttons) == (role in PRESSING)
    assert allowed == ALLOWED[role]


PRESSING = {"owner", "administrator", "anonymous"}
