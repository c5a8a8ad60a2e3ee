"""Bad input gets one clear line and the right exit code (DESIGN section 8), as a person at a shell sees it."""

import json
import os
import socket
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli


def test_help_names_every_command(svodka):
    done = svodka("--help")
    assert done.returncode == 0
    for name in [
        "run",
        "demo",
        "read",
        "evaluate",
        "tally",
        "import",
        "backfill",
        "replay",
        "export",
        "check",
        "migrate",
        "backup",
        "outbox",
    ]:
        assert f"  {name} " in done.stdout


def test_an_unknown_command_is_a_usage_error(svodka):
    assert svodka("tallly").returncode == 2


def test_a_missing_configuration_says_where_to_get_one(svodka):
    done = svodka("run")
    assert done.returncode == 78
    assert "config.example.toml" in done.stderr


def test_a_missing_token_is_bad_configuration(svodka, config):
    config()
    done = svodka("run")
    assert done.returncode == 78
    assert "@BotFather" in done.stderr


def test_an_unknown_key_is_named_with_the_right_one(svodka, config):
    config("[preview]\npoll_second = 3\n")
    done = svodka("check")
    assert done.returncode == 78
    assert "'poll_seconds'" in done.stderr


def test_a_database_in_no_directory_is_named(svodka, tmp_path: Path):
    (tmp_path / "config.toml").write_text('[storage]\nurl = "sqlite+aiosqlite:///no/where/x.db"\n')
    done = svodka("check")
    assert done.returncode == 78
    assert "no/where" in done.stderr


def test_a_file_that_is_no_database_is_left_as_it_was(svodka, config, tmp_path: Path):
    config()
    (tmp_path / "svodka.db").write_text("dear diary, " * 1000)
    done = svodka("check")
    assert done.returncode in (1, 78)
    assert "svodka.db" in done.stderr
    assert (tmp_path / "svodka.db").read_text().startswith("dear diary")


def test_a_replay_of_no_time_at_all_is_a_usage_error(svodka, config):
    config()
    done = svodka("replay", "--since", "2025-11-07", "--until", "2025-11-01")
    assert done.returncode == 2
    assert "2025-11-01 is not after --since 2025-11-07" in done.stderr


def test_an_empty_tally_is_no_report_not_zero(svodka, config):
    config()
    done = svodka("tally", "--json")
    assert done.returncode == 0
    tally = json.loads(done.stdout)
    assert tally["regions"] == []
    assert tally["headline"] is None


def test_a_mistyped_region_gets_a_suggestion(svodka, config):
    config()
    done = svodka("tally", "--region", "belgrod")
    assert done.returncode == 2
    assert "Belgorod" in done.stderr


@pytest.mark.parametrize("words", [["--date", "31.12"], ["--timezone", "Mars/North"], ["--weapon", "spear"]])
def test_bad_values_of_options_are_named(svodka, config, words: list[str]):
    config()
    done = svodka("tally", *words)
    assert done.returncode == 2
    assert words[1] in done.stderr


def test_a_corpus_with_a_broken_line_is_bad_input(svodka, tmp_path: Path):
    (tmp_path / "bad.jsonl").write_text('{"id": "a"}\nnonsense\n')
    done = svodka("evaluate", "bad.jsonl")
    assert done.returncode == 65
    assert "bad.jsonl" in done.stderr


def test_the_differences_leave_the_json_alone(svodka, tmp_path: Path):
    wrong = {
        "id": "a", "lang": "ru", "channel": {"authority": "governor", "home_region": "RU-TUL"},
        "posted": "2026-03-03T09:10:00+03:00", "text": "Сбит БПЛА.", "gold": {"kinds": []},
    }  # fmt: skip
    (tmp_path / "one.jsonl").write_text(json.dumps(wrong))
    done = svodka("evaluate", "one.jsonl", "--json", "--errors")
    assert json.loads(done.stdout)["all"]["false_incidents"] == 1
    assert "interception" in done.stderr
    assert "interception" in svodka("evaluate", "one.jsonl", "--errors").stdout


