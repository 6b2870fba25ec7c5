// 与服务说话：一处发请求，一处把失败变成一句中文。

const ROOT = "/api/v1";
const PATIENCE = 10_000;

/** 没有成功的请求；message 是给人看的一句话，status 为 0 表示没有连上。 */
export class Trouble extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** 随机的键；crypto.randomUUID 只在 https 下有，所以自己拼。 */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** 发一个请求，得到 JSON（204 得到 null）；不成就抛 Trouble。 */
export async function call(path, { method = "GET", body, token, key } = {}) {
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  if (key) headers["Idempotency-Key"] = key;
  const response = await reach(ROOT + path, { method, headers, body: body && JSON.stringify(body) });
  if (response.status === 204) return null;
  const content = await response.json().catch(() => null);
  if (response.ok && content !== null) return content;
  throw new Trouble(response.status, content?.detail ?? `服务没有正常答复（${response.status}），请稍后再试。`);
}

async function reach(address, options) {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE);
  try {
    return await fetch(address, { ...options, signal: impatience.signal });
  } catch {
    throw new Trouble(0, "没有连上服务，请检查网络后重试。您写的话还在。");
  } finally {
    clearTimeout(timer);
  }
}
