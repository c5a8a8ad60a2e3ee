"""The lexicon: what a word may mean."""

from bot.extraction.words import Lexicon


def test_what_a_lexicon_lists_twice_is_one_meaning() -> None:
    found = Lexicon("ru", {"object": {"outbuilding": ["сарай*", "сара*", "сарай*"]}}).entry("сараями")
    assert [tuple(sense) for sense in found.senses] == [("object", "outbuilding")]
    assert Lexicon("ru", {"object": {"outbuilding": ["сарай", "сарай"]}}).entry("сарай").senses == found.senses
