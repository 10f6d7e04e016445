"""Files (添付ファイル): kept sealed outside the web root, after a look at what they really are."""
