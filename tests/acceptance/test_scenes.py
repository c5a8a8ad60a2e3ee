"""The four scenes through HTTP: posts in by the preview or as channel_post, in Russian and in English; group
alerts and answers out. The words are the tests' own."""

from datetime import date

import pytest

from bot.model import Authority, Transport
from bot.sandbox.night import Expected, Group, Night, Voice

pytestmark = [
    pytest.mark.parametrize("via", [Transport.PREVIEW, Transport.UPDATES]),
    pytest.mark.parametrize("language", ["ru", "en"]),
]
GOVERNORS = {
    "belgorod": "RU-BEL",
    "bryansk": "RU-BRY",
    "lenobl": "RU-LEN",
    "mosobl": "RU-MOS",
    "oryol": "RU-ORL",
    "rostov": "RU-ROS",
    "tula": "RU-TUL",
    "kuban": "RU-KDA",
}


def house_of(language: str, via: Transport) -> Night:
    """A ministry and governors that all speak one language and come by one road; a group that hears everything."""
    governors = [
        Voice(
            username=f"gov_{name}",
            title=name,
            authority=Authority.GOVERNOR,
            region=region,
            language=language,
            via=(via,),
        )
        for name, region in GOVERNORS.items()
    ]
    ministry = Voice(username="ministry", title="ministry", authority=Authority.MINISTRY, language=language, via=(via,))
    group = Group(title="Neighbours", regions=(), language=language)
    return Night(group=group, channels=(ministry, *governors))


def words(language: str, ru: str, en: str) -> str:
    return ru if language == "ru" else en


async def test_nearly_140_by_headline_and_139_by_regions(scene, language: str, via: Transport) -> None:
    belgorod = words(language, "Белгородская область", "Belgorod Oblast")
    async with scene("2025-10-19T23:40+03:00", house_of(language, via)) as here:
        alarm = await here.posts(
            "gov_belgorod",
            words(
                language,
                "Белгород и Белгородский округ прямо сейчас атакуют десятки дронов! Всем в укрытия, работает ПВО.",
                "Belgorod and Belgorod District are under a massive drone attack right now. Take shelter, "
                "air defences are at work.",
            ),
            belgorod,
        )
        assert not alarm.silent
        here.at("2025-10-20T03:10+03:00")
        clear = await here.posts(
            "gov_belgorod",
            words(
                language,
                "Отбой опасности атаки БПЛА в Белгороде и Белгородском округе.",
                "All clear: the drone threat is over in Belgorod and Belgorod District.",
            ),
            words(language, "отбой", "all clear"),
        )
        assert clear.id >= alarm.id
        here.at("2025-10-20T07:35+03:00")
        await here.posts(
            "ministry",
            words(
                language,
                "За минувшую ночь средства ПВО перехватили и уничтожили почти 140 украинских БПЛА:\n"
                "▪️ 56 – над территорией Белгородской области,\n▪️ 22 – Брянской области,\n"
                "▪️ 21 – Воронежской области,\n▪️ 14 – Рязанской области,\n▪️ 13 – Ростовской области,\n"
                "▪️ четыре – над Республикой Крым,\n"
                "▪️ по два – над территориями Тамбовской, Волгоградской, Орловской и Калужской областей,\n"
                "▪️ один – над территорией Курской области.",
                "Overnight, air defence systems intercepted and destroyed nearly 140 Ukrainian drones: 56 over the "
                "Belgorod Region, 22 over the Bryansk Region, 21 over the Voronezh Region, 14 over the Ryazan Region, "
                "13 over the Rostov Region, four over Crimea, two each over the Tambov, Volgograd, Oryol and Kaluga "
                "Regions and one over the Kursk Region.",
            ),
            "56",
        )
        await here.answer("/today", "140", "139", "56", "22", "21", "14", "13")
        regions = {"RU-BEL": 56, "RU-BRY": 22, "RU-VOR": 21, "RU-RYA": 14, "RU-ROS": 13, "UA-43": 4, "RU-KRS": 1}
        regions |= dict.fromkeys(("RU-TAM", "RU-VGG", "RU-ORL", "RU-KLU"), 2)
        await here.tallies(Expected(day=date(2025, 10, 20), regions=regions, headline=140, sum_of_parts=139))


async def test_seven_over_belgorod_and_nothing_else(scene, language: str, via: Transport) -> None:
    async with scene("2025-10-19T15:00+03:00", house_of(language, via)) as here:
        report = await here.posts(
            "ministry",
            words(
                language,
                "19 октября с 11.00 до 14.30 мск средства ПВО уничтожили семь украинских беспилотников "
                "над территорией Белгородской области.",
                "On October 19, between 11:00 a.m. and 2:30 p.m. Moscow time, air defences destroyed seven "
                "Ukrainian drones over the Belgorod Region.",
            ),
            "7",
        )
        assert report.silent  # a report outside any episode does not ring
        await here.answer("/today", "7", words(language, "Белгород", "Belgorod"))
        await here.answer("/region belgorod", "7")
        await here.tallies(Expected(day=date(2025, 10, 19), regions={"RU-BEL": 7}))


