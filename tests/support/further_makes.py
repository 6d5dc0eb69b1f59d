"""Further makes of pages, as site builders, policy services and trust centres write them in 2026; see makes.py."""

from __future__ import annotations

from tests.support.makes import HEAD, PLAIN, REST, SECTIONS, TITLE, UPDATED, parts
from tests.support.pages import SHARING

_AUTHOR = (
    '<div class="author-box"><img src="a.jpg" alt="zebra Ada"><div class="author-info"><h4>zebra Ada '
    "Quill</h4><p>zebra "
    "Ada Quill writes about lamps and the sea for Lumenwick. She has been with us for nine years and lives by the "
    'sea.</p><a href="/author/ada">zebra All posts</a></div></div>'
)
_VIEWS = (
    '<div class="post-views content-post post-12"><span class="post-views-label">Post Views:</span> <span '
    'class="post-views-count">4,211</span></div>'
)
_ANCHORED = "".join(
    f'<h2 class="anchor" id="s{n}">{title}<a href="#s{n}" class="hash-link" aria-label="Direct link" title="Direct '
    f'link">'
    f"\u200b</a></h2>{body}"
    for n, (title, body) in enumerate(SECTIONS)
)

FURTHER = {
    "App Router with its payload": f'<div class="__className_a1"><main class="flex min-h-screen flex-col"><article '
    f'class="prose">{PLAIN}</article></main></div><script>self.__next_f.push([1,"zebra {SHARING}"])</script>',
    "blocks of a notebook": '<div class="notion-page-content"><h1 class="notion-header">Privacy Policy</h1>'
    f'<div class="notion-text-block">{UPDATED}</div>'
    + "".join(
        f'<div class="notion-sub_header-block" data-block-id="{n}"><h2>{title}</h2></div>'
        f'<div class="notion-text-block" data-block-id="b{n}">{body}</div>'
        for n, (title, body) in enumerate(SECTIONS)
    )
    + '</div><div class="notion-footer"><a href="https://tool.example/">zebra Built with a tool</a></div>',
    "rich text of a site builder": f'<div class="w-layout-blockcontainer"><div class="legal-hero">{HEAD}</div><div '
    f"class="
    f'"w-richtext">{REST}</div></div><a class="w-webflow-badge" href="https://tool.example">zebra Made in a tool</a>',
    "canvas": '<div id="main" data-framer-hydrate-v2="{}"><div class="framer-1x"><div data-framer-component-type='
    f'"RichTextContainer"><h1 class="framer-text">{TITLE}</h1></div><div '
    f'data-framer-component-type="RichTextContainer">'
    f'<p class="framer-text">{UPDATED}</p></div><div data-framer-component-type="RichTextContainer">{REST}</div></div>'
    '</div><div id="__framer-badge-container"><a href="https://tool.example">zebra badge</a></div>',
    "blocks of a site builder": f'<main id="page"><article class="sections"><section class="page-section"><div class='
    f'"content-wrapper"><div class="sqs-block html-block"><div '
    f'class="sqs-html-content">{HEAD}</div></div></div></section>'
    f'<section class="page-section"><div class="sqs-block html-block"><div class="sqs-html-content">{REST}</div></div>'
    '</section></article></main><footer class="sections"><section><p>zebra 12 Quay Road</p></section></footer>',
    "spans of a site builder": '<div id="SITE_CONTAINER"><main id="PAGES_CONTAINER"><div data-testid="mesh-container-'
    f'content"><div data-testid="richTextElement" class="wixui-rich-text"><h1><span '
    f'class="color_11">{TITLE}</span></h1>'
    f'<p><span>{UPDATED}</span></p></div><div data-testid="richTextElement" class="wixui-rich-text">{REST}</div></div>'
    '</main><div id="SITE_FOOTER_WRAPPER"><footer id="SITE_FOOTER"><p>zebra ©2026</p></footer></div></div>',
    "shop": f'<main id="MainContent" role="main"><div class="shopify-policy__container"><div '
    f'class="shopify-policy__title">'
    f'<h1>{TITLE}</h1></div><div class="shopify-policy__body"><div class="rte"><p>{UPDATED}</p>{REST}</div></div></div>'
    '<section id="shopify-section-newsletter"><h2>zebra Join us</h2><form><input type="email"></form></section></main>',
    "page builder of a blog": f'<div data-elementor-type="wp-page" class="elementor"><section '
    f'class="elementor-section">'
    f'<div class="elementor-widget-heading"><h1 class="elementor-heading-title">{TITLE}</h1></div></section><section '
    f'class="elementor-section"><div class="elementor-widget-text-editor"><div class="elementor-widget-container"><p>'
    f'{UPDATED}</p>{REST}</div></div></section></div><div class="joinchat"><div>zebra Write to us</div></div>',
    "author of the post and counter of visits": f'<article class="post"><header><h1>{TITLE}</h1></header><div class='
    f'"entry-content"><p>{UPDATED}</p>{REST}</div>{_VIEWS}{_AUTHOR}</article>',
    "visits below the title": f'<div class="story"><h1>{TITLE}</h1><p>{UPDATED}</p><p class="meta">12,904 '
    f"views</p>{REST}"
    "<p>Total visits: 88,120</p></div>",
    "author without a name": f'<main>{PLAIN}<div class="bio"><p>zebra Written by</p><p>zebra Ada Quill</p><p>zebra '
    f"Head of "
    'Support at Lumenwick. She loves boats.</p><a href="/team/ada">zebra More from Ada</a></div></main>',
    "node": f'<div class="dialog-off-canvas-main-canvas"><main role="main"><a id="main-content" '
    f'tabindex="-1"></a><div class='
    f'"region region-content"><div class="block-page-title-block"><h1>{TITLE}</h1></div><article class="node '
    f'node--type-page">'
    f'<div class="node__content"><div class="field field--name-body"><p>{UPDATED}</p>{REST}</div></div></article></div>'
    '</main><div class="region region-footer"><p>zebra Powered by a system</p></div></div>',
    "blog without a builder": f'<article class="gh-article post"><header '
    f'class="gh-article-header"><h1>{TITLE}</h1></header>'
    f'<section class="gh-content gh-canvas"><p>{UPDATED}</p>{REST}</section></article><aside '
    f'class="gh-article-signup"><h3>'
    "zebra Sign up for Lumenwick</h3><p>zebra News of lamps.</p></aside>",
    "documentation": f'<main class="docMainContainer"><div class="theme-doc-markdown markdown"><header><h1>{TITLE}</h1>'
    f'</header><p>{UPDATED}</p>{_ANCHORED}</div><footer class="theme-doc-footer"><a href="/edit">zebra Edit this '
    f"page</a>"
    '<span>zebra Last updated on <time>Jan 2</time> by <b>ada</b></span></footer><nav class="pagination-nav"><a '
    'href="/n">'
    'zebra Next</a></nav><div class="theme-doc-toc-desktop"><ul><li><a href="#s0">zebra toc</a></li></ul></div></main>',
    "book": f'<main class="flex-1"><header><nav><ol><li><a href="/">zebra '
    f"Legal</a></li></ol></nav><h1>{TITLE}</h1></header>"
    f'<div class="whitespace-pre-wrap"><p>{UPDATED}</p>{REST}</div><div><a href="/p"><span>zebra Previous</span></a><a '
    'href="/n"><span>zebra Next</span></a></div><p>Last updated <time>2 months ago</time></p><div>Was this '
    "helpful?</div></main>",
    "answer of a help centre": f'<main><ol class="breadcrumbs"><li><a href="/hc">zebra Help</a></li></ol><article '
    f'class="article">'
    f'<header class="article-header"><h1>{TITLE}</h1><div class="article-author"><a href="/hc/ada">zebra Ada</a><ul '
    f'class="meta-group">'
    f'<li><time>2 years ago</time></li></ul></div></header><div class="article-body"><p>{UPDATED}</p>{REST}</div><div '
    'class="article-votes"><span>Was this article helpful?</span><div><button>Yes</button></div><small '
    'class="article-votes-count">3 out of 7 found '
    'this helpful</small></div><div class="article-comments"><h2>Comments</h2><p>0 comments</p><p><a '
    'href="/in">zebra Sign in</a></p></div></article></main>',
    "embedded policy": f'<div id="iubenda_policy" class="iubenda_policy"><div class="iub_container"><div '
    f'class="iub_content '
    f'legal_pp"><div class="one_line_col"><h1>{TITLE}</h1><p>{UPDATED}</p></div>'
    + parts('<div class="one_line_col"><h2 id="x{n}">{title}</h2>{body}</div>')
    + '</div><div class="iub_footer"><a href="/full">zebra Show all</a></div></div></div>',
    "embedded policy with its own styles": '<div data-custom-class="body"><div><strong><span '
    'data-custom-class="title"><h1>'
    f'{TITLE}</h1></span></strong></div><div><span data-custom-class="subtitle">{UPDATED}</span></div>'
    + parts(
        '<div id="s{n}"><span data-custom-class="heading_1"><h2>{title}</h2></span></div><div><span data-custom-class='
        '"body_text">{body}</span></div>'
    )
    + "</div>",
    "notice of a consent product": f'<div id="otnotice-1" class="otnotice"><div class="otnotice-content"><div '
    f'class="otnotice-'
    f'menu"><ul><li><a href="#n0">zebra Contents</a></li></ul></div><div class="otnotice-sections"><section class='
    f'"otnotice-section"><h1>{TITLE}</h1><p>{UPDATED}</p></section>'
    + parts(
        '<section id="n{n}" class="otnotice-section"><h2>{title}</h2><div class="otnotice-section-content">{body}</div>'
        "</section>"
    )
    + "</div></div></div>",
    "trust centre": f'<c-legal-page><div class="slds-grid slds-wrap"><div class="slds-col slds-size_1-of-4"><ul class='
    f'"slds-nav-vertical"><li><a href="/t/1">zebra Security</a></li><li><a href="/t/2">zebra '
    f"Compliance</a></li></ul></div><div "
    f'class="slds-col slds-rich-text-editor__output">{PLAIN}</div></div></c-legal-page>',
    "intranet": f'<div id="s4-workspace"><div id="DeltaPlaceHolderMain"><h1 id="pageTitle">{TITLE}</h1><div '
    f'class="CanvasZone">'
    f'<div data-sp-canvascontrol=""><div class="ms-rtestate-field" '
    f'data-sp-rte=""><p>{UPDATED}</p>{REST}</div></div></div></div>'
    '</div><div id="socialBar"><span>zebra 3 people liked this</span><span>zebra 120 Views</span></div>',
    "components of a suite": '<div class="root responsivegrid"><div class="aem-Grid"><div class="title"><div '
    'class="cmp-title"><h1 '
    f'class="cmp-title__text">{TITLE}</h1></div></div><div class="text"><div '
    f'class="cmp-text"><p>{UPDATED}</p></div></div>'
    + parts(
        '<div class="cmp-accordion__item" data-cmp-hook-accordion="item"><h2 class="cmp-accordion__header"><button '
        'class="cmp-accordion__button" aria-controls="i{n}"><span '
        'class="cmp-accordion__title">{title}</span></button></h2><div '
        'id="i{n}" class="cmp-accordion__panel cmp-accordion__panel--hidden" role="region">{body}</div></div>'
    )
    + '</div></div><div class="experiencefragment"><div class="cmp-teaser"><h2>zebra See our lamps</h2><a '
    'href="/x">zebra go'
    "</a></div></div>",
    "components of another suite": f'<div class="component row-splitter"><div class="component content"><div '
    f'class="component-'
    f'content"><div class="field-title"><h1>{TITLE}</h1></div></div></div><div class="component rich-text"><div class='
    f'"component-content"><p>{UPDATED}</p>{REST}</div></div></div>',
    "template of a shadow root in a template": f'<app-root><template shadowrootmode="open"><app-legal><template '
    f"shadowrootmode="
    f'"open"><slot></slot></template>{PLAIN}</app-legal></template></app-root>',
    "layers": f'<main>{HEAD}<div class="layer-1"><p>In short: we keep little and sell nothing of what you tell '
    f"us.</p></div>"
    + parts(
        "<details><summary><h2>{title}</h2></summary><div>{body}<details><summary>More on this</summary><p>More "
        "detail on "
        "your data and how we use it stands in this inner part of the notice.</p></details></div></details>"
    )
    + "</main>",
    "two columns": f"<main>{HEAD}"
    + parts(
        '<div class="grid grid-cols-12"><div class="col-span-8"><h2>{title}</h2>{body}</div><div class="col-span-4 '
        'summary">'
        "<h4>In short</h4><p>We say here in a few words what that part means for your data.</p></div></div>"
    )
    + "</main>",
    "regions": f'<main>{HEAD}<div class="tabs" role="tablist"><button role="tab" '
    f'aria-selected="true">EEA</button><button role='
    f'"tab">Brazil</button></div><div role="tabpanel">{REST}</div><div role="tabpanel" hidden><p>In Brazil you may '
    f"ask us to "
    "confirm that we process your personal data, and to share it with another supplier, under the law of that "
    "country. We "
    "answer such a request within fifteen days, and our officer for personal data in Brazil helps "
    "you.</p></div></main>",
    "regions behind links": f'<main>{HEAD}<nav class="regions"><a href="#eea">EEA</a><a href="#us">United '
    f"States</a></nav>"
    f'<section id="eea">{REST}</section><section id="us" style="display:none"><h2>United States</h2><p>In California '
    f"you may "
    "limit our use of sensitive personal information.</p></section></main>",
    "definitions": f"<main>{HEAD}<dl>" + parts("<dt>{title}</dt><dd>{body}</dd>") + "</dl></main>",
    "footnotes": f'<main>{HEAD}<p>{SHARING}<sup id="fnref1"><a href="#fn1" '
    f'role="doc-noteref">1</a></sup></p>{REST}<section '
    'class="footnotes" role="doc-endnotes"><ol><li id="fn1"><p>Courts decide this. <a href="#fnref1" '
    'role="doc-backlink">zebra'
    "</a></p></li></ol></section></main>",
    "rows that span": f'<main>{HEAD}<p>{SHARING}</p><table><thead><tr><th rowspan="2">Data</th><th '
    f'colspan="2">Use</th></tr><tr>'
    '<th>Purpose</th><th>Kept</th></tr></thead><tbody><tr><td rowspan="2">Orders</td><td>Delivery</td><td>Two '
    "years</td></tr>"
    f"<tr><td>Tax</td><td>Seven years</td></tr></tbody></table>{REST}</main>",
    "frame of a viewer": '<div id="viewerContainer"><div class="pdfViewer"><div class="page"><div class="textLayer">'
    + "".join(f'<span role="presentation">{line}</span><br role="presentation">' for line in (TITLE, UPDATED))
    + "".join(f'<span role="presentation">{title}</span><br role="presentation">{body}' for title, body in SECTIONS)
    + '</div></div></div></div><div id="toolbarViewer"><button>zebra Zoom in</button><span>zebra of 3</span></div>',
    "last word of a consent product": f'<div class="fixed bottom-0"><div>zebra Your privacy choices</div><p>zebra We '
    f"and our 812 "
    "partners store information on your device and use personal data for ads. You may change your choice at any time."
    f"</p><button>Accept</button><button>Manage</button></div><main>{PLAIN}</main>",
    "reading time and buttons": f'<article><h1>{TITLE}</h1><div class="flex gap-2"><span>7 min '
    f"read</span><button>zebra Copy "
    f"link</button><button>zebra Print</button></div><p>{UPDATED}</p>{REST}</article>",
    "versions": f"<main>{HEAD}<label>Version <select><option>zebra 14 March 2026</option><option>zebra 1 May "
    f"2024</option></select>"
    f'</label>{REST}<div class="archive"><h3>zebra Previous versions</h3><ul><li><a href="/p/2024">zebra 1 May '
    f"2024</a></li><li>"
    '<a href="/p/2022">zebra 3 June 2022</a></li></ul></div></main>',
    "assistant beside the text": f'<div class="layout"><main>{PLAIN}</main><div class="ai-assistant"><h3>zebra Ask '
    f"our assistant"
    "</h3><p>zebra Answers may be wrong.</p><textarea></textarea><button>zebra Ask</button></div></div>",
    "accordion of a consent product": f'<article><h1>{TITLE}</h1><div id="cky-document" class="cky-doc"><p>{UPDATED}'
    "</p>"
    + parts('<details class="cky-part"><summary><h2>{title}</h2></summary>{body}</details>')
    + "</div></article>",
    "document of a consent plugin": f'<article><h1>{TITLE}</h1><div id="cmplz-document"><p>{UPDATED}</p>'
    + parts('<details class="cmplz-dropdown"><summary><h2>{title}</h2></summary>{body}</details>')
    + '</div></article><div class="cmplz-cookiebanner"><p>zebra We use cookies.</p><button>Accept</button></div>',
    "title with a link to print it": f'<section class="content"><h2 class="heading">{TITLE}<a class="print" href='
    f'"javascript:print();"><span>zebra</span></a></h2><p>Modified on: Sat, 14 Mar, 2026</p><article>'
    f'<p>{UPDATED}</p>{REST}</article><p class="vote"> Did you find it helpful? <span><span>Yes</span></span> '
    "<span><span>No</span></span></p></section>",
    "title that is no heading": f'<div class="rs"><div class="re"><div field="title" class="t-title">{TITLE}</div><div '
    f'class="t-descr">{UPDATED}</div></div><div class="rec"><div field="text" class="t-text">{REST}</div></div></div>',
    "title among links to share it": f'<div class="post-box"><article class="post"><div role="region" aria-label="Post '
    f'header"><h1>{TITLE}</h1><div class="byline-wrapper"><a href="/@q">zebra Quill</a></div><div class="ufi"><a '
    f'href="/comments">zebra Share</a></div></div><div class="content"><p>{UPDATED}</p>{REST}</div></article></div>',
    "date and time to read": f'<header-of-page><h1>{TITLE}</h1><div class="details"><span>Updated on 14 Mar 2026</span>'
    f'<span>4 minute(s) read</span></div></header-of-page><div id="text">{REST}<p>{UPDATED}</p></div>',
    "manual": f'<main><header><h1>{TITLE}</h1></header><section><p>{UPDATED}</p>{REST}</section><div class="th">Did '
    "this page help you?<button>Yes</button><button>No</button></div></main>",
    "two sets of tabs": f'<div class="elementor-widget-heading">{HEAD}</div><div class="elementor-tabs"><div '
    'role="tablist">'
    + "".join(
        f'<div id="et{n}" class="elementor-tab-title elementor-tab-desktop-title" role="tab" aria-controls="ec{n}">'
        f"{title}</div>"
        for n, (title, _) in enumerate(SECTIONS)
    )
    + "</div>"
    + parts(
        '<div class="elementor-tab-title elementor-tab-mobile-title" role="tab" aria-controls="ec{n}">{title}</div>'
        '<div id="ec{n}" class="elementor-tab-content" role="tabpanel" aria-labelledby="et{n}" hidden>{body}</div>'
    )
    + "</div>",
    "what is explained in a window": f'<main>{PLAIN}<p>See our <button popovertarget="g">glossary</button>.</p>'
    '<div id="g" popover><p>zebra A processor is a company that works for us.</p></div></main>',
    "what is struck out": f"<main>{PLAIN}<p>Kept for <del>zebra sixty</del><ins>thirty</ins> days.</p></main>",
    "to ask a machine": f'<main><h1>{TITLE}</h1><div><a href="https://chat.example/?q=u">Open in ChatGPT</a> <a '
    f'href="https://talk.example/?q=u">Explain this page with Claude</a></div><p>{UPDATED}</p>{REST}</main>',
    "what the site writes elsewhere": f'<main>{PLAIN}</main><section class="latest"><h2>zebra News</h2>'
    '<article><h3><a href="/b/1">zebra How we treat data</a></h3><p>zebra What we learned about personal data and '
    "privacy when we made lamps.</p></article></section>",
    "shops at the end": f'<main>{PLAIN}<section><h2>zebra Get the app</h2><a href="https://a.example"><img alt="a"></a>'
    "</section></main>",
    "export of a word processor": f'<main><p class="MsoTitle">{TITLE}</p><p>{UPDATED}</p>'
    f"{REST.replace('h2', 'h1')}</main>",
    "links to sections in their headings": HEAD
    + parts('<h2 id="l{n}">{title}<a href="#l{n}"><span>Link to this helpful section</span></a></h2>{body}'),
    "to listen": f'<main><h1>{TITLE}</h1><div class="player"><div>Listen to this article</div><div>0:00 / 12:03</div>'
    f"<button>1x</button></div><p>{UPDATED}</p>{REST}</main>",
}
