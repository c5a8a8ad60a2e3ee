"""The one table of commands. It feeds the handlers, BotFather's menus, /help, docs/commands.md and their tests."""

from bot.locales import N_
from handlers import alerting, days, exports, incidents, operators, pictures, privacy, start
from handlers.command import OPERATORS, Command, Section

_DAYS = N_("[region] [date]")

COMMANDS: tuple[Command, ...] = (
    Command("now", days.now, Section.NOW, N_("what is dangerous at this moment"), N_("[region]"), "belgorod"),
    Command("last", days.last, Section.NOW, N_("latest damage and people hurt"), _DAYS),
    Command("incident", incidents.incident, Section.NOW, N_("one incident in full"), N_("[number]")),
    Command("place", incidents.place, Section.NOW, N_("what happened in a town or village"), N_("name"), "Shebekino"),
    Command("today", days.today, Section.DAYS, N_("the day so far, region by region"), N_("[region]")),
    Command("yesterday", days.yesterday, Section.DAYS, N_("the day before"), N_("[region]"), "bryansk"),
    Command("day", days.day, Section.DAYS, N_("any day"), _DAYS, "19.10"),
    Command("week", days.week, Section.DAYS, N_("the last seven days"), N_("[region]")),
    Command("month", days.month, Section.DAYS, N_("the last thirty days"), N_("[region]")),
    Command("region", days.region, Section.DAYS, N_("a region day by day"), N_("region [dates]"), "belgorod"),
    Command(
        "compare", days.compare, Section.DAYS, N_("regions side by side"), N_("regions [dates]"), "belgorod bryansk"
    ),
    Command("top", days.top, Section.DAYS, N_("where there was most"), N_("[dates]")),
    Command(
        "chart", pictures.chart, Section.PICTURES, N_("a chart of a day, or of a region’s days"), _DAYS, "belgorod"
    ),
    Command("map", pictures.map_, Section.PICTURES, N_("a day on the map, and danger now"), N_("[date]"), "19.10"),
    Command(
        "export",
        exports.export,
        Section.PICTURES,
        N_("a file: csv, jsonl, geojson or CAP"),
        N_("[format] [region] [dates]"),
        "csv belgorod last week",
    ),
    *alerting.COMMANDS,
    Command("sources", days.sources, Section.CHAT, N_("whom I listen to, and how well I hear them"), N_("[region]")),
    Command("privacy", privacy.privacy, Section.CHAT, N_("what is kept of this chat")),
    Command("delete", privacy.delete, Section.CHAT, N_("delete all that is kept of this chat")),
    Command("help", start.help_, Section.CHAT, N_("all commands")),
    Command("start", start.start, Section.CHAT, N_("what this bot is")),
    Command("health", operators.health, Section.OPERATORS, N_("how the bot itself is doing"), scopes=OPERATORS),
    Command(
        "reread",
        operators.reread,
        Section.OPERATORS,
        N_("read a channel’s last days again"),
        N_("channel"),
        "gov_belgorod",
        scopes=OPERATORS,
    ),
    Command("outbox", operators.outbox, Section.OPERATORS, N_("alerts that are not delivered"), scopes=OPERATORS),
)
