import { createHash } from "node:crypto";
import { bandOf, type Evidence } from "../bands.ts";
import type { Card } from "../card.ts";
import type { Domain } from "../domain.ts";
import { failingOf, roundedUp } from "../promise.ts";
import type { Microdata } from "../tables.ts";
import { type Bar, barPicture, escapeText, sharePicture } from "./pictures.ts";
import { style } from "./style.ts";

const valuesShown = 15;
const columnsShown = 40;

function barsOf(
  domain: Domain,
  data: Microdata,
  column: number,
  evidence: Evidence,
): { bars: Bar[]; more: number } {
  const { counts, low, high } = bandOf(data, [column], evidence);
  const labels = domain.columns[column]?.labels ?? [];
  const bars = labels.map((label, k) => ({
    label: label === "" ? "(not recorded)" : label,
    value: counts[k] ?? 0,
    low: low[k] ?? 0,
    high: high[k] ?? 0,
  }));
  if (bars.length <= valuesShown) return { bars, more: 0 };
  bars.sort((a, b) => b.value - a.value);
  return { bars: bars.slice(0, valuesShown), more: bars.length - valuesShown };
}

function columnSections(domain: Domain, data: Microdata, evidence: Evidence): string {
  const sections = domain.columns.slice(0, columnsShown).map(({ name }, column) => {
    const { bars, more } = barsOf(domain, data, column, evidence);
    const rows = bars
      .map(
        ({ label, value, low, high }) =>
          `<tr><td>${escapeText(label)}</td><td class="number">${value}</td><td class="number">${low} to ${high}</td></tr>`,
      )
      .join("");
    const rest =
      more > 0
        ? `<p class="second">The ${valuesShown} most frequent values; ${more} more are in tables/one-way.csv.</p>`
        : "";
    return (
      `<h3>${escapeText(name)}</h3>${barPicture(`Rows by ${name}`, bars)}${rest}` +
      `<details><summary>As a table</summary><div class="scroll"><table><tr><th>Value</th><th class="number">Rows</th><th class="number">Range</th></tr>${rows}</table></div></details>`
    );
  });
  const hidden = domain.columns.length - columnsShown;
  if (hidden > 0) sections.push(`<p class="second">${hidden} more columns are in tables/one-way.csv.</p>`);
  return sections.join("\n");
}

function qualityTable(card: Card): string {
  const rows = Object.entries(card.quality).map(
    ([order, { tables, measured, halfWidthMean, halfWidthMax }]) =>
      `<tr><td>${order}</td><td class="number">${tables}</td><td class="number">${measured}</td><td class="number">± ${halfWidthMean.toFixed(1)}</td><td class="number">± ${roundedUp(halfWidthMax, 1).toFixed(1)}</td></tr>`,
  );
  return `<div class="scroll"><table><tr><th>Columns in a table</th><th class="number">Tables</th><th class="number">Measured</th><th class="number">A cell, on average</th><th class="number">At most</th></tr>${rows.join("")}</table></div>`;
}

/** The tables that are too large to write out, by name: what is not listed must not be taken for zero. */
function leftOut({ tablesLeftOut }: Card): string {
  if (tablesLeftOut.length === 0) return "";
  const names = tablesLeftOut.map((columns) => `<li>${columns.map(escapeText).join(" by ")}</li>`).join("");
  return `<details><summary>${tablesLeftOut.length} tables of more than a million cells are not written out; count them from the rows</summary><ul>${names}</ul></details>`;
}

/** The release as one page: no script, nothing from elsewhere, both themes; only what the card and the tables already say. */
export function reportHtml(card: Card, domain: Domain, data: Microdata, evidence: Evidence): string {
  const hash = createHash("sha256").update(style).digest("base64");
  const { privacy } = card;
  const warning = card.isPrivate
    ? privacy.epsilon > 4
      ? `<p class="note soon">${escapeText(card.notes[0] ?? "")}</p>`
      : ""
    : `<p class="note danger"><strong>Not private.</strong> Made with a fixed seed, for a test. Do not publish.</p>`;
  const files = card.files
    .map(
      ({ name, bytes, sha256 }) =>
        `<tr><td><code>${escapeText(name)}</code></td><td class="number">${bytes.toLocaleString("en-GB")}</td><td><code>${sha256}</code></td></tr>`,
    )
    .join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>${escapeText(card.title)}: how these data were made</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeText(card.title)}</h1>
<p class="second">${card.rows.toLocaleString("en-GB")} made-up rows in ${card.columns.length} columns. Release ${escapeText(card.release)}.</p>
${warning}
<h2>What is promised to each person</h2>
<p>${escapeText(privacy.promise)}</p>
<p>${escapeText(privacy.neighbours)} ${escapeText(privacy.sensitivity)}</p>
<div class="scroll"><table>
<tr><th>epsilon promised</th><td class="number">${privacy.epsilon}</td></tr>
<tr><th>epsilon reached, rounded up</th><td class="number">${roundedUp(privacy.epsilonReached, 6).toFixed(6)}</td></tr>
<tr><th>the promise can fail</th><td class="number">${failingOf(privacy)}</td></tr>
<tr><th>delta</th><td class="number">${privacy.delta}</td></tr>
<tr><th>rho (zCDP), rounded up</th><td class="number">${roundedUp(privacy.rho, 9)}</td></tr>
</table></div>
${sharePicture(
  "Where the privacy budget went",
  privacy.spent.map(({ what, share }) => ({ label: what, share })),
)}
<h2>How near the numbers are</h2>
<p>Every published table is counted from the published rows, so all tables agree. The ranges come from the noise that was added; they cost no further privacy. Where a table and all tables of fewer of its columns were measured, the true counts lie in their ranges 95 times in 100; those of one release share the noise of the total, and can be wrong together. Where not, a range is an estimate and is wrong more often, most of all for combinations of few people. A combination that is not listed counts zero; <code>tables/quality.csv</code> says for each table how many it may stand for.</p>
${qualityTable(card)}
${leftOut(card)}
<h2>The columns</h2>
${columnSections(domain, data, evidence)}
<h2>What to keep in mind</h2>
<ul>${card.notes.map((note) => `<li>${escapeText(note)}</li>`).join("")}</ul>
<h2>Files</h2>
<div class="scroll"><table><tr><th>File</th><th class="number">Bytes</th><th>SHA-256</th></tr>${files}</table></div>
</main>
</body>
</html>
`;
}
