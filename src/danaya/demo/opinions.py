"""What the people of Tamarie think, before anyone asks them: latent means and spreads, never results.

A respondent's opinion of a question is a point on a line on which answers are marked 0–10; it is the sum of a mean of the
audience, the question's and the group's shifts, a trait of the respondent, one of the respondent in that factor, one of
the place, and chance. The answer is the mark nearest to that point. Answers end at 0 and 10, so observed means lie nearer
to the middle than these.
"""

from collections.abc import Mapping

RESPONDENT_SPREAD = 0.85
FACTOR_SPREAD = 0.6
QUESTION_SPREAD = 1.8
PLACE_SPREAD = 0.12

MEANS: Mapping[tuple[str, str], Mapping[str, float]] = {
    ("round1", "officials"): {
        "leadership": 7.1, "regulation": 6.3, "transparency": 7.25, "automation": 7.8, "reform": 6.4,
        "audit": 6.5, "conduct": 6.8, "human_resources": 4.9, "morale": 7.0, "private_sector": 6.3,
    },
    ("round1", "private"): {
        "leadership": 5.8, "regulation": 5.1, "transparency": 4.45, "automation": 6.9, "reform": 5.2,
        "audit": 4.2, "conduct": 5.3, "human_resources": 4.4, "morale": 5.4, "private_sector": 4.95,
    },
    ("round2", "officials"): {
        "leadership": 7.1, "regulation": 6.3, "transparency": 7.2, "automation": 8.3, "reform": 6.4,
        "audit": 6.5, "conduct": 6.8, "human_resources": 5.05, "morale": 7.0, "private_sector": 6.4,
    },
    ("round2", "private"): {
        "leadership": 5.8, "regulation": 5.1, "transparency": 5.4, "automation": 7.2, "reform": 5.2,
        "audit": 4.2, "conduct": 5.3, "human_resources": 4.4, "morale": 5.4, "private_sector": 5.55,
    },
}  # fmt: skip

QUESTION_SHIFTS: Mapping[str, float] = {
    "lead_example": -0.2, "lead_priority": 0.4, "lead_answerable": -0.2,
    "rule_clear": 0.4, "rule_same": -0.3, "rule_exemptions": -0.4, "rule_complex": 0.3,
    "open_fees": 0.3, "open_times": 0.1, "open_reasons": -0.2, "open_appeal": -0.3,
    "auto_contact": 0.3, "auto_reliable": -0.5, "auto_trace": 0.4,
    "reform_simpler": 0.3, "reform_time": -0.2,
    "watch_channel": 0.5, "watch_fear": -0.5, "watch_followed": -0.1, "watch_internal": 0.2,
    "code_known": 0.3, "code_applied": -0.5, "code_gifts": 0.4, "code_penalty": -0.4,
    "staff_recruitment": 0.5, "staff_promotion": -0.3, "staff_rotation": -1.2, "staff_selection": -1.0, "staff_pay": 0.3,
    "staff_trained": 1.2, "staff_moves": -0.9,
    "spirit_pride": 0.9, "spirit_speak": -0.6, "spirit_pressure": -0.3, "spirit_respect": 0.1, "spirit_help": -0.1,
    "talk_useful": 0.5, "talk_kept": -0.3, "talk_before": -0.3, "talk_freely": 0.2,
}  # fmt: skip

LATER_SHIFTS: Mapping[tuple[str, str], Mapping[str, float]] = {
    # Round 2: fees were posted, complaints answered; morale fell; the new wording of one question is easier to agree with.
    ("round2", "officials"): {
        "spirit_pride": -1.1, "spirit_pressure": -0.9, "spirit_respect": -0.9, "spirit_speak": -0.5, "code_applied": 0.8,
    },
    ("round2", "private"): {
        "open_fees": 0.6, "open_times": 0.2, "open_reasons": -0.4, "open_appeal": -0.4, "talk_freely": -0.6, "code_applied": 0.8,
    },
}  # fmt: skip

REGION_SHIFTS: Mapping[str, float] = {"naore": 0.0, "balanko": -0.1, "gorobi": -0.25, "lamba": 0.25, "tessa": 0.0}

FREELY_SHIFTS: Mapping[str, Mapping[str, float]] = {
    # How much easier (or harder) it is to speak in a region than elsewhere.
    "round1": {"naore": -0.3, "gorobi": -0.7},
    "round2": {"naore": 1.3, "gorobi": -0.9},
}

SILENCE: Mapping[str, float] = {"dont_know": 0.03, "refusal": 0.01, "blank": 0.007}
SENSITIVE_SILENCE: Mapping[str, float] = {"dont_know": 0.055, "refusal": 0.06, "blank": 0.01}
SILENCE_OF_REGION: Mapping[tuple[str, str], float] = {
    # Silence on sensitive questions, times what it is elsewhere.
    ("round1", "naore"): 1.3,
    ("round2", "naore"): 0.6,
    ("round1", "gorobi"): 1.8,
    ("round2", "gorobi"): 1.8,
}

LIVED: Mapping[str, float] = {
    "lived_seen": 0.21, "lived_offered": 0.3, "lived_pressed": 0.19, "lived_asked_border": 0.24, "lived_asked_office": 0.2,
    "lived_refused": 0.36, "lived_paid": 0.6, "lived_told": 0.14,
}  # fmt: skip
"""How often « Oui » is the answer, on the whole."""

LIVED_BY_WOMEN: Mapping[str, float] = {"lived_asked_border": 0.5}
"""Women among traders are asked for a payment at the border more often than men."""

CHOSEN: Mapping[str, tuple[float, ...]] = {
    "lived_mission": (0.38, 0.3, 0.2, 0.12),
    "lived_step": (0.14, 0.3, 0.16, 0.16, 0.18, 0.06),
    "lived_untold_reason": (0.4, 0.22, 0.12, 0.1, 0.12, 0.04),
}
"""How a choice falls, in the order of its codes."""
