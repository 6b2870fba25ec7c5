// 把答复画成页面。数据一律用 textContent 放进去，不解释成标记。

import { regionName } from "./regions.js";

/** 造一个元素。 */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** 来客的一句话。 */
export function mine(text) {
  const box = make("div", "message mine");
  box.append(make("p", "who", "您"), make("p", "", text));
  return box;
}

/** 一条答复；点按钮时调用 choose(choice)。 */
export function answer(reply, choose) {
  const box = make("div", "message");
  const body = withoutSources(reply); // 来源另列成链接
  box.append(make("p", "who", "办事"), ...paragraphs(body), ...sourcesOf(reply).map(source));
  if (reply.choices?.length) box.append(choices(reply.choices, choose));
  return box;
}

/** text 末尾的几行是来源（data.source_lines），页面上另列成链接，正文里就不重复。 */
function withoutSources({ text, data }) {
  const lines = text.split("\n");
  return lines.slice(0, lines.length - (data?.source_lines ?? 0)).join("\n");
}

function sourcesOf({ data, source: one }) {
  const told = data?.sources ?? data?.channels?.map((channel) => channel.source) ?? [one];
  const known = new Map(told.filter(Boolean).map((each) => [`${each.name} ${each.url}`, each]));
  return [...known.values()];
}

const BULLET = /^\s*[-–•·*]\s*/;
const HEAD = /^【/;
const TITLE = /^◆\s*/;
const NUMBER = /^\s*\d+\s*[.、．)）]/;

/** 文字里连着的列表行排成列表，其余照原样换行；一个字也不丢。 */
function paragraphs(text) {
  const blocks = [];
  for (const line of text.split("\n")) {
    const kind = kindOf(line);
    const last = blocks[blocks.length - 1];
    if (last?.kind === kind && kind !== "head" && kind !== "title") last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks.map(block);
}

function kindOf(line) {
  if (HEAD.test(line)) return "head";
  if (TITLE.test(line)) return "title";
  return BULLET.test(line) ? "bullet" : NUMBER.test(line) ? "number" : "plain";
}

function block({ kind, lines }) {
  if (kind === "head") return make("p", "head", lines[0]);
  if (kind === "title") return make("p", "title", lines[0].replace(TITLE, ""));
  if (kind === "plain") return make("p", "", lines.join("\n"));
  const list = make("ul", kind === "number" ? "numbered" : "");
  if (kind === "number") list.setAttribute("role", "list"); // 有的读屏软件遇到没有圆点的列表就不念
  list.append(...lines.map((line) => make("li", "", kind === "number" ? line : line.replace(BULLET, ""))));
  return list;
}

function source({ name, url, checked_on: checkedOn, region }) {
  const line = make("p", "source", "来源：");
  line.append(linkOr(name, url));
  if (checkedOn) line.append("，核对于 ", make("span", "whole", checkedOn));
  if (region) {
    const place = make("span", "", region);
    line.append("，适用：", place);
    regionName(region).then((found) => { place.textContent = found; });
  }
  return line;
}

function linkOr(name, url) {
  if (!/^https?:\/\//i.test(url ?? "")) return make("span", "", name);
  const link = make("a", "", name);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function choices(list, choose) {
  const row = make("div", "choices");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "可以接着点");
  for (const choice of list) {
    const button = make("button", "", choice.label);
    button.type = "button";
    button.addEventListener("click", () => choose(choice));
    row.append(button);
  }
  return row;
}
