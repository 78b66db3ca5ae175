"""The story of Tamarie, one chapter per app, told through the apps' own actions."""
