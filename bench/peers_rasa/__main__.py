"""单独测同行二：python -m bench.peers_rasa [--epochs 30]。"""

from __future__ import annotations

from bench.common import occasion, options, per_second, print_parts, questions_at, told
from bench.peers_rasa.measure import KEYS, about, ask_rasa
from bench.peers_rasa.stock import EPOCHS, engine_python, stock_model


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="DIET 训练几轮")
    given = parser.parse_args()
    questions, python = questions_at(given.questions), engine_python()
    stock = stock_model(python, given.epochs)
    version, pairs = ask_rasa(python, stock.model, questions)
    print(f"{about(version, stock)}；{occasion()}")
    print_parts("Rasa 现成流水线", pairs, KEYS)
    print(f"每秒 {per_second(pairs) or 0:.1f} 条，一条接一条，进程内，没有 HTTP")


if __name__ == "__main__":
    told(main)
