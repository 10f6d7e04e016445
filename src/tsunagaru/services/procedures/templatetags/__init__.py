"""How the editor's pages write things (編集画面の書き方)."""
