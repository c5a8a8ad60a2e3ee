"""What an official writes besides changes no danger and no figure: thanks, aid, evacuees, a match, the weather."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.extraction import Context, read
from bot.extraction.corpus import context_of, gold_of
from bot.model import Authority

CORPUS = Path(__file__).parents[1] / "corpus"
BESIDE = {
    "ru": [
        "Всего в ПВР находятся 412 человек, из них 96 детей.",
        "На пункт временного размещения за сутки прибыло 154 человека.",
        "На месте работают 48 спасателей и 12 единиц техники.",
        "Помощь психологов получили 23 человека.",
        "Заявления на выплаты подали 142 человека.",
        "Выплаты получили 58 семей, ещё 17 ждут решения.",
        "На ремонт домов выделено 37 миллионов рублей.",
        "Благодарю наших военных за профессионализм!",
        "Телефон горячей линии: 112.",
        "Утром провёл совещание с главами районов.",
        "Завтра ожидается дождь, до +12 градусов.",
        "За неделю в роддомах родились 43 ребёнка.",
        "Завтра буду в Орле на форуме.",
        "Следующее сообщение — через час.",
        "Спокойной ночи!",
        "В регионе продолжается уборочная кампания: намолочено 300 тысяч тонн.",
        "Тарифы на воду с октября вырастут на 4 процента.",
        "Задержаны двое мошенников.",
    ],
    "uk": [
        "На транзитний пункт за добу прибуло 154 людини.",
        "З небезпечних районів за добу евакуювали 37 жителів, серед них 5 дітей.",
        "На місці працюють 48 рятувальників і 12 одиниць техніки.",
        "Допомогу психологів отримали 23 людини.",
        "Звернень про допомогу подали 87 родин.",
        "На відновлення будинків виділили 37 мільйонів гривень.",
        "Дякую нашим захисникам за роботу!",
        "Завтра очікується дощ, до +12 градусів.",
        "Завтра буду в Луцьку на форумі.",
        "За тиждень у пологових народилися 43 дитини.",
        "Наступне повідомлення — за годину.",
        "Тарифи на воду з жовтня зростуть на 4 відсотки.",
        "Затримано двох шахраїв.",
    ],
    "en": [
        "Some 154 people arrived at the transit centre over the day.",
        "A total of 48 rescuers and 12 vehicles are working at the scene.",
        "Psychologists helped 23 people.",
        "Eighty-seven families applied for aid.",
        "The regional budget set aside 37 million roubles for repairs.",
        "I thank our defenders for their work.",
        "Thirty-five donors gave blood for wounded soldiers.",
        "The governor will attend a forum in Oryol tomorrow.",
        "The city's football club won 2-1 in Voronezh.",
        "The harvest has reached 300,000 tonnes.",
        "Good night!",
        "Two fraudsters were detained.",
    ],
}
HEADS = ("На ремонт домов выделено 37 миллионов рублей.",)
"""What a text opens with is its matter until a danger is named, and this opens texts on works."""
LEADS = {
    "ru": ["Доброе утро, земляки.", "Коротко:", "Официально.", "‼️ ВАЖНО", "Следите за официальными источниками."],
    "uk": ["Доброго ранку, земляки.", "Коротко:", "Офіційно.", "‼️ ВАЖЛИВО", "Стежте за офіційними джерелами."],
    "en": ["Good morning, everyone.", "In short:", "Official.", "IMPORTANT", "Stay with official sources."],
}
FIGURES = ("killed", "injured", "interceptions", "total", "damage")


def posts(language):
    lines = (CORPUS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [post for post in map(json.loads, lines) if post["text"].strip()]


def stopped(text):
    text = text.rstrip()
    return text if text[-1] in ".!?…" else f"{text}."


@pytest.mark.parametrize("language", BESIDE)
def test_what_stands_below_changes_no_danger_and_no_figure(language):
    changed = []
    for k, post in enumerate(posts(language)):
        context, sentence = context_of(post), BESIDE[language][k % len(BESIDE[language])]
        alone = gold_of(read(post["text"], context), context)
        together = gold_of(read(f"{stopped(post['text'])}\n\n{sentence}", context), context)
        changed += [(post["id"], sentence, key) for key in ("threats", *FIGURES) if together[key] != alone[key]]
    assert changed == []


@pytest.mark.parametrize("language", BESIDE)
def test_what_stands_above_changes_no_danger(language):
    changed = []
    for k, post in enumerate(posts(language)):
        context, sentence = context_of(post), BESIDE[language][k % len(BESIDE[language])]
        alone = gold_of(read(post["text"], context), context)
        if sentence in HEADS:
            continue
        together = gold_of(read(f"{sentence}\n\n{post['text']}", context), context)
        changed += [(post["id"], sentence)] if together["threats"] != alone["threats"] else []
    assert changed == []


@pytest.mark.parametrize("language", LEADS)
def test_a_greeting_above_makes_no_news_of_what_is_none(language):
    changed = []
    for k, post in enumerate(post for post in posts(language) if post["gold"].get("kinds") == []):
        context, lead = context_of(post), LEADS[language][k % len(LEADS[language])]
        together = gold_of(read(f"{lead}\n\n{post['text']}", context), context)
        changed += [(post["id"], lead, together["kinds"])] if together["kinds"] else []
    assert changed == []


PEACE = [
    "Открыли в Обнинске школу на 1100 мест, два бассейна и технопарк.",
    "В Сарапуле после капремонта школы поздравил 214 первоклассников.",
    "Циклон оставил без света 6200 жителей Сызрани.",
    "Из-за метели под Сызранью ограничено движение фур.",
    "Ливень подтопил 40 дворов в Обнинске, повреждены три моста, погиб один человек.",
    "В Сарапуле стартовала регата, участвуют 18 экипажей.",
]


@pytest.mark.parametrize("above", PEACE)
def test_a_peaceful_paragraph_gives_an_attack_neither_places_nor_harm(above):
    news = "Ночью над Кировским районом сбиты четыре БПЛА. В деревне Тягаево обломки повредили сарай, ранен мужчина."
    context = Context(authority=Authority.GOVERNOR, home_region="RU-KLU", posted=datetime(2026, 9, 1, 10, tzinfo=UTC))
    assert gold_of(read(f"{above}\n\n{news}", context), context) == gold_of(read(news, context), context)
