"""/settings /mute /quiet /digest /language /timezone /test /stop, and the presses under them."""

from datetime import timedelta

from telegram import InlineKeyboardMarkup, Update

from bot.alerts import orders
from bot.alerts.digest import skip_past
from bot.gazetteer import REGIONS
from bot.model import Interest, Severity
from bot.views import coverage, replies
from bot.views import settings as words
from bot.views.markup import Html
from handlers import hours, picker, subscriptions, target
from handlers.context import Context
from handlers.replies import reply, rewrite
from handlers.rights import Who
from handlers.seal import unpack
from handlers.target import STOPPED, Target, asked, change, pressed, seal

SHOWN_CHANGES = 5


async def settings(update: Update, context: Context) -> None:
    """What is set; with buttons for those who may change it."""
    reader = await context.reader(update)
    chat, desk = reader.chat, context.desk
    who = await desk.rights.may_change(update, context.bot, chat.chat_id, desk.clock.now())
    shown = await target.load(context, chat.chat_id, chat.topic, who or Who(-1), chat.chat_id, chat)
    await reply(update, context, await overview(context, shown), picker.settings(context, shown) if who else None)


async def begun(update: Update, context: Context, payload: str) -> bool:
    """A deep link from a group to its settings, opened in private. False where the payload is none of ours."""
    linked = seal(context).linked(payload)
    if linked is None:
        return False
    shown = await pressed(update, context, *linked)
    if shown is None:
        reader = await context.reader(update)
        await reply(update, context, words.admins_only(reader.t, context.bot.username))
    else:
        await reply(update, context, await overview(context, shown), picker.settings(context, shown))
    return True


async def mute(update: Update, context: Context) -> None:
    """/mute 30m, /mute off."""
    shown = await asked(update, context)
    if shown is None:
        return None
    typed = " ".join(context.args or ())
    if not typed:
        said = words.muted(shown.t, shown.chat, context.desk.clock.now())
        return await _stands(update, context, shown, said, shown.t.gettext("/mute 30m"))
    length = timedelta(0) if hours.off(typed) else hours.span(typed)
    if length is None:
        return await _not_understood(update, context, shown, shown.t.gettext("/mute 30m"))
    return await _done(update, context, await _mute(context, shown, length))


async def quiet(update: Update, context: Context) -> None:
    """/quiet 23-07 except missile, /quiet off."""
    shown = await asked(update, context)
    if shown is None:
        return None
    typed = " ".join(context.args or ())
    if not typed:
        said = words.quiet(shown.t, shown.chat.quiet)
        return await _stands(update, context, shown, said, shown.t.gettext("/quiet 23-07 except missile"))
    value = hours.quiet(typed)
    if value is None and not hours.off(typed):
        return await _not_understood(update, context, shown, shown.t.gettext("/quiet 23-07 except missile"))
    chat = shown.chat.model_copy(update={"quiet": value})
    return await _done(update, context, await change(context, shown, chat, words.quiet(shown.t, value)))


async def digest(update: Update, context: Context) -> None:
    """/digest 08:00, /digest off."""
    shown = await asked(update, context)
    if shown is None:
        return None
    typed = " ".join(context.args or ())
    if not typed:
        return await _stands(update, context, shown, words.digest(shown.t, shown.chat.digest), "/digest 08:00")
    value = hours.clock(typed)
    if value is None and not hours.off(typed):
        return await _not_understood(update, context, shown, "/digest 08:00")
    chat = shown.chat.model_copy(update={"digest": None if hours.off(typed) else value})
    await skip_past(context.desk.store, chat, context.desk.clock.now())
    return await _done(update, context, await change(context, shown, chat, words.digest(shown.t, chat.digest)))


async def language(update: Update, context: Context) -> None:
    """/language uk."""
    shown = await asked(update, context)
    if shown is None:
        return None
    typed = " ".join(context.args or ()).strip().casefold()
    code = next((c for c, name in words.LANGUAGES.items() if typed in (c, name.casefold())), None)
    if not typed:
        other = next(one for one in words.LANGUAGES if one != shown.chat.language)
        now = words.LANGUAGES.get(shown.chat.language, shown.chat.language)
        return await _stands(update, context, shown, now, f"/language {other}")
    if code is None:
        return await _not_understood(update, context, shown, "/language uk")
    chat = shown.chat.model_copy(update={"language": code})
    return await _done(update, context, await change(context, shown, chat, words.LANGUAGES[code]))


async def timezone(update: Update, context: Context) -> None:
    """/timezone Europe/Kyiv, or a city."""
    shown = await asked(update, context)
    if shown is None:
        return None
    if not context.args:
        zoned = shown.t.zone(shown.chat.timezone)
        return await _stands(update, context, shown, zoned, "/timezone Europe/Moscow")
    zone = hours.zone(" ".join(context.args or ()))
    if zone is None:
        return await _not_understood(update, context, shown, "/timezone Europe/Moscow")
    chat = shown.chat.model_copy(update={"timezone": zone})
    return await _done(update, context, await change(context, shown, chat, zone))


async def test(update: Update, context: Context) -> None:
    """A labelled test alert by the alerts' own road."""
    shown = await asked(update, context)
    if shown is None:
        return
    if not shown.kept:  # the delivery speaks as the chat's settings say
        await context.desk.store.put_chat(shown.chat)
    async with context.desk.store.work() as work:
        await work.owe([orders.test(shown.chat, context.desk.clock.now())])
    context.desk.delivery.wake()
    await reply(update, context, words.tested(shown.t))


