"""网页：在真的浏览器里打字、点按钮、用键盘、刷新、换地方，对着真的服务。"""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.stack.service import AGENT_TOKEN
from tests.stack.visitor import Agent

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def last(page: Page) -> Locator:
    """最后一条答复。"""
    return log(page).locator(".message:not(.mine)").last


def ask(page: Page, text: str) -> Locator:
    """打一句，按发送，等到答复；返回最后一条答复。"""
    before = log(page).locator(".message").count()
    page.get_by_label("您想办什么事？").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(log(page)).to_have_attribute("aria-busy", "false")
    expect(log(page).locator(".message").nth(before + 1)).to_be_visible()
    return last(page)


def focus(page: Page) -> str:
    """现在焦点在哪里：编号、字，或标签名。"""
    found = page.evaluate(
        "() => { const on = document.activeElement; return on.id || on.textContent.trim().slice(0, 12) || on.tagName }"
    )
    return str(found)


def overflow(page: Page) -> int:
    """页面比窗口宽出多少像素。"""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_page_says_what_it_is(page: Page) -> None:
    expect(page).to_have_title("办事")
    expect(page.get_by_role("heading", level=1)).to_have_text("办事")
    expect(page.get_by_text("本站不是政府网站")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_conversation_is_a_log_for_screen_readers(page: Page) -> None:
    expect(log(page)).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("log", name="对话记录")).to_be_visible()
    expect(page.get_by_role("textbox", name="您想办什么事？")).to_be_visible()
    assert page.locator("button:not([type])").count() == 0


def test_every_field_has_a_name(page: Page) -> None:
    page.get_by_text("在哪里办：").click()
    page.get_by_text("好差评：").click()
    names = page.evaluate(
        "() => [...document.querySelectorAll('input, select, textarea')].map((one) => one.labels.length)"
    )
    assert 0 not in names
    for name in ("省", "市", "县"):
        expect(page.get_by_role("combobox", name=name)).to_be_visible()


def test_demo_from_lost_card_to_guangzhou(page: Page, pictures: Path) -> None:
    first = ask(page, LOST_CARD)
    expect(first).to_contain_text("居民身份证补领")
    expect(first).to_contain_text("居民户口簿")
    expect(first).to_contain_text("法定办结时限")
    page.screenshot(path=pictures / "answer.png", full_page=True)
    expect(ask(page, "那要多少钱")).to_contain_text("每证40元")
    expect(ask(page, "换成护照呢")).to_contain_text("每本120元")
    ask(page, "身份证丢了咋补，要多久")
    expect(ask(page, "在广州办")).to_contain_text("广州市")
    expect(ask(page, "今天天气怎么样")).to_contain_text("我能查")
    expect(ask(page, "举报无证诊所")).to_contain_text("12345")
    expect(ask(page, "转人工")).to_contain_text("12345")
    expect(ask(page, "谢谢")).to_contain_text("不客气")
    page.screenshot(path=pictures / "demo.png", full_page=True)


def test_what_was_asked_stands_above_its_answer_and_leaves_the_field(page: Page) -> None:
    ask(page, LOST_CARD)
    boxes = log(page).locator(".message")
    expect(boxes.nth(1)).to_contain_text(LOST_CARD)
    expect(page.get_by_label("您想办什么事？")).to_have_value("")
    expect(page.get_by_text("0/300 字")).to_be_visible()


def test_sources_are_safe_links(page: Page) -> None:
    links = ask(page, LOST_CARD).locator(".source a").all()
    assert links
    for link in links:
        assert (link.get_attribute("href") or "").startswith(("https://", "http://"))
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in (link.get_attribute("rel") or "")


def test_every_source_stands_once_with_its_day_and_place(page: Page) -> None:
    sources = ask(page, LOST_CARD).locator(".source").all_inner_texts()
    assert len(set(sources)) == len(sources) == last(page).inner_text().count("来源：")
    assert all("核对于 20" in source and "全国" in source for source in sources)


def test_complaint_names_every_source_once(page: Page) -> None:
    told = ask(page, "举报无证诊所")
    sources = told.locator(".source").all_inner_texts()
    assert len(set(sources)) == len(sources) == told.inner_text().count("来源：")


def test_choice_is_clicked_and_shown_as_said(page: Page) -> None:
    choices = ask(page, LOST_CARD).get_by_role("group", name="可以接着点").get_by_role("button")
    label = choices.first.inner_text()
    choices.first.click()
    expect(log(page).locator(".mine").last).to_contain_text(label)
    expect(last(page)).to_contain_text("居民身份证补领")


def test_whole_question_by_keyboard_alone(page: Page) -> None:
    page.get_by_label("您想办什么事？").focus()
    page.keyboard.type(LOST_CARD)
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("居民户口簿")
    last(page).get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(log(page).locator(".mine")).to_have_count(2)
    expect(last(page)).to_contain_text("居民身份证补领")


