"""Why a failed delivery may be given up (破棄の理由): codes, because they stay in the trail."""

REASONS = (
    ("done_by_hand", "手作業で対応した"),
    ("not_needed", "対応が要らなくなった"),
    ("duplicate", "ほかの処理で済んでいる"),
)
