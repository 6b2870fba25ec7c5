"""范围：是不是政务服务（in、out、complaint）。由行为的概率相加得出，规则只给迹象。"""

from __future__ import annotations

import re
from typing import Final

SMALL_TALK: Final = frozenset(("greet", "thank", "bye", "help", "affirm", "deny", "repeat", "restart", "ask_person", "choose"))
"""寒暄与操作类的行为：不问事项，范围记作 out。"""

_SIGNS: Final = {
    "chat": r"天气|笑话|唱歌|你是谁|你叫什么|你多大|你几岁|男是女|机器人|无聊|星座|运势|做梦|梦见|恋爱|女朋友|男朋友|分手|明星|电影|游戏|小说|菜谱|怎么做菜",
    "market": r"商业保险|商业养老|理财|股票|基金|保单|保险公司|平安|人寿|太平洋|泰康|友邦|新华保险|意外险|重疾|分红|万能险|投连|信用卡|贷款利率|车险|寿险|哪家|推荐|性价比|代理商|加盟",
    "foreign": r"美国|英国|日本|韩国|加拿大|澳洲|澳大利亚|新西兰|德国|法国|新加坡|泰国|申根|领事馆|大使馆|使馆|面签|拒签|移民|绿卡",
    "exam": r"[a-d][.、．].{1,40}[a-d][.、．]|下列|正确的是|错误的是|属于.{0,8}\(|单选|多选|判断题|论述|简答|名词解释|论文|作业",
    "private": r"起诉|法院|判决|遗产|财产分割|抚养权|赔偿|交通事故|被撞|撞了|肇事|合同纠纷|借钱|欠钱|欠条",
    "medical": r"症状|吃什么药|怎么治|治疗|疼|痛|手术|哪家医院|偏方|感冒",
    "injection": r"ignore|prompt|system|忽略.{0,8}指令|扮演|越狱|提示词|sql|select \*|drop table|<script",
    "complain": r"投诉|举报|曝光|反映|维权|取缔|查处|严查|扰民|乱收费|没人管|强烈要求|管一管|管管|黑心|欺骗|诈骗|不作为|态度恶劣|违规|违法",
    "owed": r"(?:公司|单位|老板|厂里?).{0,20}(?:不给|没给|没有给|不交|没交|拖欠|扣|不签|没签)|违法吗|犯法吗|合法吗|讨回|追讨|要回",
    "letter": r"尊敬的|书记|市长|领导|贵局|您好[!,。]",
    "service": r"办理|申请|手续|材料|证明|登记|申报|窗口|政务|派出所|社保局|工商局|民政局|车管所|公安局|税务局|房管局|人社局|卫生局|居委会|街道办",
}
_PATTERNS: Final = {name: re.compile(pattern) for name, pattern in _SIGNS.items()}


def scope_signs(text: str) -> list[str]:
    """文本里的范围迹象的名称；text 须已归一。"""
    return [name for name, pattern in _PATTERNS.items() if pattern.search(text)]


def scope_of(acts: list[tuple[str, float]]) -> tuple[str, dict[str, float]]:
    """(范围, 各范围的概率)。acts：(行为, 概率)，概率之和约为 1。"""
    totals = {"in": 0.0, "out": 0.0, "complaint": 0.0}
    for act, chance in acts:
        place = "complaint" if act == "complaint" else "out" if act in SMALL_TALK | {"out_of_scope"} else "in"
        totals[place] += chance
    whole = sum(totals.values()) or 1.0
    scores = {name: round(chance / whole, 4) for name, chance in totals.items()}
    return max(scores, key=lambda name: scores[name]), scores
