"""存储：目录所在的数据库，SQLite 或 PostgreSQL。"""
