// Hall
