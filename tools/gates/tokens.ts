import { existsSync, globSync, readFileSync } from "node:fs";

const TOKENS = "src/web/styles/tokens.css";
const DARK_BY_DEVICE = /@media \(prefers-color-scheme: dark\)\s*\{\s*:root[^{]*\{([^}]*)\}/;
const DARK_BY_SWITCH = /\n\[data-theme="dark"\]\s*\{([^}]*)\}/;
const LIGHT = /:root,\s*\[data-theme="light"\]\s*\{([^}]*)\}/;

export interface TokensReport {
  readonly tokens: number;
  readonly violations: readonly string[];
}

/**
 * CSS cannot name a set of values once and use it under a media query and under an attribute, so the dark values
 * stand twice in the tokens: they must stay equal, dark must name what light names, and every `var(--…)` must exist.
 */
export function checkTokens(): TokensReport {
  if (!existsSync(TOKENS)) return { tokens: 0, violations: [`there is no ${TOKENS}`] };
  const css = withoutComments(readFileSync(TOKENS, "utf8"));
  const [light, device, chosen] = [LIGHT, DARK_BY_DEVICE, DARK_BY_SWITCH].map((block) =>
    declarations(css, block),
  );
  if (!light?.size || !device?.size || !chosen?.size) {
    return { tokens: 0, violations: [`${TOKENS}: one of the three sets of colours was not found`] };
  }
  const violations: string[] = [];
  for (const name of new Set([...device.keys(), ...chosen.keys()])) {
    if (device.get(name) !== chosen.get(name)) {
      violations.push(
        `${TOKENS}: ${name} is ${device.get(name) ?? "missing"} on a dark device and ${chosen.get(name) ?? "missing"} when dark is chosen`,
      );
    }
  }
  for (const name of light.keys()) {
    if (!device.has(name) && name !== "color-scheme")
      violations.push(`${TOKENS}: ${name} has a light value but no dark one`);
  }
  return { tokens: light.size, violations: [...violations, ...unknownTokens()] };
}

const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, "");

function declarations(css: string, block: RegExp): Map<string, string> {
  const body = block.exec(css)?.[1] ?? "";
  return new Map(
    body
      .split(";")
      .map((line) => line.split(":").map((part) => part.trim()))
      .flatMap(([name, value]) => (name && value ? [[name, value]] : [])),
  );
}

/** Set on the element by React Aria while a menu or a list is open. */
const SET_BY_REACT_ARIA = new Set(["--trigger-width", "--trigger-anchor-point", "--visual-viewport-height"]);

/** Names that no style sheet declares; one with a fallback of its own, `var(--x, 1rem)`, is set by a component. */
function unknownTokens(): string[] {
  const sheets = globSync("src/**/*.css").map((file) => ({
    file,
    css: withoutComments(readFileSync(file, "utf8")),
  }));
  const declared = new Set(
    sheets.flatMap(({ css }) => [...css.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1])),
  );
  return sheets.flatMap(({ file, css }) =>
    [...css.matchAll(/var\(\s*(--[\w-]+)\s*\)/g)]
      .filter((match) => !declared.has(match[1]) && !SET_BY_REACT_ARIA.has(match[1] ?? ""))
      .map((match) => `${file}: ${match[1]} is used but declared nowhere`),
  );
}
