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
    aud108_code_route_conflict,
    aud109_denied_and_asserted,
    aud110_code_history_conflict,
    aud201_reference_drug_mismatch,
    aud202_reference_unit_mismatch,
    aud203_unknown_code,
    aud204_retired_code,
    aud205_reference_modifier_mismatch,
    aud206_reference_brand_mismatch,
    aud301_subject_mismatch,
    aud302_malformed_code,
    aud303_misspelled_drug,
    aud401_dangling_reference,
    aud402_duplicate_subject,
    aud903_stale_reference,
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
    aud108_code_route_conflict.RULE,
    aud109_denied_and_asserted.RULE,
    aud110_code_history_conflict.RULE,
    aud201_reference_drug_mismatch.RULE,
    aud202_reference_unit_mismatch.RULE,
    aud203_unknown_code.RULE,
    aud204_retired_code.RULE,
    aud205_reference_modifier_mismatch.RULE,
    aud206_reference_brand_mismatch.RULE,
    aud301_subject_mismatch.RULE,
    aud302_malformed_code.RULE,
    aud303_misspelled_drug.RULE,
    aud401_dangling_reference.RULE,
    aud402_duplicate_subject.RULE,
    aud903_stale_reference.RULE,
)
