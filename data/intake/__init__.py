"""Intake: an agency's file in, checked observations and findings out."""

from .contract import Finding, Intake, IntakeError, Options, Replacement
from .reading import read

__all__ = ["Finding", "Intake", "IntakeError", "Options", "Replacement", "read"]
