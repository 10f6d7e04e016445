"""Developer tools of this repository (開発用の道具)."""
