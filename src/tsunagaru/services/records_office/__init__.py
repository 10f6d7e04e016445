"""Records office (文書管理): retention, legal holds, disposal with proof (initiative 27)."""
