"""Every fault in the configuration is named by key and value, with the way out."""

from pathlib import Path

import pytest

from bot import config
from bot.config.loading import model_of
from bot.errors import BadConfig
from bot.model import Authority, Style

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def fault(path: Path, **kwargs: bool) -> str:
    with pytest.raises(BadConfig) as caught:
        config.load(path, **kwargs)
    return str(caught.value)


def test_the_example_loads_and_shows_the_defaults():
    settings = config.load(EXAMPLE)
    plain = config.Settings()
    for section in ("telegram", "storage", "preview", "service", "alerts", "retention", "mtproto"):
        assert getattr(settings, section) == getattr(plain, section), section


def test_the_example_names_every_key():
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, field in config.Settings.model_fields.items():
        model = model_of(field.annotation)
        assert model is not None
        assert f"[{name}]" in text
        for key in model.model_fields:
            assert f"\n{key} = " in text, f"{name}.{key}"


def test_a_missing_file_says_where_to_get_one(tmp_path: Path):
    assert "config.example.toml" in fault(tmp_path / "none.toml")


def test_a_missing_token_says_where_to_get_one(write):
    message = fault(write("[telegram]\n"), need_token=True)
    assert "telegram.token is missing" in message
    assert "@BotFather" in message


def test_an_unknown_key_names_the_nearest_right_one(write):
    message = fault(write("[preview]\npoll_second = 5\n"))
    assert "preview.poll_second" in message
    assert "'poll_seconds'" in message


def test_an_unknown_section_names_the_nearest_right_one(write):
    assert "'storage'" in fault(write('[storrage]\nurl = "x"\n'))


def test_an_unknown_value_is_shown_with_the_nearest_right_one(write):
    message = fault(write('[[channels]]\nusername = "abcde"\nauthority = "govenor"\n'))
    assert "channels.0.authority = 'govenor'" in message
    assert "'governor'" in message


def test_a_wrong_region_is_named(write):
    message = fault(write('[[channels]]\nusername = "abcde"\nregion = "RU-BLE"\n'))
    assert "channels.0.region = 'RU-BLE' (of abcde)" in message


def test_bad_toml_names_the_line(write):
    assert "line 1" in fault(write("[telegram\n"))


def test_a_channel_named_twice_is_refused(write):
    assert "'abcde' stands there twice" in fault(
        write('[[channels]]\nusername="abcde"\n[[channels]]\nusername="@ABCDE"\n')
    )


def test_the_token_is_never_shown_in_a_fault(write):
    assert "secret-token" not in fault(write('[telegram]\ntoken = ["secret-token"]\n'))


def test_the_environment_wins_over_the_file(write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SVODKA__PREVIEW__POLL_SECONDS", "3")
    monkeypatch.setenv("SVODKA__TELEGRAM__TOKEN", "123:abc")
    settings = config.load(write("[preview]\npoll_seconds = 9\ntimeout_seconds = 4\n"))
    assert settings.preview.poll_seconds == 3
    assert settings.preview.timeout_seconds == 4
    assert settings.telegram.token == "123:abc"


def test_a_slip_in_a_variable_is_not_passed_over(write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SVODKA__PREVIEW__POLL_SECOND", "3")
    assert "'poll_seconds'" in fault(write(""))


def test_a_channel_takes_its_defaults_from_office_and_region(write):
    path = write(
        '[[channels]]\nusername = "https://t.me/s/Some_Governor"\nauthority = "governor"\nregion = "RU-SAM"\n'
        'id = 1234567890\n[[channels]]\nusername = "the_ministry"\nauthority = "ministry"\n'
    )
    governor, ministry = config.load(path).channel_map.values()
    assert (governor.name, governor.id, governor.timezone) == ("some_governor", -1001234567890, "Europe/Samara")
    assert governor.style is Style.PLAIN
    assert (ministry.authority, ministry.timezone, ministry.style) == (
        Authority.MINISTRY,
        "Europe/Moscow",
        Style.WINDOWS,
    )


def test_a_group_asks_for_every_region_times_subject(write):
    path = write(
        '[[groups]]\nchat_id = -100123\nregions = ["RU-BEL", "RU-BRY"]\nsubjects = ["threat"]\nquiet = "23-7"\n'
    )
    (group,) = config.load(path).groups
    assert [(s.region, s.interest.value) for s in group.subscriptions()] == [
        ("RU-BEL", "threat"),
        ("RU-BRY", "threat"),
    ]
    quiet = group.chat().quiet
    assert quiet is not None
    assert (quiet.start.hour, quiet.end.hour) == (23, 7)


@pytest.mark.parametrize("quiet", ["25-26", "night", "7:99-8"])
def test_bad_quiet_hours_are_refused_with_an_example(write, quiet: str):
    assert (
        '"23:00-07:00"' in (message := fault(write(f'[[groups]]\nchat_id = 5\nquiet = "{quiet}"\n')))
        or "08:00" in message
    )


@pytest.mark.parametrize("said", ["111", "111,-222", " 111 , -222 ", "[111, -222]"])
def test_a_list_of_numbers_in_the_environment_may_have_commas(write, monkeypatch, said: str):
    monkeypatch.setenv("SVODKA__TELEGRAM__OPERATORS", said)
    monkeypatch.setenv("SVODKA__TELEGRAM__ACCESS", "public")
    settings = config.load(write(""))
    assert settings.telegram.operators in ((111,), (111, -222))
    assert settings.telegram.access == "public"


def test_a_fault_in_the_environment_is_not_blamed_on_the_file(write, monkeypatch):
    monkeypatch.setenv("SVODKA__TELEGRAM__MODE", "push")
    message = fault(write(""))
    assert message.startswith("environment: SVODKA__TELEGRAM__MODE: telegram.mode = 'push'")
    assert "config.toml" not in message


@pytest.mark.parametrize("name", ["SVODKA__CHANNELS", "SVODKA__CHANNELS__0__REGION", "SVODKA__TELEGRAM__OPERATORS"])
def test_what_is_no_json_in_the_environment_is_one_line(write, monkeypatch, name: str):
    monkeypatch.setenv(name, "[{")
    message = fault(write(""))
    assert message.startswith("environment: ")
    assert "JSON" in message
    assert "\n" not in message


def test_an_address_that_is_none_is_named(write):
    assert "service.http = 'zzz'" in fault(write('[service]\nhttp = "zzz"\n'))
    assert config.load(write('[service]\nhttp = ":8080"\n')).service.http == ":8080"


def test_an_id_that_two_channels_have_is_named(write):
    message = fault(write('[[channels]]\nusername = "abcde"\nid = 5\n[[channels]]\nusername = "fghij"\nid = -1005\n'))
    assert "'abcde'" in message
    assert "'fghij'" in message


def test_a_username_may_be_short_and_in_capitals() -> None:
    settings = config.Settings.model_validate({"channels": [{"username": "AB"}, {"username": "@Gov_31"}]})
    assert [channel.username for channel in settings.channels] == ["ab", "gov_31"]
