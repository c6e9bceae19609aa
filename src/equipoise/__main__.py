from equipoise.cli.main import run

run()
