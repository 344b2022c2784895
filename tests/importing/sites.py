"""Small sites of other generators, as their documentation and their starters lay them out."""

from tests.importing.importing import Files, picture

JEKYLL: Files = {
    "_config.yml": """\
title: Speeches of the Harbour Office
permalink: pretty
collections:
  lectures:
    output: true
    permalink: /talks/:path/
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post, author: The Harbour Master}
""",
    "_posts/2021-11-17-opening-of-the-pier.md": """\
---
layout: post
title: "Opening of the pier: a welcome"
categories: harbour openings
tags: [pier, ships]
occasion: Opening of the pier
redirect_from:
  - /pier/
  - /2021/pier.html
image: /assets/pier.png
---
Friends, the pier is open.

![The pier]({{ site.baseurl }}/assets/pier.png)

![A plan](/assets/plan.png) and [the speech of last year]({% post_url 2020-05-04-first-stone %}).
""",
    "_posts/2020/2020-05-04-first-stone.markdown": """\
---
title: The first stone
date: 2020-05-04 10:30:00 +0200
permalink: /speeches/first-stone.html
published: false
excerpt: On the first stone.
---
The first stone is laid.
""",
    "_posts/2019-2-3-winter.md": "---\ntitle: Winter\ndate: 2019-02-04\n---\nIt is cold.\n",
    "_drafts/next-year.md": "---\ntitle: Next year\n---\nTo be written.\n",
    "_lectures/tides.md": "---\ntitle: On tides\ndate: 1998\n---\nTides come twice a day.\n",
    "about.md": "---\ntitle: About\n---\nThis site.\n",
    "_posts/2018-01-01-page.html": "---\ntitle: A page\n---\n<p>Text.</p>\n",
    "assets/pier.png": picture(3),
    "assets/plan.png": picture(4),
    "_site/2021/index.html": "made",
}

HUGO: Files = {
    "hugo.toml": """\
baseURL = 'https://example.org/'
title = 'Speeches of the Harbour Office'
defaultContentLanguage = 'en'
[languages.en]
weight = 1
[languages.de]
weight = 2
[permalinks.page]
lectures = '/talks/:year/:month/:slug/'
""",
    "content/_index.md": "+++\ntitle = 'Home'\n+++\n",
    "content/about.md": "---\ntitle: About\n---\nThis site.\n",
    "content/speeches/_index.md": "---\ntitle: Speeches\n---\n",
    "content/speeches/opening-of-the-pier/index.md": """\
+++
title = 'Opening of the pier'
date = 2021-11-17T10:00:00+01:00
draft = false
tags = ['pier', 'ships']
aliases = ['/pier/', 'old-pier']
weight = 10
description = 'On the new pier.'
[params]
author = 'The Harbour Master'
occasion = 'Opening of the pier'
+++

Friends, the pier is open.

![The pier](images/pier.png)

{{< figure src="/images/plan.png" title="A plan" >}}
""",
    "content/speeches/opening-of-the-pier/images/pier.png": picture(3),
    "content/speeches/opening-of-the-pier/cover.png": picture(5),
    "content/speeches/First Stone.md": """\
---
title: The first stone
date: 2020-05-04
publishDate: 2020-05-05T08:00:00Z
audience: [Masons]
---
See [the opening](opening-of-the-pier/index.md). ![Nothing](missing.png)
""",
    "content/speeches/first-stone-again.de.md": """\
---
title: Der Grundstein
date: 2020-05-04
url: /stein/
---
Er liegt.
""",
    "content/lectures/tides.md": """\
{
  "title": "On tides",
  "date": "1998-03-01",
  "slug": "the-tides"
}

Tides come twice a day.
""",
    "content/lectures/undated.md": "---\ntitle: Without a day\n---\nWhen was it?\n",
    "static/images/plan.png": picture(4),
}

ELEVENTY: Files = {
    "eleventy.config.js": """\
export default function (config) {
  config.addPassthroughCopy("./public/");
}
export const config = { dir: { input: "content", output: "_site" } };
""",
    "package.json": "{}",
    "README.md": "# The site\n",
    "content/about.md": "---\ntitle: About\n---\nThis site.\n",
    "content/speeches/speeches.json": """\
{"layout": "post.njk", "lang": "en",
  "author": "The Harbour Master", "tags": "speech"}""",
    "content/speeches/2021-11-17-opening.md": """\
---
title: Opening of the pier
description: On the new pier.
tags:
  - pier
  - ships
---
![The pier](pier.png) and ![a plan](/img/plan.png).

{% image "./pier.png", "The pier" %} {{ title }}
""",
    "content/speeches/pier.png": picture(3),
    "content/speeches/first stone.md": """\
---
title: The first stone
date: 2020-05-04
permalink: /stone/
---
It is laid.
""",
    "content/speeches/tides/tides.md": """\
---json
{
  "title": "On tides",
  "date": "Last Modified"
}
---
Tides come twice a day.
""",
    "content/speeches/hidden.md": "---\ntitle: Hidden\ndate: 2019-01-01\npermalink: false\n---\nNot yet.\n",
    "content/speeches/script.md": "---js\n{ title: 'A program' }\n---\nText.\n",
    "content/speeches/season.md": '---\ntitle: Season\ndate: 2018-04-01\npermalink: "/{{ title }}/"\n---\nText.\n',
    "public/img/plan.png": picture(4),
    "_site/index.html": "made",
    "node_modules/some/readme.md": "---\ntitle: no\n---\n",
}

PELICAN: Files = {
    "pelicanconf.py": """\
import os
SITENAME = 'Speeches of the Harbour Office'
PATH = 'content'
DEFAULT_LANG = 'en'
ARTICLE_URL = 'speeches/{date:%Y}/{slug}/'
ARTICLE_SAVE_AS = 'speeches/{date:%Y}/{slug}/index.html'
ARTICLE_LANG_URL = 'speeches/{date:%Y}/{slug}-{lang}/'
ARTICLE_LANG_SAVE_AS = 'speeches/{date:%Y}/{slug}-{lang}/index.html'
SITEURL = os.environ.get('SITEURL', '')
TIMEZONE = 'Europe/Berlin'
""",
    "content/harbour/opening.md": """\
Title: Opening of the pier: a welcome
Date: 2021-11-17 10:20
Modified: 2021-12-05 19:30
Tags: pier, ships
Slug: opening-of-the-pier
Authors: The Harbour Master; Deputy, First
Summary: On the new pier,
    in two lines.

Friends, the pier is open.

![The pier]({static}/images/pier.png) ![A plan]({attach}plan.png) [the stone]({filename}../first-stone.md)
""",
    "content/harbour/opening-de.md": """\
Title: Einweihung
Date: 2021-11-17
Slug: opening-of-the-pier
Lang: de
Category: harbour

Die Mole ist offen.
""",
    "content/harbour/plan.png": picture(4),
    "content/images/pier.png": picture(3),
    "content/first-stone.md": """\
---
Title: The First Stone's Day
Date: 2020-05-04
Category: Works
Status: draft
---

It is laid.
""",
    "content/2019-02-03_winter.md": "Title: Winter\nStatus: hidden\nShelf: B12\n\nIt is cold.\n",
    "content/pages/about.md": "Title: About\n\nThis site.\n",
    "content/other.rst": "Other\n#####\n\n:date: 2018-01-01\n\nText.\n",
}
