/** Text made safe for HTML and SVG. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

export type Bar = { label: string; value: number; low: number; high: number };

const rowHeight = 26;
const labelWidth = 190;
const plotWidth = 380;

function shortened(label: string): string {
  return label.length > 26 ? `${label.slice(0, 25)}…` : label;
}

/** Bars with the interval of each as a whisker; reads from left to right, one row a value. */
export function barPicture(title: string, bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ high, value }) => Math.max(high, value)));
  const x = (value: number) => labelWidth + (Math.max(0, value) / most) * plotWidth;
  const height = bars.length * rowHeight + 8;
  const rows = bars.map(({ label, value, low, high }, k) => {
    const y = k * rowHeight + 4;
    const middle = y + 10;
    const width = Math.max(0, x(value) - labelWidth);
    return (
      `<text class="label" x="${labelWidth - 10}" y="${middle + 5}" text-anchor="end">${escapeText(shortened(label))}</text>` +
      `<rect class="bar" x="${labelWidth}" y="${y + 2}" width="${width.toFixed(1)}" height="16" rx="2"/>` +
      `<path class="whisker" d="M${x(low).toFixed(1)} ${middle}H${x(high).toFixed(1)}M${x(low).toFixed(1)} ${middle - 5}v10M${x(high).toFixed(1)} ${middle - 5}v10"/>` +
      `<text class="number" x="${labelWidth + plotWidth + 12}" y="${middle + 5}">${value.toLocaleString("en-GB")}</text>`
    );
  });
  return `<svg viewBox="0 0 ${labelWidth + plotWidth + 90} ${height}" role="img" aria-label="${escapeText(title)}">${rows.join("")}</svg>`;
}

/** Shares of a whole as one banded bar, each named below it. */
export function sharePicture(title: string, parts: ReadonlyArray<{ label: string; share: number }>): string {
  const width = 640;
  let x = 0;
  const bands = parts.map(({ share }, k) => {
    const start = x;
    x += share * width;
    return `<rect class="band band-${k % 6}" x="${start.toFixed(1)}" y="0" width="${Math.max(0, share * width - 2).toFixed(1)}" height="28" rx="2"/>`;
  });
  const names = parts.map(
    ({ label, share }, k) =>
      `<rect class="band band-${k % 6}" x="0" y="${44 + k * 24}" width="14" height="14" rx="2"/>` +
      `<text class="label" x="24" y="${56 + k * 24}">${escapeText(label)}: ${(100 * share).toFixed(1)}%</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${48 + parts.length * 24}" role="img" aria-label="${escapeText(title)}">${bands.join("")}${names.join("")}</svg>`;
}
