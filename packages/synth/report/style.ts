/** The report's whole style: the house's colours, light and dark, and print. */
export const style = `
:root{color-scheme:light dark;--paper:#faf6ee;--surface:#fffdf9;--line:#e0d8c8;--ink:#16262e;--ink-2:#3d4d55;--teal:#0e5a61;--grey:#71818a;--amber:#774800;--amber-wash:#f9ebcb;--green:#2a5f37;--red:#982322;--red-wash:#f9e4de}
@media (prefers-color-scheme:dark){:root{--paper:#0f191e;--surface:#16232a;--line:#27363d;--ink:#efe9dd;--ink-2:#c3cac7;--teal:#7accc7;--grey:#7d8d96;--amber:#efbf6b;--amber-wash:#35280f;--green:#97d2a1;--red:#f6a598;--red-wash:#3c1f1c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.55 "Atkinson Hyperlegible Next",system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:3rem 1.25rem 6rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.4rem;margin:3rem 0 .5rem;padding-top:1.5rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:2rem 0 .25rem}
p,li{max-width:38rem}
.second{color:var(--ink-2)}
.note{border-inline-start:4px solid var(--teal);padding:.25rem 1rem;margin:1.5rem 0}
.note.soon{border-color:var(--amber);background:var(--amber-wash)}
.note.danger{border-color:var(--red);background:var(--red-wash)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:1rem 0}
th,td{text-align:start;padding:.35rem 1.25rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.number,th.number{text-align:end}
svg{width:100%;height:auto;margin:.5rem 0}
.label,text.number{font-size:14px;fill:var(--ink-2);font-variant-numeric:tabular-nums}
.bar{fill:var(--teal);opacity:.85}
.whisker{stroke:var(--ink);stroke-width:1.5;fill:none}
.band-0{fill:var(--grey);opacity:.6}.band-1{fill:var(--teal);opacity:.45}.band-2{fill:var(--amber)}.band-3{fill:var(--teal);opacity:.7}.band-4{fill:var(--grey)}.band-5{fill:var(--teal)}
code{font-size:.9em;overflow-wrap:anywhere}
@media print{body{background:#fff;color:#000}h2,svg{break-inside:avoid}}
`;
