"""Process behaviour: is a series doing what it always does, and will a process like that meet its target."""

from analytics.process.around_line import xmr_around
from analytics.process.assessment import Process, assess, assess_by
from analytics.process.chart import NO_WIDTH, xmr, xmr_by

__all__ = ["NO_WIDTH", "Process", "assess", "assess_by", "xmr", "xmr_around", "xmr_by"]
