"""The page's style and its one script, both fixed: the page allows them by their digest, and nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--dim:#5a6675;--line:#dbe1e8;--back:#fff;--soft:#f4f6f9;--good:#1a7f45;
--bad:#b3261e;--mark:#2f6db3;--odd:#8a5a00}
@media (prefers-color-scheme:dark){:root{--ink:#e4e8ee;--dim:#9aa6b5;--line:#38424f;--back:#14181e;--soft:#1d232b;
--good:#5fca8a;--bad:#ff8a80;--mark:#7db4ee;--odd:#e0b25a}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:1.2rem;max-width:72rem;
color:var(--ink);background:var(--back)}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.3rem 0;overflow-wrap:anywhere}.dim{color:var(--dim)}.warn{color:var(--bad);font-weight:600}
.wide{overflow-x:auto;margin:.5rem 0}table{border-collapse:collapse;min-width:20rem}
th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top;
white-space:nowrap}
th{color:var(--dim);font-weight:500}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{padding-left:.6rem}
a{color:var(--mark)}
.plot{display:block}.axis{stroke:var(--line);stroke-width:1}.zero{stroke:var(--dim);stroke-width:1;stroke-dasharray:2 2}
.span{stroke:var(--mark);stroke-width:3;opacity:.55}.dot{fill:var(--mark)}
.sift{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}
.sift label{display:flex;flex-direction:column;font-size:.8rem;color:var(--dim);flex:1 1 9rem;min-width:0}
input,select{font:inherit;padding:.3rem;color:var(--ink);background:var(--soft);
border:1px solid var(--line);border-radius:4px;width:100%}
details{border-bottom:1px solid var(--line)}summary{cursor:pointer;padding:.35rem 0;overflow-wrap:anywhere}
details.talk[hidden]{display:none}
.talk .turns{padding:.2rem 0 1rem}
.turn{display:grid;grid-template-columns:5.5rem minmax(0,1fr);gap:.6rem;padding:.15rem 0}
.turn.whole{display:block}
.turn b{font-weight:600;color:var(--dim)}.turn.user b{color:var(--mark)}.turn.assistant b{color:var(--good)}
.turn span{white-space:pre-wrap;overflow-wrap:anywhere}
.call,.result{font:13px/1.45 ui-monospace,monospace}.call{color:var(--odd)}.result{color:var(--dim)}
.result.bad{color:var(--bad)}
.passed{color:var(--good)}.failed{color:var(--bad)}.excluded{color:var(--odd)}
.mark{font-weight:600}
@media (max-width:40rem){body{padding:.7rem}.turn{grid-template-columns:minmax(0,1fr);gap:0}}
"""

SCRIPT = """
"use strict";
const talks = [...document.querySelectorAll("details.talk")];
const fields = [...document.querySelectorAll(".sift [data-by]")];
const shown = document.getElementById("shown");
function sift() {
  let count = 0;
  for (const talk of talks) {
    const kept = fields.every((field) => {
      const wanted = field.value.trim().toLowerCase();
      if (!wanted) return true;
      if (field.dataset.by === "text") return talk.textContent.toLowerCase().includes(wanted);
      return (talk.dataset[field.dataset.by] || "").toLowerCase().split("\\n").includes(wanted);
    });
    talk.hidden = !kept;
    count += kept;
  }
  shown.textContent = count + " of " + talks.length + " shown";
}
for (const field of fields) field.addEventListener("input", sift);
function open_named() {
  const talk = document.getElementById(location.hash.slice(1));
  if (talk && talk.matches("details.talk")) { talk.hidden = false; talk.open = true; talk.scrollIntoView(); }
}
addEventListener("hashchange", open_named);
sift();
open_named();
"""


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {_digest(STYLE)}; script-src {_digest(SCRIPT)}; base-uri 'none'; form-action 'none'"
)
