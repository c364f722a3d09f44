"""Formulas of a workbook: read once, strictly, and worked out at any values of the inputs in bounded time."""

from closeddoor.domain.formula.errors import FormulaError
from closeddoor.domain.formula.grammar import RESERVED, Formula, read_formula

__all__ = ["RESERVED", "Formula", "FormulaError", "read_formula"]
