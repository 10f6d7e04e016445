"""The national portal (国のポータル) at the other end."""
