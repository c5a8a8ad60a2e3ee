"""Bearers of a place's name that are no place, in English: a street, a ship, a person, a plant, a government."""

from bot.extraction.marks import Mark
from bot.extraction.nearby import near
from bot.extraction.spots import SETTLEMENT
from bot.extraction.tokens import WORD, Token

_MENTIONS = ("mention", "naming", "named", "specify", "refer", "listing", "listed", "includ")
_NOT = frozenset(["without", "no", "not", "never", "omitting", "n't", "didn't", "nor"])
_STREETS = frozenset(["street", "avenue", "boulevard", "highway", "lane", "square", "embankment", "prospekt", "alley"])
_WATERS = frozenset(["bay", "gulf", "strait", "reservoir", "river", "canal", "lagoon"])
_SHIPS = frozenset(
    ["ship", "vessel", "tanker", "carrier", "frigate", "corvette", "ferry", "cruiser", "dredger", "freighter", "tug",
     "trawler", "icebreaker", "submarine", "steamer", "barge", "yacht", "named", "called", "association", "holding",
     "partnership", "company", "cooperative", "newspaper", "brigade", "regiment", "battalion"]
)  # fmt: skip
_UTILITIES = ("oblenergo", "oblgaz", "vodokanal", "teploenergo", "energozbut", "lisenergo", "avtodor")
_STATIONS = (["nuclear", "power"], ["nuclear", "plant"], ["hydroelectric", "power"])
_GOVERNMENTS = frozenset(["kyiv", "kiev", "moscow"])
_GOVERNS = frozenset(
    ["said", "says", "claims", "claimed", "launched", "launches", "attacked", "attacks", "fired", "sent", "used",
     "reported", "denies", "denied", "regime", "has", "had", "continues", "intensified", "accuses", "accused",
     "authorities", "unleashed", "targeted", "tried", "attempted", "does", "did", "wants"]
)  # fmt: skip
_SAYS = frozenset(["said", "says", "wrote", "writes", "added", "noted", "stated", "told", "stressed", "specified"])
_OWNED = frozenset(
    ["forces", "troops", "military", "army", "regime", "ministry", "defence", "defense", "air", "officials",
     "government", "foreign", "claim", "claims", "command", "leadership", "intelligence", "spokesman", "spokesperson"]
)  # fmt: skip
_GIVEN = frozenset(
    ["serhii", "serhiy", "sergey", "sergei", "oleksandr", "alexander", "aleksandr", "andriy", "andrii", "andrei",
     "andrey", "vitaliy", "vitalii", "vitali", "ihor", "igor", "oleh", "oleg", "mykola", "nikolai", "nikolay", "vadym",
     "vadim", "ivan", "pavel", "pavlo", "petro", "roman", "maksym", "maxim", "maksim", "mikhail", "mykhailo", "yuriy",
     "yuri", "yury", "dmytro", "dmitry", "dmitri", "vyacheslav", "viacheslav", "vladyslav", "vladislav", "yevhen",
     "evgeny", "yevgeny", "gleb", "denys", "denis", "artem", "anton", "bohdan", "bogdan", "taras", "stanislav",
     "ruslan", "rustam", "timur", "aleksei", "alexei", "alexey", "oleksii", "konstantin", "kostiantyn", "volodymyr",
     "vladimir", "viktor", "victor", "valeriy", "valery", "anatoliy", "anatoly", "leonid", "borys", "boris", "kyrylo",
     "kirill", "natalia", "nataliia", "olena", "elena", "olha", "olga", "iryna", "irina", "svitlana", "svetlana",
     "radiy", "radi", "khasan", "murat", "zaur", "sergii", "yegor", "egor", "gennady", "hennadii", "arsen", "airat",
     "marat", "ilya", "illia", "nikita", "mykyta", "matvii", "fedir", "fyodor", "filipp", "pylyp", "georgy", "heorhii",
     "grigory", "hryhorii", "valentin", "valentyna", "valentina", "veronika", "ekaterina", "kateryna", "lyudmyla",
     "lyudmila", "larisa", "larysa", "galina", "halyna", "nadiia", "yana", "yaroslav", "zoya", "tamara", "nazar",
     "myroslav", "arseny", "arkady", "albert", "rodion", "semyon", "stepan", "svyatoslav", "sviatoslav", "timofey",
     "veniamin", "vasily", "vasyl", "vitaly", "yakiv", "yakov", "zakhar", "ramzan", "aleksey", "anastasia", "daria",
     "eduard", "volodymyr", "oleksiy", "mychailo", "mikhailo", "ruslana", "rostyslav", "rostislav", "vyacheslav",
     "maria", "mariia", "anna", "hanna", "yulia", "yuliia", "tetiana", "tatiana", "oksana", "ruslana", "marina"]
)  # fmt: skip
_PEOPLE_TOO = frozenset(["vladimir", "stanislav", "roman", "borys", "maria", "boris", "marina", "igor"])
"""Given names that are towns' names as well: persons' only where a surname follows."""


def _unmentioned(tokens: list[Token], i: int) -> bool:
    """ "The ministry, without mentioning Samara, reported …", "which made no mention of the Samara region"."""
    k = i - 1
    while k > 0 and i - k < 4 and tokens[k].word in ("of", "the", "any", "in", "city"):
        k -= 1
    if k < 1 or not tokens[k].word.startswith(_MENTIONS):
        return False
    return not _NOT.isdisjoint(t.word for t in tokens[max(0, k - 3) : k])


def of_another(tokens: list[Token], marks: list[Mark], place: Mark) -> bool:
    """A name that is a street's, a ship's, a person's, or a government's by its capital, or one not named by others."""
    first, last = tokens[place.i], tokens[place.j - 1]
    before = tokens[place.i - 1].word if place.i else ""
    if _unmentioned(tokens, place.i):
        return True
    if before == '"' and place.i > 1:
        before = tokens[place.i - 2].word
    following = tokens[place.j] if place.j < len(tokens) else None
    after = following.word if following is not None else ""
    if last.word in _STREETS or (after in _STREETS | _WATERS and following is not None and following.cap):
        return True
    if after.startswith(_UTILITIES):
        return True  # "Chernihiv Oblenergo reported"
    if after in ("section", "stretch", "interchange", "special", "bypass"):
        return True  # "the Rzhava — Prokhorovka section", "the Alabuga special economic zone"
    if before in _SHIPS or first.word == "cape":
        return True
    if before in _GIVEN - _PEOPLE_TOO and tokens[place.i - 1].cap and place.name == SETTLEMENT:
        return True  # "Oleg Nikolayev"
    if [after, *(t.word for t in tokens[place.j + 1 : place.j + 2])] in _STATIONS or after in ("npp", "hpp"):
        return True  # "the Kursk nuclear power plant"
    if after in _SAYS and place.name == SETTLEMENT and before != "in":
        return True
    if first.word in _GIVEN and before != "of":
        surname = following is not None and following.cap and following.kind is WORD
        return surname or first.word not in _PEOPLE_TOO
    if first.word not in _GOVERNMENTS or place.j != place.i + 1:
        return False
    if last.end - last.start > len(last.word):  # "Kyiv's drones", "Moscow's forces"
        own = near(marks, place.j, place.j + 3, "weapon")
        return bool(own) or after in _OWNED or after in ("attack", "attacks", "strike", "strikes", "raid")
    if before in ("by", "that"):
        return True
    opens = not before or before in (".", "—", "-", ",", "\n", "as", "and", "while", "when", "after", "where")
    return (opens and after in _GOVERNS) or after in ("regime", "authorities")