async def test_94_of_which_10_are_not_placed_and_an_undisclosed_number_is_not_zero(
    scene, language: str, via: Transport
) -> None:
    async with scene("2025-12-13T02:00+03:00", house_of(language, via)) as here:
        await here.posts(
            "gov_lenobl",
            words(
                language,
                "Беспилотники над Ленинградской областью уничтожены. Опасности в воздухе больше нет.",
                "Drones were destroyed over Leningrad Oblast. There is no longer any danger in the air.",
            ),
            words(language, "Ленинградская", "Leningrad"),
        )
        here.at("2025-12-13T04:30+03:00")
        await here.posts(
            "gov_kuban",
            words(
                language,
                "В Краснодарском крае обломки БПЛА упали на четыре частных дома в станице Северской, выбиты окна. "
                "По одному адресу нет электричества. Никто не пострадал.",
                "In Krasnodar Krai, drone fragments fell on four private homes and broke windows; power is cut at "
                "one address. Nobody was hurt.",
            ),
            words(language, "Краснодарский", "Krasnodar"),
        )
        here.at("2025-12-13T06:50+03:00")
        await here.posts(
            "gov_tula",
            words(
                language,
                "Ночью над Тульской областью сбили значительное количество БПЛА, точное число не называется.",
                "A significant number of drones was shot down over Tula Oblast overnight; the figure is not disclosed.",
            ),
            words(language, "Тульская", "Tula"),
        )
        here.at("2025-12-13T09:20+03:00")
        await here.posts(
            "ministry",
            words(
                language,
                "13 декабря с 6.00 до 9.00 мск средства ПВО уничтожили 94 украинских БПЛА: 41 – над Республикой Крым, "
                "24 – над Брянской областью, семь – над Смоленской областью, шесть – над Белоруссией, "
                "шесть – над Курской областью.",
                "On December 13, between 6:00 a.m. and 9:00 a.m. Moscow time, 94 Ukrainian drones were destroyed: 41 "
                "over Crimea, 24 over the Bryansk Region, seven over the Smolensk Region, six over Belarus and six "
                "over the Kursk Region.",
            ),
            "94",
        )
        answer = await here.answer("/today", "94", "10", "41", "24")
        tula = next(line for line in answer.text.splitlines() if words(language, "Тул", "Tula") in line)
        assert "0" not in tula, tula
        await here.tallies(
            Expected(
                day=date(2025, 12, 13),
                regions={"UA-43": 41, "RU-BRY": 24, "RU-SMO": 7, "BY": 6, "RU-KRS": 6},
                undisclosed=("RU-TUL", "RU-LEN"),
                headline=94,
                sum_of_parts=84,
                residual=10,
            )
        )


async def test_a_day_of_many_mouths(scene, language: str, via: Transport) -> None:
    async with scene("2025-10-19T06:00+03:00", house_of(language, via)) as here:
        for channel, ru, en, heard in (
            (
                "gov_bryansk",
                "За ночь над Брянской областью сбито более шести вражеских БПЛА. Пострадавших нет.",
                "More than six enemy drones were shot down over Bryansk Oblast overnight. No one was hurt.",
                "6",
            ),
            (
                "gov_mosobl",
                "Ночью над Подмосковьем сбили пять дронов, один из них летел на Москву.",
                "Five drones were shot down over Moscow Oblast overnight, one of them heading for Moscow.",
                "5",
            ),
            (
                "gov_oryol",
                "Ночью над Орловской областью уничтожили четыре беспилотника.",
                "Four drones were destroyed over Oryol Oblast overnight.",
                "4",
            ),
            (
                "ministry",
                "Прошедшей ночью уничтожено по два украинских БПЛА над Калужской и Смоленской областями.",
                "Overnight, two Ukrainian drones each were destroyed over the Kaluga and Smolensk Regions.",
                "2",
            ),
        ):
            await here.posts(channel, words(language, ru, en), heard)
        here.at("2025-10-19T09:15+03:00")
        hurt = await here.posts(
            "gov_belgorod",
            words(
                language,
                "В селе Муром Шебекинского округа дрон ударил по «Газели». Водитель в тяжёлом состоянии: перелом ноги "
                "и рана головы.",
                "In the village of Murom, Shebekino District, a drone struck a Gazelle truck. The driver is badly "
                "hurt: a leg fracture and a head wound.",
            ),
            words(language, "Муром", "Murom"),
        )
        assert not hurt.silent  # people hurt: it rings
        here.at("2025-10-19T10:00+03:00")
        await here.posts(
            "gov_belgorod",
            words(
                language,
                "В селе Берёзовка Борисовского округа дрон попал в частный дом. Ранена женщина.",
                "In the village of Beryozovka, Borisovka District, a drone hit a private house. A woman was hurt.",
            ),
            words(language, "Берёзовка", "Beryozovka"),
        )
        here.at("2025-10-19T11:20+03:00")
        await here.posts(
            "gov_rostov",
            words(
                language,
                "После падения обломков БПЛА в Миллерово загорелась железнодорожная станция. Пострадавших нет.",
                "After drone debris fell, a fire broke out at a railway station in Millerovo. No one was hurt.",
            ),
            words(language, "Миллерово", "Millerovo"),
        )
        here.at("2025-10-19T12:00+03:00")
        names = words(
            language, "Брянская Московская Орловская Калужская Смоленская", "Bryansk Moscow Oryol Kaluga Smolensk"
        )
        await here.answer("/today", *names.split(), "6", "5", "4", "2")
        regions = {"RU-BRY": 6, "RU-MOS": 5, "RU-ORL": 4, "RU-KLU": 2, "RU-SMO": 2}
        await here.tallies(Expected(day=date(2025, 10, 19), regions=regions))
