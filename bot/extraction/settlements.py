"""Settlements where something happened, nominative, in order of mention."""

from bot.extraction.datelines import dateline
from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.spots import REGION, SETTLEMENT, Spot, capitals, helped_there, is_aside
from bot.extraction.tokens import NUMBER

_BESIDE = frozenset(
    ["под", "близ", "возле", "около", "вблизи", "у", "недалеко", "неподалеку", "рядом", "от", "с", "со"]
)


_TRAINS = ("train", "route", "bus", "flight", "service", "поезд", "электричк", "рейс", "маршрут", "экспресс", "автобус",
           "ласточк", "состав", "паром", "№", "потяг", "поїзд", "електричк", "інтерсіті", "експрес",
           "затриму")  # fmt: skip
_CENTRES = (["crisis", "centre"], ["crisis", "center"], ["emergency", "centre"], ["emergency", "center"])
_UPON = frozenset(["on", "in", "over", "across"])
_WHILE = frozenset(["as", "after", "when", "while"])
_TIDINGS = ("новост", "весть", "вести", "сообщени", "информац")
_HEALERS = ("врач", "медик", "хирург", "реаниматолог", "нейрохирург", "больниц", "операци", "докб", "клиник",
            "госпитал", "прооперир", "оперир", "травматолог", "офтальмолог")  # fmt: skip
_QUIET = frozenset(["спокойно", "тихо", "тишина", "затишье"])
_NOTHING = ("происшеств", "обстрел", "атак", "удар", "прилет", "изменени", "инцидент", "приключени")
_BROUGHT = ("вернувш", "приехавш", "привезенн", "доставленн")
_THEM = frozenset(["он", "она", "они", "его", "ее", "их", "ему", "ей", "им", "оба", "обе", "пострадавший",
                   "пострадавшая", "раненый", "раненая", "пострадавшего", "пострадавшую", "пострадавшие"])  # fmt: skip
_HOSPITALS = ("больниц", "горбольниц", "райбольниц", "госпитал", "клиник", "медцентр", "травмпункт", "црб")
_WOUNDED = ("ранен", "погиб", "убит", "травмир", "контуж", "пострадал", "подорв", "посек", "задел")
_MEDIA = frozenset(["риа", "гтрк", "вести", "радио", "блокнот", "типичный", "новости", "интерфакс", "тв", "подслушано"])


Scene = tuple[Sentence, Mark, str]
"""A sentence, where it names a town as a place of what happened, and how the town is called there."""


def where_it_happened(scenes: list[Scene]) -> tuple[str, ...]:
    """The towns' names, each once."""
    return tuple(dict.fromkeys([name for _, _, name in scenes])) if scenes else ()


def scenes_of(doc: Document, sentences: list[Sentence]) -> list[Scene]:
    """Towns in order of mention, without those of hospitals, airports, routes and launch places."""
    found: list[Scene] = []
    brought = doc.language == "ru" and doc.mentions(_BROUGHT)
    for sentence in sentences:
        if "place" not in sentence.cats or (doc.language == "en" and _of_airports(sentence)):
            continue
        for mark in sentence.all("place"):
            if not isinstance(mark.value, Spot):
                continue
            spot = mark.value
            if not spot.name or (spot.kind not in (SETTLEMENT, REGION)):
                continue
            scene = doc.language == "ru" and (
                _news_from(doc, mark) or _lives_there(doc, sentence, mark) or _not_taken(doc, sentence, mark)
            )
            if is_aside(sentence, mark) and not scene:
                continue
            far = spot.kind == REGION and doc.language != "uk" and not _aimed_at(sentence, mark)
            if far and (doc.language != "en" or not _in_that_city(doc, sentence, mark)):
                continue
            if doc.language == "ru" and doc.forms[mark.i] in ("республики", "республике") and mark.j == mark.i + 1:
                continue  # "по населённым пунктам Республики"
            if doc.language == "ru" and _not_there(doc, sentence, mark):
                continue
            if brought and _came_to_doctors(doc, sentence, mark):
                continue
            if doc.language != "en" and _on_a_route(doc, sentence, mark):
                continue
            if doc.language == "ru" and found and _healed_there(doc, sentence, mark):
                continue
            if doc.language == "en" and (
                _of_a_region(doc, sentence, mark) or dateline(doc.tokens, mark, doc.normal.cased)
            ):
                continue
            found.append((sentence, mark, _as_written(doc, mark) if doc.language == "en" else spot.name))
    wire = _wired_from(doc) if len(found) > 1 and doc.language == "ru" else ""
    if wire and wire == found[0][2] and any(name != wire for _, _, name in found):
        found = [scene for scene in found if scene[2] != wire]
    return found


