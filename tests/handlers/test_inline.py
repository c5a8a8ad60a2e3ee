"""Inline mode over HTTP: "@bot belgorod" in any chat."""

from bot.sandbox import Inline
from bot.sandbox.chats import Person
from tests.handlers.conftest import House


async def asked(house: House, person: Person, query: str) -> Inline:
    inline = house.sandbox.inline(person, query)
    await house.sandbox.wait_for(lambda: inline.answered, what=query)
    return inline


async def test_a_region_gives_todays_card(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    cards = (await asked(house, anna, "belgorod")).results
    assert cards[0]["title"] == "Belgorod Oblast: 20 October"
    assert "56 drones" in cards[0]["description"]


async def test_a_chosen_card_becomes_a_message(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    group = house.sandbox.group("Neighbours", members=(anna,))
    sent = house.sandbox.choose(await asked(house, anna, "belgorod"), 0, group)
    assert "Belgorod Oblast" in sent.text and "governor 61" in sent.text


async def test_a_misspelt_region_offers_the_near_ones(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    cards = (await asked(house, anna, "belgrod yesterday")).results
    assert cards and cards[0]["title"].startswith("Belgorod Oblast")


async def test_nonsense_offers_nothing(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    assert (await asked(house, anna, "xq zz")).results == []
