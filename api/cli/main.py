"""banshi 命令行的总入口：登记各命令，把错误按表翻成退出码。"""

from __future__ import annotations

import sys

import typer

from api.cli import asking, bundling, catalogue, checking, history, importing, keeping, running
from api.cli.ends import CODES, FAILED, INTERRUPTED, errors

app = typer.Typer(
    help="办事：政务服务智能问答。退出码：0 完成；2 用法不对；3 完成但有行被退回；4 缺部件或部件没在运行；1 其他。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("import")(importing.import_)
app.command()(catalogue.export)
app.command()(catalogue.search)
app.command()(catalogue.reindex)
app.command()(history.history)
app.command(hidden=True)(catalogue.generation)
app.command()(bundling.bundle)
app.command()(asking.ask)
app.command()(asking.evaluate)
app.command()(checking.check)
app.command()(keeping.forget)
app.command()(keeping.tidy)
app.add_typer(keeping.records, name="records")
app.command()(running.train)
app.command()(running.serve)


def run() -> None:
    """运行命令行；已知的错误说一句话，按表给退出码。"""
    try:
        app()
    except tuple(CODES) as error:
        errors.print(str(error), markup=False)
        sys.exit(CODES[type(error)])
    except BrokenPipeError:
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    run()