async def stop(update: Update, context: Context) -> None:
    """Send nothing here any more (in a forum: in this topic); settings are kept for /start."""
    shown = await asked(update, context)
    if shown is None:
        return
    await change(context, shown, shown.chat, "/stop")
    await context.desk.store.close_chat(shown.chat.chat_id, STOPPED, shown.chat.topic)
    await reply(update, context, words.stopped(shown.t))


async def press(update: Update, context: Context) -> None:
    """A button of ours: its seal and the rights of who pressed it are checked, then it does one thing."""
    query, here = update.callback_query, update.effective_chat
    sealed = unpack(query.data or "") if query else None
    if query is None or here is None:
        return
    shown = await pressed(update, context, sealed.chat_id, sealed.topic) if sealed else None
    if shown is None:
        reader = await context.reader(update)
        await query.answer(reader.t.gettext("Only administrators may press this."))
        return
    user = query.from_user.id
    if sealed is None or not seal(context).fits(sealed, user=user, here=here.id, state=shown.state):
        await query.answer(replies.stale_button(shown.t))
        return
    text, buttons = await _do(context, shown, sealed.action)
    await rewrite(update, text, buttons)
    await query.answer()


async def _do(context: Context, shown: Target, action: str) -> tuple[Html, InlineKeyboardMarkup]:
    """The deed of a button, and what its message turns into."""
    kind, arg = action[:1], action[1:]
    page: int | None = None
    match kind:
        case "p":
            page = int(arg)
        case "+" | "-" | "n" if arg in REGIONS:
            page = next((n for n, codes in enumerate(picker.pages_of(shown.t)) if arg in codes), 0)
            if kind == "-":
                shown = await subscriptions.remove(context, shown, [arg])
            else:
                codes = [arg, *REGIONS[arg].neighbours] if kind == "n" else [arg]
                shown = await subscriptions.add(context, shown, codes, shown.interests)
        case "x":
            shown = await subscriptions.remove(context, shown, ())
        case "i":
            if arg:
                shown = await _interest(context, shown, arg[0] == "+", Interest(arg[1:]))
            return words.pick_interests(shown.t), picker.interests(context, shown)
        case "v":
            if arg:
                least = Severity(int(arg))
                said = words.severity(shown.t, least)
                shown = await subscriptions.rewish(context, shown, shown.interests, least, said)
            return words.pick_severity(shown.t), picker.severities(context, shown)
        case "z":
            if not arg:
                return words.pick_zone(shown.t), picker.zones(context, shown)
            shown = await _set(context, shown, "timezone", picker.ZONES[int(arg)])
        case "l":
            shown = await _set(context, shown, "language", arg)
        case "q":
            shown = await _set(context, shown, "quiet", hours.quiet(arg) if arg else None)
        case "d":
            shown = await _set(context, shown, "digest", hours.clock(arg) if arg else None)
            await skip_past(context.desk.store, shown.chat, context.desk.clock.now())
        case "m":
            shown = await _mute(context, shown, timedelta(minutes=int(arg)))
    if page is not None:
        regions = picker.picker(context, shown, page)
        return words.pick(shown.t, picker.title(shown.t, page), marked=picker.marked(regions)), regions
    return await overview(context, shown), picker.settings(context, shown)


async def overview(context: Context, shown: Target) -> Html:
    """All settings in words."""
    changes = await target.audit(context, shown.chat)
    return words.overview(
        shown.t,
        shown.chat,
        shown.regions,
        shown.interests,
        shown.severity,
        context.desk.clock.now(),
        changes[-SHOWN_CHANGES:],
        coverage.unwatched(context.desk.channels, shown.regions),
    )


async def _interest(context: Context, shown: Target, wanted: bool, value: Interest) -> Target:
    kept = [i for i in Interest if (i in shown.interests and i is not value) or (wanted and i is value)]
    if not kept:  # the last one stays: to hear of nothing is /unsubscribe
        return shown
    said = f"{'+' if wanted else '−'} {words.interest(shown.t, value)}"
    return await subscriptions.rewish(context, shown, kept, shown.severity, said)


async def _set(context: Context, shown: Target, name: str, value: object) -> Target:
    chat = shown.chat.model_copy(update={name: value})
    said = {
        "language": words.LANGUAGES.get(chat.language, chat.language),
        "timezone": shown.t.zone(chat.timezone),
        "quiet": words.quiet(shown.t, chat.quiet),
        "digest": words.digest(shown.t, chat.digest),
    }
    return await change(context, shown, chat, said[name])


async def _mute(context: Context, shown: Target, length: timedelta) -> Target:
    """Mute for so long; zero ends a mute, and what was kept back is told now."""
    now = context.desk.clock.now()
    until = now + length if length else None
    chat = shown.chat.model_copy(update={"muted_until": until})
    said = f"🔇 {shown.t.span(length)}" if length else f"🔔 {shown.t.gettext('no longer muted')}"
    after = await change(context, shown, chat, said)
    if await orders.let_go(context.desk.store, chat):
        context.desk.delivery.wake()
    return after


async def _done(update: Update, context: Context, shown: Target) -> None:
    await reply(update, context, await overview(context, shown), picker.settings(context, shown))


async def _stands(update: Update, context: Context, shown: Target, said: str, example: str) -> None:
    await reply(update, context, words.stands(shown.t, said, example))


async def _not_understood(update: Update, context: Context, shown: Target, example: str) -> None:
    await reply(update, context, words.not_understood(shown.t, example))
