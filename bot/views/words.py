"""The model's values in a reader's words: weapons, subjects, offices, regions, objects."""

from collections.abc import Iterable, Mapping, Sequence

from bot.gazetteer import REGIONS, name_in
from bot.locales import N_, Translator
from bot.model import Authority, Channel, Object, Subject, Weapon
from bot.views.figures import Interval, Words, say


def counted(t: Translator, weapon: Weapon, n: int, *, genitive: bool = False) -> str:
    """The weapon's noun for `n` of it, without the number."""
    if genitive:
        return _genitive(t, weapon, n)
    match weapon:
        case Weapon.UAV:
            return t.ngettext("drone", "drones", n)
        case Weapon.MISSILE:
            return t.ngettext("missile", "missiles", n)
        case Weapon.BALLISTIC_MISSILE:
            return t.ngettext("ballistic missile", "ballistic missiles", n)
        case Weapon.CRUISE_MISSILE:
            return t.ngettext("cruise missile", "cruise missiles", n)
        case Weapon.GUIDED_BOMB:
            return t.ngettext("guided bomb", "guided bombs", n)
        case Weapon.USV:
            return t.ngettext("sea drone", "sea drones", n)
        case Weapon.DECOY:
            return t.ngettext("decoy", "decoys", n)
        case Weapon.AVIATION:
            return t.ngettext("aircraft", "aircraft", n)
        case Weapon.ARTILLERY:
            return t.ngettext("shell", "shells", n)
        case Weapon.AIR_TARGET | Weapon.ANY:
            return t.ngettext("air target", "air targets", n)


def _genitive(t: Translator, weapon: Weapon, n: int) -> str:
    match weapon:
        case Weapon.UAV:
            return t.npgettext("after about, at least, up to", "drone", "drones", n)
        case Weapon.MISSILE:
            return t.npgettext("after about, at least, up to", "missile", "missiles", n)
        case Weapon.BALLISTIC_MISSILE:
            return t.npgettext("after about, at least, up to", "ballistic missile", "ballistic missiles", n)
        case Weapon.CRUISE_MISSILE:
            return t.npgettext("after about, at least, up to", "cruise missile", "cruise missiles", n)
        case Weapon.GUIDED_BOMB:
            return t.npgettext("after about, at least, up to", "guided bomb", "guided bombs", n)
        case Weapon.USV:
            return t.npgettext("after about, at least, up to", "sea drone", "sea drones", n)
        case Weapon.DECOY:
            return t.npgettext("after about, at least, up to", "decoy", "decoys", n)
        case Weapon.AVIATION:
            return t.npgettext("after about, at least, up to", "aircraft", "aircraft", n)
        case Weapon.ARTILLERY:
            return t.npgettext("after about, at least, up to", "shell", "shells", n)
        case Weapon.AIR_TARGET | Weapon.ANY:
            return t.npgettext("after about, at least, up to", "air target", "air targets", n)


def amount(t: Translator, weapon: Weapon, figure: Interval) -> str:
    """ "about 140 drones", "at least 1 drone (number not disclosed)"."""
    said: Words = say(t, figure)
    noun = counted(t, weapon, said.n, genitive=said.genitive)
    return f"{said.text} {noun} {said.tail}".rstrip()


_SUBJECTS: Mapping[Subject, str] = {
    Subject.INTERCEPTION: N_("Shot down"),
    Subject.SUPPRESSED: N_("Suppressed by electronic warfare"),
    Subject.LAUNCHED: N_("Launched"),
    Subject.HIT: N_("Hit their targets"),
    Subject.LOST: N_("Lost from radar"),
    Subject.KILLED: N_("Killed"),
    Subject.INJURED: N_("Injured"),
    Subject.ATTACK: N_("Attack"),
    Subject.THREAT: N_("Danger"),
    Subject.ALL_CLEAR: N_("All clear"),
    Subject.DAMAGE: N_("Damage"),
    Subject.FIRE: N_("Fire"),
    Subject.INFRASTRUCTURE: N_("Infrastructure"),
    Subject.AIRSPACE: N_("Airspace"),
}


def subject(t: Translator, value: Subject) -> str:
    """What a figure counts, as a label before a colon."""
    return t.gettext(_SUBJECTS[value])


def nothing(t: Translator, what: Subject, weapon: Weapon) -> str:
    """No report, said of the weapon that was asked for: "Shot down: no reports of drones"."""
    said = t.gettext("{what}: no reports of {weapons}")
    return said.format(what=subject(t, what), weapons=counted(t, weapon, 5))


_DANGERS: Mapping[Weapon, str] = {
    Weapon.UAV: N_("drone danger"),
    Weapon.MISSILE: N_("missile danger"),
    Weapon.BALLISTIC_MISSILE: N_("ballistic missile danger"),
    Weapon.CRUISE_MISSILE: N_("cruise missile danger"),
    Weapon.GUIDED_BOMB: N_("guided bomb danger"),
    Weapon.USV: N_("sea drone danger"),
    Weapon.AVIATION: N_("aircraft danger"),
    Weapon.ARTILLERY: N_("shelling danger"),
    Weapon.DECOY: N_("drone danger"),
    Weapon.AIR_TARGET: N_("air danger"),
    Weapon.ANY: N_("air danger"),
}

ICONS: Mapping[Weapon, str] = {
    Weapon.UAV: "🛸",
    Weapon.MISSILE: "🚀",
    Weapon.BALLISTIC_MISSILE: "🚀",
    Weapon.CRUISE_MISSILE: "🚀",
    Weapon.GUIDED_BOMB: "💣",
    Weapon.USV: "🚤",
    Weapon.AVIATION: "✈️",
    Weapon.ARTILLERY: "💥",
    Weapon.DECOY: "🛸",
    Weapon.AIR_TARGET: "⚠️",
    Weapon.ANY: "⚠️",
}


