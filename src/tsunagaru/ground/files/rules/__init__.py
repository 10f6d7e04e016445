"""Pure rules of files (ファイルの規則): kinds, names and the sentences of a refusal."""
