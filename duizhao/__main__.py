"""`python -m duizhao`: the command, where its folder is not on the PATH."""

from duizhao.cli.main import run

if __name__ == "__main__":
    run()
