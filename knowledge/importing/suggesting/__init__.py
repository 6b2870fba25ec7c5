"""按文件的列名与内容拟一份映射草稿，供人核对后导入。"""

from knowledge.importing.suggesting.draft import suggest

__all__ = ["suggest"]
