import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("src/web/styles/tokens.css", "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");

/** The declarations of the first block whose selector ends like this. */
function block(selector: string): Record<string, string> {
  const from = css.indexOf(selector);
  if (from < 0) throw new Error(`tokens.css has no block for ${selector}`);
  const body = css.slice(css.indexOf("{", from) + 1, css.indexOf("}", from));
  return Object.fromEntries(
    body
      .split(";")
      .map((line) => line.split(":").map((part) => part.trim()))
      .flatMap(([name, value]) => (name && value ? [[name, value]] : [])),
  );
}

const light = block(':root,\n[data-theme="light"]');
const darkByDevice = block(':root:not([data-theme="light"])');
const darkBySwitch = block('\n[data-theme="dark"]');

test("the dark theme is the same whether the device or the switch chooses it", () => {
  expect(darkBySwitch).toEqual(darkByDevice);
});

test("light and dark give a value to the same colours", () => {
  expect(Object.keys(darkByDevice).sort()).toEqual(Object.keys(light).sort());
});

test("words reach a contrast of 4.5, edges of controls 3, on every ground of both themes", () => {
  for (const theme of [light, darkByDevice]) {
    for (const ground of ["--paper", "--surface", "--sunken"]) {
      for (const ink of ["--ink", "--ink-2", "--ink-3", "--teal", "--amber", "--red", "--green"]) {
        expect(contrast(theme[ink], theme[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(theme["--edge"], theme[ground]), `--edge on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    for (const colour of ["teal", "amber", "red", "green"]) {
      expect(
        contrast(theme[`--${colour}`], theme[`--${colour}-wash`]),
        `${colour} on its wash`,
      ).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(theme["--on-teal"], theme["--teal"])).toBeGreaterThanOrEqual(4.5);
  }
});

/** WCAG 2.2: the ratio of relative luminances, 1 to 21. */
function contrast(a: string | undefined, b: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string | undefined): number {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(colour ?? "")?.[1];
  if (!hex) throw new Error(`${colour} is no colour in hex`);
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