def test_reading_needs_no_configuration(svodka):
    text = "Силы ПВО сбили над Брянской областью пять БПЛА."
    done = svodka("read", "-", "--posted", "2026-09-20T07:12:00+03:00", "--json", stdin=text)
    assert done.returncode == 0
    (row,) = json.loads(done.stdout)["gold"]["interceptions"]
    assert (row["regions"], row["count"]) == (["RU-BRY"], 5)


def test_an_import_of_nothing_sensible_is_bad_input(svodka, config, tmp_path: Path):
    config()
    (tmp_path / "result.json").write_text("{}")
    done = svodka("import", "result.json")
    assert done.returncode == 65
    assert "result.json" in done.stderr


def test_an_unknown_format_of_export_is_a_usage_error(svodka, config):
    config()
    done = svodka("export", "--format", "xml")
    assert done.returncode == 2
    assert "geojson" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_never_takes_the_place_of_another_file(svodka, config, tmp_path: Path):
    config()
    (tmp_path / "precious.txt").write_text("precious")
    assert svodka("backup", "precious.txt").returncode == 2
    assert (tmp_path / "precious.txt").read_text() == "precious"
    assert svodka("migrate").returncode == 0
    assert svodka("backup", "copy.db").returncode == 0


def test_a_corpus_without_posts_is_no_perfect_score(svodka, tmp_path: Path):
    (tmp_path / "empty.jsonl").write_text("")
    assert svodka("evaluate", "empty.jsonl").returncode == 65


def test_check_says_what_to_add_where_no_channel_is_configured(svodka, config):
    config()
    assert "[[channels]]" in svodka("check").stdout


def test_check_names_the_tables_that_were_copied_and_not_filled_in(svodka, config):
    config('[telegram]\ntoken = "123:TOKEN"\n[[groups]]\nchat_id = -1001234567890\n')
    assert "[[groups]] chat_id = -1001234567890 is the example's" in svodka("check").stdout


def test_check_fails_where_the_token_is_a_placeholder_and_shows_the_rest_first(svodka, config):
    config('[telegram]\ntoken = "PASTE-THE-TOKEN"\n[[channels]]\nusername = "mod"\nauthority = "ministry"\n')
    done = svodka("check")
    assert done.returncode == 78
    assert "telegram.token is not of the form that @BotFather gives" in done.stderr
    assert "mod " in done.stdout


def test_check_forgets_channels_that_are_no_longer_configured(svodka, config):
    config('[[channels]]\nusername = "old_one"\nauthority = "ministry"\n')
    assert "old_one" in svodka("check").stdout
    config('[[channels]]\nusername = "new_one"\nauthority = "ministry"\n')
    said = svodka("check").stdout
    assert "new_one" in said and "old_one" not in said


def test_a_corpus_line_that_lacks_a_key_is_named(svodka, tmp_path):
    (tmp_path / "one.jsonl").write_text('{"id": "a"}\n')
    done = svodka("evaluate", "one.jsonl")
    assert done.returncode == 65
    assert "one.jsonl, line 1: not a labelled post: 'posted' is missing" in done.stderr


def test_json_of_another_kind_is_no_export(svodka, config, tmp_path):
    config()
    (tmp_path / "one.json").write_text('{"a": 1}')
    done = svodka("import", "one.json")
    assert done.returncode == 65
    assert "one.json: neither Telegram Desktop's export" in done.stderr


def test_the_day_of_until_is_not_exported(svodka, config, tmp_path):
    config('[[channels]]\nusername = "gov_x"\nauthority = "governor"\nregion = "RU-BEL"\n')
    post = {"channel": "gov_x", "message_id": 1, "text": "Сбит один БПЛА.", "transport": "export"}
    at = {"posted": "2026-09-20T10:00:00+00:00", "seen": "2026-09-20T10:00:00+00:00"}
    (tmp_path / "one.jsonl").write_text(json.dumps({"type": "revision", **post, **at}, ensure_ascii=False) + "\n")
    assert svodka("import", "one.jsonl").returncode == 0
    lines = [
        svodka("export", "--format", "csv", "--since", "2026-09-19", "--until", day).stdout.count("gov_x/1")
        for day in ("2026-09-20", "2026-09-21")
    ]
    assert lines == [0, 1]


