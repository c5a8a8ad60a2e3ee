"""The catalogues say all that the code says, no more and no less."""

from bot.locales import LANGUAGES, catalogues


def test_every_message_is_translated_and_none_is_stale() -> None:
    assert catalogues.check() == []


def test_every_language_has_a_catalogue() -> None:
    assert {path.stem for path in catalogues.HERE.glob("*.po")} == set(LANGUAGES)


def test_updating_a_true_catalogue_changes_nothing() -> None:
    for language in LANGUAGES:
        before = catalogues.path(language).read_bytes()
        catalogues.update(language)
        assert catalogues.path(language).read_bytes() == before
