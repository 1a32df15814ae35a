"""Every sentence by which the code can say that a pack is wrong, read from the code itself.

A sentence is what is given to `PackError`, `Placed.fault` or `YamlError`, followed back through names,
branches, parameters and what functions return. What is only known at run time is a place: `{}`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[2]
DANISH = ROOT / "guideline" / "check" / "cases.py"
"""Tells what a case expected and got in Danish, in every language: its writer's."""

LAW = set((ROOT / "guideline").rglob("*.py"))
FILES = (*sorted(LAW - {DANISH}), ROOT / "bot" / "commands" / "shown_texts.py")
PLACE = "{}"

AT = {"PackError": (2, 3), "fault": (0, 1), "YamlError": (0, None)}
"""By what is called: the places of problem and remedy among its arguments."""

Function = ast.FunctionDef
Words = set[str]


@dataclass(frozen=True)
class Module:
    """One file, with what a name in it can be."""

    path: Path
    tree: ast.Module

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Return each sentence with where it is said."""
        for function in self.functions:
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                name = _called(call)
                if name in AT and function.name != "fault":
                    problems, remedies = (self.words(_argument(call, at), function) for at in AT[name])
                    for problem, remedy in product(sorted(problems), sorted(remedies)):
                        told = f"{problem}; {remedy}" if remedy else problem
                        yield told, f"{self.path.relative_to(ROOT)}:{call.lineno}"

    def words(self, node: ast.expr | None, function: Function) -> Words:
        """Return what an expression can say."""
        match node:
            case None | ast.Constant(value=None):
                return {""}
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr(values=parts):
                return {
                    "".join(it) for it in product(*(sorted(self.words(part, function)) for part in parts))
                }
            case ast.FormattedValue(value=value):
                return self.words(value, function)
            case ast.IfExp(body=one, orelse=other):
                return self.words(one, function) | self.words(other, function)
            case ast.Name(id=name):
                return self.named(name, function)
            case ast.Call() if _called(node) in {it.name for it in self.functions}:
                return self.returned(_called(node))
            case _:
                return {PLACE}

    def named(self, name: str, function: Function) -> Words:
        """Return what a name can be: assigned, gone through, given by a caller, or a constant."""
        parameters = [it.arg for it in function.args.args if it.arg != "self"]
        found = self.given(function.name, parameters.index(name)) if name in parameters else set()
        for node in (*ast.walk(function), *self.tree.body):
            match node:
                case ast.Assign(targets=[ast.Name(id=it)], value=value) if it == name:
                    found |= self.words(value, function)
                case ast.For(target=ast.Name(id=it), iter=ast.Call() as call) if it == name:
                    found |= self.returned(_called(call))
        return found or {PLACE}

    def given(self, called: str, at: int) -> Words:
        """Return what callers in this file give a function as an argument."""
        found: Words = set()
        for function in self.functions:
            for call in (
                it for it in ast.walk(function) if isinstance(it, ast.Call) and _called(it) == called
            ):
                found |= self.words(_argument(call, at), function)
        return found

    def returned(self, called: str) -> Words:
        """Return what a function of this file returns or yields."""
        found: Words = set()
        for function in (it for it in self.functions if it.name == called):
            for node in ast.walk(function):
                match node:
                    case ast.YieldFrom(value=ast.Call() as call) if _called(call) != called:
                        found |= self.returned(_called(call))
                    case ast.Yield(value=ast.expr() as value) | ast.Return(value=ast.expr() as value):
                        found |= self.words(value, function)
        return found - {""} or {PLACE}


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _argument(call: ast.Call, at: int | None) -> ast.expr | None:
    return call.args[at] if at is not None and at < len(call.args) else None


def every_sentence() -> Iterator[tuple[str, str]]:
    """Return each sentence, with its places as `{}`, and where in the code it is said."""
    for path in FILES:
        yield from Module(path, ast.parse(path.read_text("utf-8"))).sentences()
