"""问外面的系统：端口（port）、HTTP 的实现（http、mapping）、断路（circuit）、总机（board）。"""

from api.connectors.board import Board
from api.connectors.port import Appointments, Asked, Progress, Told

__all__ = ["Appointments", "Asked", "Board", "Progress", "Told"]
