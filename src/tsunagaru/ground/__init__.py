"""What engines stand on (基盤)."""
