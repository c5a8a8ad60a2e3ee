"""Changes one thing at a time in a room's code and sees whether its tests notice: a score, and what survived.

    python -m scripts.mutate bot/alerts/rules.py bot/alerts/plan.py --tests tests/alerts [--sample 100] [--seed 1]

Works on a copy of the tree; every mutant is run in a process of its own, and one that hangs counts as noticed.
Strings are left alone (they are words for people, or keys that every test needs), so are annotations and the log.
"""

import argparse
import ast
import copy
import importlib
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LIBRARIES = ("hypothesis.stateful", "telegram.ext", "sqlalchemy.ext.asyncio", "pydantic", "uvicorn")
"""Imported once for all mutants. Nothing of ours: that is what changes."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.Continue: ast.Break, ast.Break: ast.Continue,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """`source` is the whole file with one thing changed."""

    path: str
    line: int
    what: str
    source: str


def variants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in the place of a node, and how to call the change."""
    if type(node) in SWAPS:
        new = SWAPS[type(node)]
        yield f"{type(node).__name__} → {new.__name__}", new()
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} → {value}", ast.Constant(value)
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield f"{node.id} → {NAMES[node.id]}", ast.Name(NAMES[node.id], node.ctx)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"not dropped: {ast.unparse(node)}", node.operand
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        turned = copy.copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield f"turned: {ast.unparse(node.test)}", turned
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield f"without: if {ast.unparse(node.ifs[0])}", ast.comprehension(node.target, node.iter, [], node.is_async)
    elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)):
        if not (words := ast.unparse(node)).startswith(("log.", "logger.")):
            yield f"dropped: {words}", ast.Pass()
    elif isinstance(node, ast.Set) or (isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load)):
        for at, one in enumerate(node.elts if len(node.elts) > 1 else ()):
            less = copy.copy(node)
            less.elts = [*node.elts[:at], *node.elts[at + 1 :]]
            yield f"without: {ast.unparse(one)}", less


def mutants(path: str) -> Iterator[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))

    def walk(parent: ast.AST, line: int) -> Iterator[Mutant]:
        for field, value in ast.iter_fields(parent):
            if field in ("annotation", "returns") or (field == "slice" and isinstance(value, ast.Tuple)):
                continue
            nodes = value if isinstance(value, list) else [value]
            for at, node in enumerate(nodes):
                if not isinstance(node, ast.AST):
                    continue
                here = getattr(node, "lineno", line)
                for what, new in variants(node):
                    nodes[at] = new
                    setattr(parent, field, nodes if isinstance(value, list) else new)
                    yield Mutant(path, here, what, ast.unparse(tree))
                nodes[at] = node
                setattr(parent, field, value)
                yield from walk(node, here)

    yield from walk(tree, 1)


def passes(tree: Path, tests: list[str], seconds: float | None = None) -> bool:
    """Whether the tests pass in that tree, within so many seconds."""
    run = multiprocessing.get_context("fork").Process(target=_pytest, args=(tree, tests))
    run.start()
    run.join(seconds)
    if run.is_alive() and run.pid:
        os.killpg(run.pid, signal.SIGKILL)
        run.join()
    return run.exitcode == 0


def _pytest(tree: Path, tests: list[str]) -> None:
    os.setsid()
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1), os.dup2(said, 2)
    pytest = importlib.import_module("pytest")
    plain = ["-x", "-m", "not drill", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=1"]
    plain += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis was imported for all of them
    os._exit(pytest.main([*tests, *plain]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tests", nargs="+", required=True, help="what pytest is given; quick ones first")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn at random (0 = all)")
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    found = [mutant for path in words.files for mutant in mutants(path)]
    drawn = random.Random(words.seed).sample(found, words.sample) if 0 < words.sample < len(found) else found
    for name in LIBRARIES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as directory:
        tree, start, survived = Path(directory) / "tree", time.monotonic(), 0
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        if not passes(tree, words.tests):
            raise SystemExit((tree / "said").read_text()[-3000:] + "\nthe tests fail without any mutant")
        allowed = 3 * (time.monotonic() - start) + 5
        sys.dont_write_bytecode = True  # two mutants of one second and one size would share a .pyc
        for number, mutant in enumerate(drawn, 1):
            path = tree / mutant.path
            plain = path.read_text(encoding="utf-8")
            for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):
                stale.unlink()
            path.write_text(mutant.source, encoding="utf-8")
            if passes(tree, words.tests, allowed):
                survived += 1
                print(f"survived ({number}/{len(drawn)}) {mutant.path}:{mutant.line}  {mutant.what}", flush=True)
            path.write_text(plain, encoding="utf-8")
    print(f"{len(drawn) - survived} of {len(drawn)} mutants noticed, of {len(found)} that there are")


if __name__ == "__main__":
    main()
