"""Pure rules of emergency (災害時の情報の規則): no Django, no clock."""
