// 对话页：开始或接上一次对话，发消息，显示答复，评价。

import { call, newKey } from "./door.js";
import { RegionPicker } from "./regions.js";
import { Live } from "./live.js";
import { answer, make, mine } from "./render.js";

const SAVED = "banshi";
const at = (id) => document.getElementById(id);
const [log, input, trouble, status] = ["log", "text", "trouble", "status"].map(at);
const saved = JSON.parse(sessionStorage.getItem(SAVED) ?? "{}");
let busy = false;

// 座席说的话随到随显示；自己说的已经在页面上了。
const live = new Live((turn) => {
  const boxes = turn.replies.map((reply) => answer(reply, choose));
  log.append(...boxes);
  boxes[0].scrollIntoView({ block: "nearest" });
});

const picker = new RegionPicker(["province", "city", "county"].map(at), at("where"));

function save(changes) {
  Object.assign(saved, changes);
  sessionStorage.setItem(SAVED, JSON.stringify(saved));
}

const own = (path) => `/conversations/${saved.id}/${path}`;

// 开始与接上

async function start() {
  await attempt(async () => {
    await picker.restore(saved.path ?? []);
    if (saved.id) await resume();
    else await begin();
  });
}

async function begin() {
  const region = picker.path.length ? { region: picker.code } : {};
  const opened = await call("/conversations", { method: "POST", body: { channel: "web", ...region } });
  save({ id: opened.id, token: opened.token, path: picker.path, region: picker.code, moves: {} });
  live.close();
  log.replaceChildren(answer(opened.greeting, choose));
  at("rated").textContent = "";
}

async function resume() {
  const history = await call(own("messages"), { token: saved.token }).catch((fault) => {
    if (fault.status !== 401 && fault.status !== 404) throw fault;
    return null;
  });
  if (history === null) return begin();
  const labels = new Map();
  const boxes = [];
  const show = (reply) => {
    for (const choice of reply.choices ?? []) labels.set(choice.payload, choice.label);
    boxes.push(answer(reply, choose));
  };
  show(history.greeting);
  for (const { text, payload, author, turn } of history.messages) {
    if (author !== "agent") boxes.push(mine(text ?? labels.get(payload) ?? saved.moves?.[payload] ?? "（点了按钮）"));
    turn.replies.forEach(show);
  }
  if (history.messages.at(-1)?.turn.outcome === "handed_off") live.open(saved);
  log.replaceChildren(...boxes);
  log.lastElementChild.scrollIntoView({ block: "nearest" });
}

// 说一句

async function send(body, shown) {
  if (busy) {
    status.textContent = "上一句还在查，请稍候。";
    return;
  }
  const key = newKey(); // 重试用同一个键，服务已经答过就不会再答一遍
  await attempt(async () => {
    await settleRegion();
    await exchange(body, shown, key);
  });
}

async function exchange(body, shown, key) {
  const said = mine(shown);
  log.append(said);
  said.scrollIntoView({ block: "nearest" });
  try {
    const turn = await call(own("messages"), { method: "POST", body, token: saved.token, key });
    const boxes = turn.replies.map((reply) => answer(reply, choose));
    log.append(...boxes);
    boxes[0].scrollIntoView({ block: "nearest" });
    if (turn.outcome === "handed_off") live.open(saved);
    if (body.text !== undefined && input.value.trim() === body.text) empty();
  } catch (fault) {
    said.remove();
    throw fault;
  }
}

function choose(choice) {
  send({ payload: choice.payload }, choice.label);
}

// 下拉里选的地方和对话里的不一样时换过去：还没说过话就重新开始，说过就当一句话说。
async function settleRegion() {
  const { code, name, path } = picker;
  if (code === saved.region) return;
  if (!log.querySelector(".mine")) return void (await begin());
  const payload = `/change_region${JSON.stringify({ region: code })}`;
  await exchange({ payload }, `换到${name}`, newKey());
  save({ region: code, path, moves: { ...saved.moves, [payload]: `换到${name}` } });
}

// 不成的时候：说清楚，留着话，给一个重试

async function attempt(work) {
  trouble.hidden = true;
  trouble.replaceChildren();
  busy = true;
  status.textContent = "请稍候…";
  log.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (fault) {
    complain(fault, work);
  } finally {
    busy = false;
    status.textContent = "";
    log.setAttribute("aria-busy", "false");
  }
}

function complain(fault, work) {
  const lost = fault.status === 401 || fault.status === 404;
  const again = make("button", "", lost ? "开始新对话" : "重试");
  again.type = "button";
  again.addEventListener("click", async () => {
    await attempt(lost ? begin : work);
    input.focus();
  });
  trouble.append(make("p", "", fault.message), again);
  trouble.hidden = false;
}

// 输入框

function count() {
  at("count").textContent = `${input.value.length}/300 字`;
}

function empty() {
  input.value = "";
  count();
}

input.addEventListener("input", count);

at("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) {
    status.textContent = "请先写一句话。";
    input.focus();
    return;
  }
  await send({ text }, text);
});

at("move").addEventListener("click", async () => {
  if (!busy) await attempt(settleRegion);
});

at("renew").addEventListener("click", async () => {
  if (busy) return;
  await attempt(begin);
  input.focus();
});

// 好差评

at("rate").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const comment = form.get("comment").trim();
  const body = { level: Number(form.get("level")), reasons: [], ...(comment ? { comment } : {}) };
  await attempt(async () => {
    await call(own("rating"), { method: "POST", body, token: saved.token });
    at("rated").textContent = "谢谢，评价已经记下；再提交一次会替换这一次。";
  });
});

count();
start();
