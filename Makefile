# 办事：常用命令。只要有 Python 3 和 make；其余由 scripts/build.py 装好。
PYTHON ?= python3
BUILD := $(PYTHON) scripts/build.py

.DEFAULT_GOAL := help
.PHONY: help serve setup test lint bench lock clean debian

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: ## 建好缺的，启动全部进程，印出地址；Ctrl-C 全部停止
	@$(BUILD) setup
	@exec .venv/bin/banshi serve

setup: ## 只建：两个运行时、目录、模型
	@$(BUILD) setup

test: ## 建好缺的，检查代码，运行全部测试
	@$(BUILD) dev
	@.venv/bin/python scripts/test.py

lint: ## 只检查代码：ruff 与 mypy
	@$(BUILD) dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: ## 与同类对比：理解、检索、整轮用时
	@$(BUILD) dev
	.venv/bin/python -m bench.everything

lock: ## 重新解出 requirements/*.txt
	@$(BUILD) lock

debian: ## 用 apt 装测试要的系统软件：Chromium、中文字体、PostgreSQL（需要 root）
	apt-get update -q
	apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk postgresql

clean: ## 删去建出来的一切，包括 var/ 里的数据
	@$(BUILD) clean
