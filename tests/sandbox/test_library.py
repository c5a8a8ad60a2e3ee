"""python-telegram-bot talks to the sandbox as it talks to Telegram."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, TimedOut
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, InlineQueryHandler

from bot.sandbox import Chat, Person, Sandbox
from bot.sandbox.line import Server
from bot.sandbox.world import dot


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Application]:
    application = (
        ApplicationBuilder()
        .token(sandbox.token)
        .base_url(f"{sandbox.url}/bot")
        .base_file_url(f"{sandbox.url}/file/bot")
        .read_timeout(0.5)
        .build()
    )
    async with application:
        yield application


async def test_a_command_is_answered_and_its_button_edits_the_answer(sandbox: Sandbox, bot: Application) -> None:
    async def ask(update: Update, _: object) -> None:
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Вчера ←", callback_data="day:-1")]])
        await update.effective_message.reply_html("<b>Сегодня</b>", reply_markup=keys)

    async def turn(update: Update, _: object) -> None:
        await update.callback_query.answer("вот")
        await update.callback_query.edit_message_text("Вчера")

    bot.add_handler(CommandHandler("today", ask))
    bot.add_handler(CallbackQueryHandler(turn))
    await bot.start()
    await bot.updater.start_polling(timeout=10)
    anna = sandbox.user("Анна")
    sandbox.say(anna, anna, "/today")
    shown = (await sandbox.wait_for(lambda: sandbox.messages(anna, by_bot=True)))[0]
    assert shown.html == "<b>Сегодня</b>"
    pressed = sandbox.press(shown, "Вчера", anna)
    await sandbox.wait_for(lambda: pressed.answered and shown.text == "Вчера")
    assert pressed.text == "вот"
    with pytest.raises(LookupError, match="there are: none"):
        sandbox.press(shown, "Завтра", anna)
    await bot.updater.stop()
    await bot.stop()


async def test_an_inline_question_gets_its_results(sandbox: Sandbox, bot: Application, group: Chat) -> None:
    async def ask(update: Update, _: object) -> None:
        content = InputTextMessageContent("<b>56</b>", parse_mode="HTML")
        await update.inline_query.answer([InlineQueryResultArticle("1", "Белгород", content)])

    bot.add_handler(InlineQueryHandler(ask))
    await bot.start()
    await bot.updater.start_polling(timeout=10)
    asked = sandbox.inline(sandbox.user("Анна"), "belgorod")
    await sandbox.wait_for(lambda: asked.answered)
    assert sandbox.choose(asked, 0, group).html == "<b>56</b>"
    await bot.updater.stop()
    await bot.stop()


async def test_a_picture_is_uploaded_once_and_sent_again_by_its_id(
    sandbox: Sandbox, bot: Application, group: Chat
) -> None:
    first = await bot.bot.send_photo(group.id, dot(), caption="карта")
    again = await bot.bot.send_photo(group.id, first.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == first.photo[-1].file_unique_id
    file = await first.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == dot()
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.bot.send_photo(group.id, b"no picture")
    changed = await bot.bot.edit_message_media(InputMediaPhoto(dot(), caption="иная"), group.id, first.message_id)
    assert changed.caption == "иная"
    album = await bot.bot.send_media_group(group.id, [InputMediaPhoto(dot()), InputMediaPhoto(dot())])
    assert len({one.media_group_id for one in album}) == 1


async def test_a_document_arrives_byte_for_byte(sandbox: Sandbox, bot: Application, group: Chat) -> None:
    data = b"\r\n--x\r\n\x00\xff\n" * 3
    await bot.bot.send_document(group.id, data, filename="таблица.csv")
    assert sandbox.messages(group)[0].media.data == data


async def test_faults_become_the_librarys_exceptions(sandbox: Sandbox, bot: Application, group: Chat) -> None:
    expected = {"forbidden": Forbidden, "migrated": ChatMigrated, "silent": TimedOut, "lost": NetworkError}
    for kind, exception in expected.items():
        sandbox.fail(kind, method="sendMessage", to=-100777)
        with pytest.raises(exception):
            await bot.bot.send_message(group.id, kind)
    assert [m.text for m in sandbox.messages(group)] == ["silent", "lost"]


async def test_a_webhook_gets_updates_with_its_secret_and_polling_conflicts(
    sandbox: Sandbox, bot: Application, anna: Person
) -> None:
    got: list[tuple[str, str]] = []
    codes = iter([500, 200, 200])

    async def hook(request: Request) -> Response:
        update = await request.json()
        got.append((request.headers["x-telegram-bot-api-secret-token"], update["message"]["text"]))
        return Response(status_code=next(codes))

    service = Server(Starlette(routes=[Route("/webhook", hook, methods=["POST"])]))
    await service.start()
    await bot.bot.set_webhook(f"http://127.0.0.1:{service.port}/webhook", secret_token="s3cret")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.bot.get_updates()
    sandbox.say(anna, anna, "/today")
    await sandbox.wait_for(lambda: not sandbox.world.updates.pending)
    assert got == [("s3cret", "/start"), ("s3cret", "/start"), ("s3cret", "/today")]
    assert (await bot.bot.get_webhook_info()).url.endswith("/webhook")
    await bot.bot.delete_webhook()
    assert await bot.bot.get_updates() == ()
    await service.stop()


async def test_a_port_that_is_taken_is_an_error(sandbox: Sandbox) -> None:
    with pytest.raises(OSError):
        await Sandbox().start(int(httpx.URL(sandbox.url).port or 0))
