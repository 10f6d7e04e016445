"""Other systems' usual layouts (比較の相手), run beside ours in the same run."""
