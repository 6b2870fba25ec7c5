def test_p(visitor, capsys):
    from tests.stack.visitor import shown_aspects, choices_of
    L="身份证丢了咋补，要带什么，几天能拿到"
    def show(*texts):
        t=visitor.begin(); 
        with capsys.disabled():
            print()
            for x in texts:
                r=t.say(x) if not isinstance(x,int) else t.click(choices_of(last)[x]); last=r
                print(" ",x,"->",r["outcome"],r["understanding"]["scope"],r["understanding"]["aspects"],shown_aspects(r),(r["understanding"]["item"] or {}).get("name"),r["understanding"]["region"])
    for q in ("要带什么材料","要多少钱","要什么条件","多久能办好","怎么办","去哪办"): show(L,q)
    show(L,"谢谢","要多少钱"); show(L,"重新开始","要多少钱"); show("离婚要多久","要带什么材料"); show("离婚"); show("要多少钱")
    show("身份证丢了怎么补，要带什么","在鼓楼区办",0); show("身份证丢了怎么补，要带什么","在鼓楼区办","第二个"); show(L,"那要多少钱","换成护照呢","在广州办")
    show(L,"/change_region{\"region\":\"440100\"}","要带什么材料")
