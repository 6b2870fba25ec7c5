"""banshi 命令行的总入口：登记各命令，把错误按表翻成退出码。"""

from __future__ import annotations

import sys

import typer

from api.cli.ends import FAILED, INTERRUPTED, code_of, errors
from api.cli.lazily import Lazily

app = typer.Typer(
    cls=Lazily,
    help="办事：政务服务智能问答。退出码：0 完成；2 用法不对；3 完成但有行被退回；4 缺部件或部件没在运行；1 其他。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _banshi() -> None:
    """各命令登记在 lazily.py。"""


def run() -> None:
    """运行命令行；已知的错误说一句话，按表给退出码。"""
    try:
        app()
    except BrokenPipeError:
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        code = code_of(error)
        if code is None:
            raise
        errors.print(str(error), markup=False)
        sys.exit(code)


if __name__ == "__main__":
    run()
