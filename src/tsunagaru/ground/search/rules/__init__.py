"""Pure rules of the search (検索の規則)."""
