"""records：发生过什么？对话、轮次、好差评。只依赖 knowledge；存的文字都已脱敏。"""
