"""bench：比别人好多少，比昨天快多少？每个脚本用 `python -m bench.名字` 运行，怎样重复见 README.md。"""
