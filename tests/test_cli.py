"""The command line: one line of JSON, refusals too; Portuguese words; no Qt."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crediario import cli
from crediario.cli.recovery import ask_code

PLAN = ["--price", "500.00", "--installments", "3", "--rate", "1", "--sale-date", "2026-12-10"]
PLAN += ["--first-due", "2027-01-10"]
BCB = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)


def answer(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """The command's one line, its exit code checked."""
    assert cli.main([*words, "--json"]) == code
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 1
    assert not printed.err
    found: dict[str, Any] = json.loads(printed.out)
    return found


def test_simulate(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "simulate", *PLAN)
    figures = {name: value for name, value in found.items() if isinstance(value, str)}
    assert figures == {
        "financed": "500.00", "rate_month": "1.000000", "rate_year": "12.682503", "cet_year": "12.64",
        "interest": "10.03", "total": "510.03", "total_with_down_payment": "510.03",
    }  # fmt: skip
    assert [each["code"] for each in found["warnings"]] == ["rate_above_12_year"]
    assert found["installments"][0] == {
        "number": 1, "due": "2027-01-10", "amount": "170.01", "interest": "5.00", "principal": "165.01",
        "balance": "334.99",
    }  # fmt: skip
    assert found["installments"][-1]["balance"] == "0.00"


@pytest.mark.parametrize("every", ["week", "fortnight", "month", "two-months"])
def test_simulate_at_any_rate_and_pace(capsys: pytest.CaptureFixture[str], every: str) -> None:
    words = ["simulate", *PLAN, "--every", every, "--down-payment", "50.00"]
    words[words.index("--rate") + 1] = "5"
    found = answer(capsys, *words)
    assert found["financed"] == "450.00"
    assert "rate_above_cap" in [each["code"] for each in found["warnings"]]


def test_charges_and_payoff(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "charges", "--amount", "139.80", "--due", "2026-05-12", "--on", "2026-06-09")
    assert found == {
        "days_late": 28, "fine": "2.79", "interest": "1.30", "total": "143.89", "moved_due": "2026-05-12"
    }  # fmt: skip
    found = answer(capsys, "payoff", *PLAN, "--on", "2027-02-20", "--paid", "1")
    assert found == {"nominal": "340.02", "charges": "3.96", "discount": "1.08", "payoff": "342.90"}


