import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

interface Violation {
  readonly id: string;
  readonly impact: string | null | undefined;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly html: string }[];
}

/**
 * Checks the page as it is now with every rule of axe, best practices too, and shows what was found by rule and
 * element. It is evaluated by the browser's debugger, so a strict content security policy stays in force.
 *
 * @param context a CSS selector, to check a part of the page only
 */
export async function expectNoAxeViolations(page: Page, context = "html"): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[], string>(async (selector) => {
    const run = Reflect.get(globalThis, "axe").run;
    const results = await run(document.querySelector(selector) ?? document, { resultTypes: ["violations"] });
    return results.violations;
  }, context);
  const found = violations.map(
    ({ id, impact, help, nodes }) =>
      `${id} (${impact ?? "unrated"}): ${help}\n${nodes.map((node) => `    ${node.target.join(" ")}  ${node.html.slice(0, 160)}`).join("\n")}`,
  );
  if (found.length > 0) expect.fail(`axe finds on ${page.url()}:\n${found.join("\n")}`);
}
