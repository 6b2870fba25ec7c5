// 转人工的时候收座席的话：一条 WebSocket，人工服务结束就断开，中途断了再连。

const AGAIN_MS = 2000;

export class Live {
  #socket = null;
  #timer = 0;
  #position = null;
  #show;

  /** show(turn)：显示座席的一轮。 */
  constructor(show) {
    this.#show = show;
  }

  /** 连上；已经连着就不动。令牌放在第一条消息里，不放在地址里。 */
  open({ id, token }) {
    if (this.#socket) return;
    clearTimeout(this.#timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/conversations/${id}/live`);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify({ token, after: this.#position })));
    socket.addEventListener("message", ({ data }) => this.#hear(JSON.parse(data)));
    socket.addEventListener("close", ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (code !== 4401) this.#timer = setTimeout(() => this.open({ id, token }), AGAIN_MS);
    });
  }

  /** 断开，忘掉收到了哪里。 */
  close() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#position = null;
    socket?.close();
  }

  #hear(told) {
    if (told.type === "handover" && told.state === null) this.close();
    if (told.type !== "turn") return;
    this.#position = told.position;
    if (told.author === "agent") this.#show(told.turn);
  }
}
