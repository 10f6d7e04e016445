"""The files of the plan: `plan/*.yaml` in `strategy`, `indicators.yaml` in `indicators`."""
