"""The rules, each a small file of its own. The table is typed by hand; a test keeps it whole."""

from __future__ import annotations

from auditor.rules import (
    aud101_code_drug_conflict,
    aud102_drug_code_conflict,
    aud103_code_unit_conflict,
    aud104_brand_conflict,
    aud105_drug_target_conflict,
    aud106_modifier_conflict,
    aud107_code_status_conflict,
    aud109_denied_and_asserted,
    aud301_subject_mismatch,
    aud401_dangling_reference,
    aud402_duplicate_subject,
)
from auditor.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    aud101_code_drug_conflict.RULE,
    aud102_drug_code_conflict.RULE,
    aud103_code_unit_conflict.RULE,
    aud104_brand_conflict.RULE,
    aud105_drug_target_conflict.RULE,
    aud106_modifier_conflict.RULE,
    aud107_code_status_conflict.RULE,
    aud109_denied_and_asserted.RULE,
    aud301_subject_mismatch.RULE,
    aud401_dangling_reference.RULE,
    aud402_duplicate_subject.RULE,
)