def test_keyboard_goes_from_top_to_bottom(page: Page) -> None:
    page.evaluate("() => document.activeElement.blur()")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(focus(page))
        if seen[-1].startswith("好差评"):
            break
    order = ["renew", "12345", "在哪里办", "log", "text", "发送", "好差评"]
    places = [next((place for place, one in enumerate(seen) if one.startswith(name)), -1) for name in order]
    assert -1 not in places, seen
    assert places == sorted(places), seen


def test_focus_stays_with_the_writer(page: Page) -> None:
    ask(page, LOST_CARD)
    page.get_by_label("您想办什么事？").press("Enter")
    expect(page.get_by_text("请先写一句话。")).to_be_visible()
    assert focus(page) == "text"


def test_place_is_chosen_before_the_first_question(page: Page) -> None:
    page.get_by_text("在哪里办：").click()
    page.locator("#province").select_option(label="广东省")
    page.locator("#city").select_option(label="广州市")
    page.get_by_role("button", name="换到这里").click()
    expect(page.locator("#where")).to_have_text("广州市")
    expect(log(page)).to_have_attribute("aria-busy", "false")
    expect(ask(page, "身份证丢了怎么补，要带什么，要多久")).to_contain_text("广州市")


def test_place_is_chosen_in_the_middle_and_kept_over_a_reload(page: Page) -> None:
    ask(page, "身份证丢了怎么补，要带什么，要多久")
    page.get_by_text("在哪里办：").click()
    page.locator("#province").select_option(label="广东省")
    page.locator("#city").select_option(label="广州市")
    page.get_by_role("button", name="换到这里").click()
    expect(log(page).locator(".mine").last).to_contain_text("换到广州市")
    expect(last(page)).to_contain_text("广州市")
    page.reload()
    expect(page.locator("#where")).to_have_text("广州市")
    expect(log(page).locator(".mine").last).to_contain_text("换到广州市")
    expect(ask(page, "身份证到期了怎么换")).to_contain_text("广州市")


def test_reload_keeps_the_conversation(page: Page) -> None:
    ask(page, LOST_CARD)
    last(page).get_by_role("button").first.click()
    expect(log(page).locator(".mine")).to_have_count(2)
    expect(log(page)).to_have_attribute("aria-busy", "false")
    before = log(page).inner_text()
    page.reload()
    expect(log(page).locator(".mine")).to_have_count(2)
    expect(log(page)).to_have_text(before, use_inner_text=True)
    expect(ask(page, "那要多久")).to_contain_text("法定办结时限")


def test_new_conversation_starts_clean(page: Page) -> None:
    ask(page, LOST_CARD)
    page.get_by_role("button", name="新对话").click()
    expect(log(page).locator(".message")).to_have_count(1)
    page.reload()
    expect(log(page).locator(".message")).to_have_count(1)


def test_markup_is_shown_not_obeyed(page: Page) -> None:
    text = "<img src=x onerror=alert(1)><b>身份证</b>丢了怎么补"
    ask(page, text)
    expect(log(page).locator(".mine").last).to_contain_text(text)
    assert log(page).locator("img, b").count() == 0


def test_number_is_masked_after_a_reload(page: Page) -> None:
    ask(page, "我的身份证号11010519491231002X，丢了怎么补")
    page.reload()
    expect(log(page).locator(".mine")).to_contain_text("【身份证号】")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out_sideways(page: Page, pictures: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.get_by_text("在哪里办：").click()
    assert overflow(page) == 0
    ask(page, LOST_CARD)
    assert overflow(page) == 0
    page.screenshot(path=pictures / f"width-{width}.png")
    ask(page, "在鼓楼区办")
    ask(page, "办" * 300)
    assert overflow(page) == 0


def test_rating_is_sent_and_thanked(page: Page) -> None:
    ask(page, LOST_CARD)
    page.get_by_text("好差评：").click()
    page.get_by_label("非常满意", exact=True).check()
    page.get_by_label("想补充的话（可以不写）").fill("很清楚")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("谢谢，评价已经记下")).to_be_visible()


def test_long_text_stops_at_the_limit(page: Page) -> None:
    field = page.get_by_label("您想办什么事？")
    field.focus()
    page.keyboard.insert_text("办" * 320)
    assert len(field.input_value()) == 300
    expect(page.get_by_text("300/300 字")).to_be_visible()


def test_what_the_agent_says_appears_by_itself(page: Page, client: httpx.Client) -> None:
    ask(page, "转人工")
    agent = Agent(client, AGENT_TOKEN)
    name = agent.take(str(page.evaluate("() => JSON.parse(sessionStorage.getItem('banshi')).id")))
    expect(last(page)).to_contain_text("工作人员来了")
    ask(page, "材料被退回来了")
    agent.post(f"/handovers/{name}/messages", text="退回的理由是什么")
    expect(last(page)).to_contain_text("退回的理由是什么")
    mine = log(page).locator(".mine").all_inner_texts()
    page.reload()
    expect(last(page)).to_contain_text("退回的理由是什么")
    assert log(page).locator(".mine").all_inner_texts() == mine
    agent.post(f"/handovers/{name}/end", ending="solved")
    expect(last(page)).to_contain_text("结束了这次服务")