@pytest.fixture
def full():
    """A standard output that takes nothing."""
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("no /dev/full here")
    with device.open("w") as sink:
        yield sink


@pytest.mark.parametrize(
    "words",
    [("export", "--format", "csv"), ("tally", "--json"), ("tally",), ("outbox",), ("check",), ("--help",)],
    ids=" ".join,
)
def test_an_output_that_cannot_be_written_is_one_line(svodka, config, full, words):
    config()
    done = svodka(*words, stdout=full)
    assert (done.returncode, done.stderr) == (1, "svodka: standard output: No space left on device\n")


def test_a_reader_that_has_read_enough_is_no_fault(svodka, config):
    config()
    behind, before = os.pipe()
    os.close(behind)
    with os.fdopen(before, "w") as pipe:
        done = svodka("export", "--format", "csv", stdout=pipe)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_broken_database_is_the_backups_bad_configuration(svodka, config, tmp_path: Path):
    config()
    (tmp_path / "svodka.db").write_text("dear diary, " * 1000)
    done, other = svodka("backup", "copy.db"), svodka("outbox")
    assert done.returncode == other.returncode == 78
    assert done.stderr == other.stderr
    assert "svodka.db: not a database that Svodka can use (file is not a database)" in done.stderr
    assert not list(tmp_path.glob("copy*"))


def test_a_channel_that_is_not_configured_is_a_usage_error_everywhere(svodka, config, tmp_path: Path):
    config('[[channels]]\nusername = "gov_x"\nauthority = "governor"\nregion = "RU-BEL"\n')
    (tmp_path / "result.json").write_text("{}")
    for words in (
        ["import", "result.json", "--channel", "nope"],
        ["backfill", "nope", "--since", "2026-01-01"],
        ["read", "result.json", "--channel", "nope"],
    ):
        done = svodka(*words)
        assert done.returncode == 2, words
        assert "nope" in done.stderr and "gov_x" in done.stderr


def test_a_configuration_that_is_not_there_is_called_so_where_a_channel_is_wanted(svodka):
    done = svodka("read", "-", "--config", "no.toml", "--channel", "x", stdin="Отбой")
    assert done.returncode == 78
    assert "no.toml: no such file" in done.stderr


@pytest.mark.parametrize(
    "words", [["check", "--config", "it"], ["import", "it"], ["evaluate", "it"], ["backup", "it"]], ids=" ".join
)
def test_a_file_that_may_not_be_read_is_no_fault_of_usage(tmp_path: Path, monkeypatch, words):
    # Whoever runs the tests as root may read everything: the system's answer is stood in for.
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "it").write_text("neither toml nor JSON")
    said = CliRunner().invoke(cli, words)
    assert "not readable" not in said.output


def test_an_export_of_no_time_at_all_is_a_usage_error(svodka, config):
    config()
    done = svodka("export", "--since", "2025-11-07", "--until", "2025-11-01")
    assert done.returncode == 2
    assert "2025-11-01 is not after --since 2025-11-07" in done.stderr


def test_a_backfill_that_is_not_answered_names_the_address(svodka, config):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    config(
        f'[preview]\nbase_url = "http://127.0.0.1:{port}"\n'
        '[[channels]]\nusername = "gov_x"\nauthority = "governor"\nregion = "RU-BEL"\n'
    )
    done = svodka("backfill", "gov_x", "--since", "2026-01-01")
    assert done.returncode == 1
    assert f"http://127.0.0.1:{port}/s/gov_x: no connection" in done.stderr


def test_the_version_is_told(svodka):
    done = svodka("--version")
    assert (done.returncode, done.stdout) == (0, f"svodka {version('svodka')}\n")
