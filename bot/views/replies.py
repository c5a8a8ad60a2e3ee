"""Short answers: what was not understood, what cannot be known, what is asked too often."""

from collections.abc import Sequence
from datetime import date

from bot.locales import Translator
from bot.views.markup import Html, bold, code, esc, lines

SHOWN = 60


def no_such_region(t: Translator, typed: str, near: Sequence[str]) -> Html:
    """The words were no region and no date."""
    said = t.gettext("I do not know “{typed}” – neither a region nor a date.").format(typed=typed[:SHOWN])
    if near:
        names = ", ".join(near)
        return lines([esc(said), esc(t.gettext("Did you mean: {names}?").format(names=names))])
    return lines([esc(said), esc(t.gettext("Try a region’s name, a date (19.10, yesterday) or “all”."))])


def not_understood(t: Translator) -> Html:
    """Plain words that are no question."""
    return esc(t.gettext("Write a region or a date – “belgorod yesterday” – or see /help."))


def future(t: Translator) -> Html:
    """The day is still to come."""
    return esc(t.gettext("That day is still to come: I only know what officials have already published."))


def too_long(t: Translator, most: int) -> Html:
    """The span is longer than answers go."""
    said = t.ngettext("At most {n} day at once, please.", "At most {n} days at once, please.", most)
    return esc(said.format(n=t.number(most)))


def too_often(t: Translator) -> Html:
    """The limit for pictures and files."""
    return esc(t.gettext("That is many pictures and files at once. Please wait a minute and ask again."))


def no_picture(t: Translator) -> Html:
    """The worker failed."""
    return esc(t.gettext("The picture could not be drawn just now. The same in words: /today, /week."))


def which_region(t: Translator, command: str, example: str) -> Html:
    """The command wants a region and got none."""
    return lines(
        [
            esc(t.gettext("Which region? For example:")),
            code(f"/{command} {example}"),
            esc(t.gettext("Or subscribe this chat with /subscribe: then its own regions are meant.")),
        ]
    )


def stale_button(t: Translator) -> str:
    """A press that cannot be understood any more; plain text of at most 200 characters."""
    return t.gettext("This button is out of date. Please send the command again.")


def privacy(t: Translator, stored: Sequence[str], changes: int, alerts_days: int, chats_days: int) -> Html:
    """What is kept of a chat, for how long, and how to have it deleted; `stored` names what is kept now, `changes` is
    how many changes of a group's settings are kept at most."""
    people = t.gettext(
        "Of a group also the last {n} changes of its settings: when, what, and the name of the administrator who made "
        "it. /settings shows them."
    )
    alerts = t.ngettext(
        "Sent alerts are forgotten after {n} day.", "Sent alerts are forgotten after {n} days.", alerts_days
    )
    left = t.ngettext(
        "All the rest goes {n} day after I was removed or blocked.",
        "All the rest goes {n} days after I was removed or blocked.",
        chats_days,
    )
    parts = [
        bold(esc(t.gettext("What I keep of this chat"))),
        esc(
            t.gettext(
                "The chat’s number and title, its language, time zone, regions and quiet hours, and which alerts it "
                "was sent, so that they can be edited and explained. I do not keep what people write, nor who reads."
            )
        ),
        esc(people.format(n=t.number(changes))),
        esc(f"{alerts.format(n=t.number(alerts_days))} {left.format(n=t.number(chats_days))}"),
        "",
    ]
    if stored:
        parts += [esc(t.gettext("Now kept:")), *(esc(f"• {line}") for line in stored)]
    else:
        parts.append(esc(t.gettext("Nothing is kept of this chat now.")))
    parts += ["", esc(t.gettext("/delete removes all of it at once."))]
    return lines(parts)


def confirm_delete(t: Translator) -> Html:
    """Asks before everything of a chat is deleted."""
    return esc(
        t.gettext(
            "Delete everything I keep of this chat: settings, regions, sent alerts? "
            "It will hear nothing from me any more."
        )
    )


def deleted(t: Translator) -> Html:
    """It is gone."""
    return esc(t.gettext("Deleted. Nothing is kept of this chat. /start begins anew."))


def kept(t: Translator) -> Html:
    """It was not deleted."""
    return esc(t.gettext("Nothing was deleted."))


def no_such_incident(t: Translator) -> Html:
    """No incident of that id, or none lately."""
    return esc(t.gettext("I know no such incident. /last lists the latest ones."))


def which_place(t: Translator) -> Html:
    """/place wants a name."""
    example = t.gettext("Shebekino")
    return lines([esc(t.gettext("Which town or village? For example:")), code(f"/place {example}")])


def not_watched(t: Translator, title: str) -> Html:
    """A forwarded post of a channel that is not watched."""
    said = t.gettext("I do not watch “{title}”: its posts are not counted and raise no alarm.")
    return esc(said.format(title=title[:SHOWN]))


def taken(t: Translator, title: str, claims: int) -> Html:
    """A watched channel's post that a person forwarded."""
    said = t.ngettext(
        "Thank you: a post of {title}. I read {n} statement in it.",
        "Thank you: a post of {title}. I read {n} statements in it.",
        claims,
    )
    return esc(said.format(title=title[:SHOWN], n=t.number(claims)))


def exported(t: Translator, first: date, last: date, today: date) -> Html:
    """The caption of a file."""
    said = t.gettext("What officials said, {period}. Days of posting are in UTC; every row leads to its post.")
    return esc(said.format(period=t.short_period(first, last, today).removesuffix(".")))
