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


def test_messages_inside_f_strings_and_broken_over_lines_are_found() -> None:
    code = """
said = f"{t.gettext('one')} {t.ngettext('two', 'twos', n)}"
long = t.npgettext("case", "three " "parts", "threes", n), t.gettext(variable)
"""
    assert list(catalogues._messages(code)) == [
        ("case", ("three parts", "threes")),
        (None, "one"),
        (None, ("two", "twos")),
    ]
