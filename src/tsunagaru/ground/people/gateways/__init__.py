"""Ways from people to the outside world (外部接続): sign-in through django-allauth."""
