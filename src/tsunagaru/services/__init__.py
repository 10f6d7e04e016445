"""What people come for (住民サービス): one package a service; services never import each other."""
