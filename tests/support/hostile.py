"""Policy texts that try to be more than words, for tests of pages and messages."""

from __future__ import annotations

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
BROKEN = "</p></div></main></body><table><tr><td>{{ 7*7 }} {% raw %} <!-- <![CDATA["
LINK = '[our partners](javascript:alert(1)) and ["quotes"](https://vendor.example/"onmouseover="x)'
OVERRIDE = "we do \u202etonod\u202c share data\u0000\u0007\u001b[31m with anybody\u200b\u2066"
ARABIC = "نشارك بياناتك الشخصية مع شركائنا في الإعلان عندما توافق على ذلك."
PASSAGES = (f"# {SCRIPT}", SCRIPT, f"- {BROKEN}", LINK, OVERRIDE, ARABIC, f"Name | {SCRIPT}\n--- | ---\n{BROKEN} | b\n")
HOSTILE = "\n\n".join(PASSAGES)
