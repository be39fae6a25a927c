"""Intake: an agency's file in, checked observations and findings out."""

from data.intake.contract import Finding, Intake, IntakeError, Options, Reason, Replacement
from data.intake.reading import read

__all__ = ["Finding", "Intake", "IntakeError", "Options", "Reason", "Replacement", "read"]
