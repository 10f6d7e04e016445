"""The outside world of the search (外部): each database's own index."""
