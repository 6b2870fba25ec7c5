// 选地方：省、市、县三个下拉，逐级从服务取；代码也在这里译成名称。

import { call } from "./door.js";

const known = new Map();
const NATION = "000000";

function below(parent) {
  if (!known.has(parent)) {
    const asked = call(`/regions?parent=${parent}`);
    asked.catch(() => known.delete(parent));
    known.set(parent, asked);
  }
  return known.get(parent);
}

/** 区划代码的名称；查不到就还是代码。 */
export async function regionName(code) {
  if (code === NATION || code === "100000") return "全国";
  if (!/^\d{6}$/.test(code)) return code;
  const parents = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, NATION].filter((parent) => parent !== code);
  for (const parent of parents) {
    const rows = await below(parent).catch(() => []);
    const row = rows.find((one) => one.code === code);
    if (row) return row.name;
  }
  return code;
}

/** 省、市、县三个下拉：code 是选到的最低一级，000000 表示全国。 */
export class RegionPicker {
  constructor(selects, where) {
    this.selects = selects;
    this.where = where;
    selects.forEach((select, place) => {
      select.addEventListener("change", () => this.fill(place + 1, select.value).catch(() => {}));
    });
  }

  get path() {
    return this.selects.map((select) => select.value).filter(Boolean);
  }

  get code() {
    return this.path.slice(-1)[0] ?? NATION;
  }

  get name() {
    const chosen = [...this.selects].reverse().find((select) => select.value);
    return chosen ? chosen.selectedOptions[0].textContent : "全国";
  }

  /** 照着 path（省、市、县的代码）摆好。 */
  async restore(path) {
    await this.fill(0, NATION);
    for (const [place, code] of path.entries()) {
      this.selects[place].value = code;
      await this.fill(place + 1, this.selects[place].value);
    }
  }

  async fill(place, parent) {
    for (const select of this.selects.slice(place)) {
      select.length = 1;
      select.disabled = select !== this.selects[0];
    }
    this.where.textContent = this.name;
    const select = this.selects[place];
    if (!select || !parent) return;
    const rows = await below(parent);
    select.append(...rows.map((row) => new Option(row.name, row.code)));
    select.disabled = rows.length === 0;
  }
}