def _wired_from(doc: Document) -> str:
    """ "МЕЛИТОПОЛЬ, 20 августа. …": the town of a wire's dateline; "" without one."""
    first = doc.sentences[0]
    towns = [(m, m.value.name) for s in doc.sentences for m in s.all("place") if isinstance(m.value, Spot)]
    if not towns or towns[0][0].i != first.i or doc.forms[towns[0][0].j : towns[0][0].j + 1] != [","]:
        return ""
    town, name = towns[0]
    date = any(m.i == town.j + 1 and m.j >= first.j - 2 for m in first.all("date"))
    return name if date and all(other != name for _, other in towns[1:]) else ""


def _came_to_doctors(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "В Короче медики осмотрели женщину, вернувшуюся из села": where they were seen by doctors."""
    words = doc.forms[place.j : sentence.j]
    came = any(w.startswith(_BROUGHT) for w in words)
    others = [m for m in sentence.all("place") if m.i > place.j and isinstance(m.value, Spot) and m.value.name]
    return came and bool(others) and any(w.startswith(("медик", "врач", "осмотре", "помощь")) for w in words[:4])


def _healed_there(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Дети уже в Белгороде, в областной больнице", "операцию ему сделают в Курске": of people told of before."""
    words = doc.forms[sentence.i : sentence.j]
    if helped_there(doc.forms, place):
        return True
    if not any(m.j == place.i for m in sentence.all("prep", "in")) or not any(w.startswith(_HEALERS) for w in words):
        return False
    if not (_THEM & set(words) or any(m.i < place.i for m in sentence.all("person"))):
        return False
    if any(m.cat in ("weapon", "struck", "finite", "object") for m in sentence.marks):
        return False
    if any(m.i > place.i and not doc.forms[m.i].startswith(_HEALERS) for m in sentence.all("person", "one", "pair")):
        return False  # "в Уразове — женщина, она в областной больнице"
    harm = [m for m in sentence.all("verb") if m.name != "hurt" or doc.tokens[m.i].word.startswith(_WOUNDED)]
    return not harm


def _news_from(doc: Document, place: Mark) -> bool:
    """ "Тяжёлая новость из Борисовки": where it happened, nowhere that anything came from."""
    if not place.i or doc.tokens[place.i - 1].word != "из":
        return False
    after = doc.tokens[place.j : place.j + 4]
    return (place.i > 1 and doc.tokens[place.i - 2].word.startswith(_TIDINGS)) or (
        after != []
        and after[0].word in ("—", "пришл", "пришла", "пришли", "поступил", "поступила", "поступили")
        and any(t.word.startswith(_TIDINGS) for t in after)
    )


def _lives_there(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Раненые — три женщины из Алешек": whom it happened to tells where."""
    if doc.tokens[place.i - 1].word != "из":
        return False
    if not (sentence.has("verb", "killed", "hurt") or sentence.has("person", "group")):
        return False
    spot = place.value
    home = doc.context.home_region
    if home and isinstance(spot, Spot) and spot.regions and home not in spot.regions:
        return False  # "муж и жена из Донецка", where another region tells of them
    towns = [m for m in sentence.all("place") if m.i < place.i and isinstance(m.value, Spot) and m.value.name]
    if any(doc.forms[m.i - 1] != "из" and not is_aside(sentence, m) for m in towns):
        return False  # "в Счастливцево пострадали супруги из Твери"
    return any(0 <= place.i - m.j <= 4 and m.name in ("one", "pair") for m in sentence.all("person"))


def _not_taken(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Контужена в селе Пены, от госпитализации отказалась": no hospital there."""
    if "aside" not in sentence.cats:
        return False
    care = [m for m in sentence.all("aside", "care") if 0 <= m.i - place.j <= 3]
    return bool(care) and all(doc.forms[m.i - 1] == "от" or (m.i == place.j + 1 and doc.forms[place.j] == ","
                                                            and doc.forms[m.i].startswith("госпитализ")
                                                            ) for m in care)  # fmt: skip


def _of_airports(sentence: Sentence) -> bool:
    """ "Vnukovo and Domodedovo accepted flights by agreement": airports, no towns."""
    told = sentence.has("air", "plan") or (sentence.has("air", "place") and sentence.has("air", "limit", "lifted"))
    return told and not sentence.has("verb", "damage", "downed", "fire", "fell", "hit", "hurt", "killed", "attack")


def _in_that_city(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "The mayor of Sevastopol said that seven had been downed over the city"."""
    words = doc.forms[place.j : sentence.j]
    told = sentence.has("verb", "downed") and any(m.name == "speech" and m.j == place.i for m in sentence.all("aside"))
    return told and any(words[k : k + 3] == ["over", "the", "city"] for k in range(len(words)))


def _not_there(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Упали не в станице Северской, а в посёлке Афипском", "со ссылкой на Пасечника"."""
    if (
        place.i and doc.tokens[place.i - 1].word == '"' and any(m.j == place.i - 1 for m in sentence.all("object"))
    ):  # "подстанция «Рыльск»"
        return True
    if place.i and doc.forms[place.i - 1].startswith(_HOSPITALS) and doc.forms[place.i - 2] in ("в", "из", "во"):
        return True  # "доставлена в больницу Энергодара"
    if place.i > 1 and doc.forms[place.i - 1] == "по" and doc.forms[place.i].endswith(("ина", "ова", "ева", "ого")):
        house = doc.tokens[place.i - 2]
        return house.kind is NUMBER or house.word.startswith("дом")  # "жители дома 14 по Ленина"
    if place.i and doc.tokens[place.i - 1].word in _MEDIA and doc.tokens[place.i - 2].word == '"':
        return True  # "передаёт «РИА Воронеж»"
    if _all_quiet(doc, sentence, place):
        return True
    said = doc.tokens[place.j] if place.j < len(doc.tokens) else None
    if said and doc.tokens[place.i - 1].word == '"' and said.word in ("24", "онлайн", "сегодня", "тв", "медиа"):
        return True  # "сообщил «Саратов 24»"
    if _addressed(doc, place) or doc.forms[max(0, place.i - 2) : place.i] == ["ссылкой", "на"]:
        return True
    if place.i and doc.tokens[place.i - 1].word in _BESIDE and _landmark(doc, sentence, place):
        return True
    before = doc.forms[max(0, place.i - 4) : place.i]
    after = doc.forms[place.j : place.j + 2]
    return "не" in before and "," not in before[before.index("не") :] and after == [",", "а"]


def _all_quiet(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Скадовск — без происшествий", "в Геническе спокойно": nothing happened there."""
    words = doc.forms[place.j : sentence.j]
    if "suffer" in sentence.cats or "num" in sentence.cats or any(m.name != "attack" for m in sentence.all("verb")):
        return False
    quiet = any(w in _QUIET for w in words)
    return quiet or any(w == "без" and words[k + 1].startswith(_NOTHING) for k, w in enumerate(words[:-1]))


def _addressed(doc: Document, place: Mark) -> bool:
    """ "Чехова, 340", "по адресу Пушкина, 12": a street by its house."""
    if not doc.tokens[place.j - 1].word.endswith(("а", "я", "ой", "го")) or place.j + 1 >= len(doc.tokens):
        return False
    sign, number = doc.tokens[place.j : place.j + 2]
    after = doc.tokens[place.j + 2].word if place.j + 2 < len(doc.tokens) else "."
    return sign.word == "," and number.kind is NUMBER and (after in ("и", "а", "к") or not after.isalpha())


def _landmark(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "В хуторе Калинин под Таганрогом": the town only tells where the village before it lies."""
    k = place.i - 1
    while k > sentence.i and doc.tokens[k].word in _BESIDE:
        k -= 1
    return any(m.j == k + 1 and isinstance(m.value, Spot) and m.value.kind == SETTLEMENT for m in sentence.all("place"))


def _of_a_region(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Five in Volgograd, one in the Astrakhan region", "the Volgograd governor": the region's short name."""
    spot = place.value
    assert isinstance(spot, Spot)
    if _mayors_city(doc, place):
        return False
    comma = place.j < len(doc.tokens) and doc.tokens[place.j].word == ","
    told_by = doc.forms[place.i - 2 : place.i] == ["authorities", "in"]  # "authorities in A said a drone hit a shop"
    if (
        not comma
        and not told_by
        and any(m.cat == "aside" and m.name == "speech" and 0 <= m.i - place.j <= 1 for m in sentence.marks)
    ):
        return True
    if "accounted" in doc.forms[sentence.i : sentence.j]:
        return True  # "Tver and Novgorod accounted for four each"
    if doc.tokens[min(place.j, len(doc.tokens) - 1)].word in ("regional", "oblast", "region", "airport"):
        return True
    if "headquarters" in doc.forms[place.j : place.j + 3] or doc.forms[place.j : place.j + 2] in _CENTRES:
        return True  # "the Krasnodar emergency headquarters said"
    if _on_a_route(doc, sentence, place):
        return True
    later = [
        (m.i, m.value) for m in sentence.marks if m.cat == "place" and m.i >= place.j and isinstance(m.value, Spot)
    ]
    i, following = later[0] if later else (0, spot)
    alike = i > 0 and doc.tokens[place.i].word in doc.forms[i : i + 2]
    return alike and i - place.j <= 3 and following.kind == REGION and following.regions == spot.regions


def _on_a_route(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """ "Train No. 104 Kramatorsk – Lviv", "поезд № 103 Москва — Адлер"."""
    ends = {m.j for m in sentence.all("place")}, {m.i for m in sentence.all("place")}
    after = doc.forms[place.j : place.j + 1] in (["—"], ["-"]) and place.j + 1 in ends[1]
    before = doc.forms[place.i - 1] in ("—", "-") and place.i - 1 in ends[0]
    if not (after or before):
        return False
    first = sentence.i if doc.language == "uk" else max(sentence.i, place.i - 9)
    return any(w.startswith(_TRAINS) for w in doc.forms[first : place.i])


def _mayors_city(doc: Document, place: Mark) -> bool:
    """ "Kharkiv Mayor Ihor Terekhov reports 14 strikes on the city"."""
    words = doc.forms[place.i - 2 if place.i > 1 else 0 : place.j + 30]
    if "mayor" not in words[: place.j - place.i + 3]:
        return False
    following = [(w, words[k + 1 : k + 3]) for k, w in enumerate(words)]
    if any(w in _UPON and city == ["the", "city"] for w, city in following):
        return True
    return any(w in _WHILE and city == ["the", "capital"] for w, city in following)  # "as the capital came under fire"


def _as_written(doc: Document, place: Mark) -> str:
    """A town's name as the text spells it: English has several (Zaporizhzhia, Zaporizhzhya) and bends none."""
    spot = place.value
    assert isinstance(spot, Spot)
    words = capitals(" ".join(t.word for t in doc.tokens[place.i : place.j]))
    return words if words.isascii() else spot.name


def _called(sentence: Sentence, place: Mark) -> bool:
    """ "Севастополь, всем в укрытия!": the city is spoken to, by its name and a comma."""
    alone = all(m.cat in ("prep", "time", "cover", "link", "scope", "false") for m in sentence.marks if m is not place)
    return place.i == sentence.i and sentence.end == "!" and alone and sentence.j - place.j >= 3


def _aimed_at(sentence: Sentence, place: Mark) -> bool:
    """A city that is a region of its own counts where it is the target or the scene."""
    if any(m.cat == "prep" and m.name == "over" and m.j == place.i and m.j - m.i > 2 for m in sentence.marks):
        return True  # "на подлёте к Москве"
    if any(m.cat == "prep" and m.name == "on" and m.j == place.i for m in sentence.marks) and sentence.has("weapon"):
        return True  # "балістика на Київ"
    return (
        _called(sentence, place)
        or sentence.has("track")
        or (sentence.has("verb", "fell", "hurt", "killed") and any(m.j == place.i for m in sentence.all("prep", "in")))
        or sentence.has("underway")
        or sentence.has("verb", "heading", "attack", "hit", "launched", "damage", "fire", "repelled")
    )