def danger(t: Translator, weapon: Weapon) -> str:
    """A threat by its kind."""
    return t.gettext(_DANGERS[weapon])


_OFFICES: Mapping[Authority, str] = {
    Authority.MINISTRY: N_("Ministry of Defence"),
    Authority.GOVERNOR: N_("governor"),
    Authority.MAYOR: N_("mayor"),
    Authority.HEADQUARTERS: N_("headquarters"),
    Authority.AVIATION: N_("aviation authority"),
    Authority.MILITARY_ADMIN: N_("military administration"),
    Authority.AIR_FORCE: N_("Air Force"),
    Authority.EMERGENCY: N_("emergency service"),
    Authority.RAILWAY: N_("railway"),
    Authority.WIRE: N_("news agency"),
    Authority.OTHER: N_("channel"),
}


def office(t: Translator, authority: Authority) -> str:
    """Who an authority is: "governor"."""
    return t.gettext(_OFFICES[authority])


def speaker(t: Translator, channel: Channel | None, name: str) -> str:
    """Who speaks, short: "governor", "Russian Ministry of Defence", "@name" where the office is not known."""
    if channel is None or channel.authority is Authority.OTHER:
        return f"@{name}"
    if channel.authority is Authority.MINISTRY:
        # Readers of both countries ask: whose ministry it is has to be said.
        whose = {"ru": t.gettext("Russian Ministry of Defence"), "uk": t.gettext("Ukrainian Ministry of Defence")}
        return whose.get(channel.language, office(t, channel.authority))
    return office(t, channel.authority)


def speaker_at_length(t: Translator, channel: Channel | None, name: str) -> str:
    """Who speaks, with the region where the office alone would not do."""
    said = speaker(t, channel, name)
    if channel is not None and channel.region and not channel.nationwide:
        return f"{said}, {region(t, channel.region)}"
    return said


def region(t: Translator, code: str) -> str:
    """A region's name, nominative. An unknown code is shown as it is."""
    known = REGIONS.get(code)
    return known.names[t.language] if known else code


def area(t: Translator, code: str, said: str) -> str:
    """A place inside a region by its name in the reader's language, where that is known; else as it was said."""
    return name_in(t.language, code, said)


# Letters that Unicode keeps apart from the alphabet: ё stands with е, Ukrainian ones come after their neighbours.
_LETTERS = str.maketrans({"ё": "е", "ґ": "г\uffff", "є": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff"})


def by_name(t: Translator, codes: Iterable[str]) -> list[str]:
    """Regions in the order of the reader's alphabet."""
    return sorted(codes, key=lambda code: region(t, code).casefold().translate(_LETTERS))


def short_name(t: Translator, code: str) -> str:
    """ "Белгородская", "Belgorod": for maps and buttons, where the noun goes without saying."""
    name = region(t, code)
    for noun in (" область", " край", " Oblast", " Krai"):
        name = name.removesuffix(noun)
    return name


MOST_NAMED = 4
_UKRAINE = {code for code, known in REGIONS.items() if known.country == "UA"}


def unnamed(codes: Sequence[str]) -> bool:
    """Whether `places` gives no more than their number."""
    return len(codes) > MOST_NAMED and set(codes) != _UKRAINE


def places(t: Translator, codes: Sequence[str]) -> str:
    """Several regions in a title: named while they are few, else counted."""
    if len(codes) <= MOST_NAMED:
        return t.all_of([region(t, code) for code in codes])
    if not unnamed(codes):
        return t.gettext("Ukraine")
    return t.ngettext("{n} region", "{n} regions", len(codes)).format(n=t.number(len(codes)))


def more(t: Translator, n: int) -> str:
    """What ends a list that was cut: "and 12 more"."""
    return t.ngettext("and {n} more", "and {n} more", n).format(n=t.number(n))


def folded(t: Translator, names: Sequence[str], most: int, between: str = ", ") -> str:
    """The first names of a list, and how many more there are."""
    said = between.join(names[:most])
    return f"{said} {more(t, len(names) - most)}" if len(names) > most else said


def within(t: Translator, code: str) -> str:
    """ "в Крыму", "у Криму", "in Crimea"."""
    known = REGIONS.get(code)
    return known.within[t.language] if known else code


def over(t: Translator, code: str) -> str:
    """ "над Крымом", "over Crimea"."""
    known = REGIONS.get(code)
    return known.over[t.language] if known else code


_OBJECTS: Mapping[Object, str] = {
    Object.PRIVATE_HOUSE: N_("private house"),
    Object.APARTMENT_BUILDING: N_("apartment building"),
    Object.VEHICLE: N_("vehicle"),
    Object.POWER: N_("power line"),
    Object.RAILWAY: N_("railway"),
    Object.INDUSTRIAL: N_("industrial site"),
    Object.ENERGY: N_("energy facility"),
    Object.INFRASTRUCTURE: N_("infrastructure"),
    Object.COMMERCIAL: N_("commercial building"),
    Object.SOCIAL: N_("social facility"),
    Object.ADMINISTRATIVE: N_("administrative building"),
    Object.OUTBUILDING: N_("outbuilding"),
    Object.AGRICULTURAL: N_("farm"),
    Object.PORT: N_("port"),
    Object.VESSEL: N_("vessel"),
}


def thing(t: Translator, value: Object) -> str:
    """What was damaged."""
    return t.gettext(_OBJECTS[value])