def test_pix_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    key = "123e4567-e12b-12d1-a456-426655440000"
    found = answer(capsys, "pix", "--key", key, "--name", "Fulano de Tal", "--city", "Brasília")
    assert found["payload"].endswith(found["crc"])
    assert answer(capsys, "pix", "--decode", BCB) == {
        "valid": True, "crc": "1D3D", "key": key, "name": "Fulano de Tal", "city": "BRASILIA", "amount": None,
        "txid": "***",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["simulate", *PLAN, "--down-payment", "500.00"], "down_payment_too_large"),
        (["simulate", *PLAN[:3], "1000000000", *PLAN[4:]], "installment_count_out_of_range"),
        (["simulate", "--price", "0.00", *PLAN[2:]], "amount_not_positive"),
        (["payoff", *PLAN, "--on", "2027-02-20", "--paid", "9"], "paid_count_out_of_range"),
        (["pix", "--key", "123.456.789-09", "--name", "X", "--city", "Y"], "invalid_pix_key"),
        (["check", "--data", "/does/not/exist"], "no_shop"),
        (["papers", "out", "--data", "/does/not/exist"], "no_shop"),
    ],
)
def test_refusals_are_one_line_too(capsys: pytest.CaptureFixture[str], words: list[str], error: str) -> None:
    found = answer(capsys, *words, code=1)
    assert found["error"] == error
    assert found["message"].endswith(".")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["vender"],
        ["simulate", "--price", "500.00"],
        ["simulate", *PLAN, "--every", "year"],
        ["simulate", "--price", "1,50", *PLAN[2:]],
        ["charges", "--amount", "1.00", "--due", "2026-02-30", "--on", "2026-03-01"],
        ["pix", "--key", "x"],
        ["simulate", *PLAN, "--unknown"],
    ],
)
def test_wrong_usage_is_told_in_portuguese(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    found = answer(capsys, *words, code=2)
    assert found["error"] == "usage"
    assert "argument" not in found["message"]


def test_a_person_reads_labels(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["charges", "--amount", "139.80", "--due", "2026-05-12", "--on", "2026-06-09"]) == 0
    assert "multa: 2.79" in capsys.readouterr().out
    assert cli.main(["check", "--data", "/does/not/exist"]) == 1
    assert "Não há loja" in capsys.readouterr().err


def test_the_demonstration_is_the_same_for_the_same_seed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    digests = []
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        folder = str(tmp_path / name)
        asked = ("--data", folder, "--customers", "4", "--seed", seed, "--today", "2026-06-09")
        made = answer(capsys, "demo", *asked)
        assert made["customers"] == 4
        found = answer(capsys, "check", "--data", folder)
        assert found["ok"]
        digests.append(found["digest"])
    assert digests[0] == digests[1] != digests[2]
    assert answer(capsys, "demo", "--data", str(tmp_path / "a"), code=1)["error"] == "folder_not_empty"


def test_a_large_shop_holds_every_invariant(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = str(tmp_path / "large")
    answer(capsys, "demo", "--bulk", "--data", folder, "--customers", "300", "--today", "2026-06-09")
    found = answer(capsys, "check", "--data", folder)
    assert found["ok"]
    assert {each["code"] for each in found["invariants"]} == {
        "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13", "I14", "I15", "I17"
    }  # fmt: skip


DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("carteira-*.[xc]*")))
def test_a_portfolio_comes_in(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    """An empty folder becomes a shop; a look beforehand makes none; a second time changes nothing."""
    expected = json.loads((DATA / "carteira-esperado.json").read_text("utf-8"))[name]
    day = expected.pop("reference_date")
    folder = str(tmp_path / "loja")
    words = ("import", str(DATA / name), "--data", folder, "--today", day)

    looked = answer(capsys, *words, "--dry-run")
    assert not (tmp_path / "loja").exists()
    came = answer(capsys, *words)
    checked = answer(capsys, "check", "--data", folder)
    again = answer(capsys, *words)

    assert list(came) == [
        "dry_run", "customers", "sales", "open_installments", "open_total", "overdue_installments",
        "overdue_total", "paid_installments", "paid_total", "new", "repeated", "refused", "ignored",
    ]  # fmt: skip
    lines = expected["open_installments"] + expected["paid_installments"]
    assert came == looked | {"dry_run": False}
    assert expected.items() <= came.items()
    assert (came["new"], came["repeated"], came["refused"]) == (lines, 0, [])
    assert {"line": 1}.items() <= came["ignored"][0].items()
    assert again == came | {"new": 0, "repeated": lines}
    assert checked["ok"]
    assert answer(capsys, "check", "--data", folder)["digest"] == checked["digest"]


def test_refused_lines_of_a_portfolio(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "carteira.csv"
    file.write_text(
        "Cliente;Parcela;Vencimento;Valor\nAna Lima;1/2;10/09/2026;12.345\n\nTotal;;;99\n", "utf-8"
    )
    words = ("import", str(file), "--data", str(tmp_path / "loja"), "--today", "2026-11-20")

    found = answer(capsys, *words)

    assert found["refused"] == [
        {"sheet": "carteira.csv", "line": 2, "column": "Valor", "value": "12.345",
         "reason": "este valor tem duas leituras: escreva como 1.234,56"}
    ]  # fmt: skip
    assert [(each["line"], each["reason"]) for each in found["ignored"]] == [(1, "header"), (4, "total")]
    assert answer(capsys, "check", "--data", str(tmp_path / "loja"))["ok"]
    assert cli.main([*words, "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "só simulação: sim" in printed
    assert "linha 1  motivo nomes das colunas" in printed


def test_bad_files_are_refused_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, content, error in (
        ("vazio.xlsx", b"", "file_empty"),
        ("pagina.xlsx", b"<html></html>", "not_a_spreadsheet"),
        ("nada.csv", b"a;b\n1;2\n", "nothing_recognised"),
    ):
        (tmp_path / name).write_bytes(content)
        found = answer(capsys, "import", str(tmp_path / name), "--data", str(tmp_path / "loja"), code=1)
        assert found["error"] == error
        assert found["message"].endswith(".")
    assert not (tmp_path / "loja").exists()
    (tmp_path / "cheia").mkdir()
    (tmp_path / "cheia" / "foto.jpg").touch()
    words = ("import", str(DATA / "carteira-caderno.xlsx"), "--data", str(tmp_path / "cheia"))
    assert answer(capsys, *words, code=1)["error"] == "no_shop"


def test_no_command_but_the_screens_needs_qt(tmp_path: Path) -> None:
    commands = [
        ["demo", "--data", str(tmp_path / "s"), "--customers", "2", "--today", "2026-06-09"],
        ["check", "--data", str(tmp_path / "s")],
        ["papers", str(tmp_path / "p"), "--data", str(tmp_path / "s")],
        ["import", str(DATA / "carteira-caderno.xlsx"), "--data", str(tmp_path / "s"), "--dry-run"],
        ["simulate", *PLAN],
    ]
    program = (
        "import sys; sys.modules['PySide6'] = None; from crediario.app import main\n"
        f"for words in {commands!r}: assert main([*words, '--json']) == 0, words\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["carne.pdf", "recibo-80mm.pdf"]


def test_the_audit_is_compared_with_what_was_noted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = str(tmp_path / "shop")
    answer(capsys, "demo", "--data", folder, "--customers", "2", "--today", "2026-06-09")
    checked = answer(capsys, "check", "--data", folder)
    noted = checked["audit_last"]

    head = answer(capsys, "audit", "--data", folder)
    assert (head["last"], head["noted"]) == (noted, None)
    assert checked["audit_begun"] and checked["audit_seals_checked"]
    assert answer(capsys, "audit", "--data", folder, "--noted", noted)["noted"] == "same"
    other = noted.partition("-")[0] + "-00000000"
    assert answer(capsys, "audit", "--data", folder, "--noted", other, code=1)["noted"] == "different"
    assert answer(capsys, "audit", "--data", folder, "--noted", "x", code=1)["error"] == "not_a_noted_head"


def test_only_a_person_at_a_terminal_is_asked_for_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda words: asked.append(words) or "ABC")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    assert ask_code() == ""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    assert ask_code() == "ABC"
    assert asked == ["Código de recuperação da loja (Enter segue sem ele): "]


def test_whoever_reads_may_stop_half_way() -> None:
    command = [sys.executable, "main.py", "simulate", *PLAN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
    assert not told
    assert running.returncode == 0
