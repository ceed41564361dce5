import { createServer, type Server } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { expectReachedByTab } from "./support/keyboard.ts";

// The ground under all stories: a browser that starts here, keeps its protections on, and axe and a walk with Tab that see faults.

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>Hello</h1>${body}</main></body></html>`;

const PAGES: Readonly<Record<string, string>> = {
  "/good": page("<p>Good day.</p>"),
  "/bad": page('<img src="/x.png"><form><input name="who"></form>'),
  "/script": page("<script>document.title = 'ran'</script><script src='/ok.js'></script>"),
};

let server: Server;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-security-policy", "default-src 'self'");
    const path = request.url ?? "";
    response.setHeader("content-type", path.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(path === "/ok.js" ? "document.body.dataset.own = 'ran'" : PAGES[path]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no address");
  origin = `http://127.0.0.1:${address.port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server.close();
});

test("a page opens, and axe is clean on a good one under a strict content security policy", async () => {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/good`);
  expect(await tab.getByRole("heading").textContent()).toBe("Hello");
  await expectNoAxeViolations(tab);
  await tab.close();
});

test("axe names the rule and the element of a fault", async () => {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/bad`);
  const failure = await expectNoAxeViolations(tab).catch((error: Error) => error.message);
  expect(failure).toMatch(/image-alt \(critical\)/);
  expect(failure).toMatch(/label \(critical\)[\s\S]*input/);
  await tab.close();
});

test.each(["done by a pointer alone", "not reached by Tab", "has the focus and does not show it"])(
  "the walk with Tab names what is %s",
  async (fault) => {
    const tab = await browser.newPage();
    await tab.goto(`${origin}/good`);
    const plant = (what: string) =>
      tab.evaluate((planted) => {
        const [first, last] = ["First", "Last"].map((name) =>
          Object.assign(document.createElement("button"), { textContent: name }),
        );
        const main = document.querySelector("main");
        if (!first || !last || !main) throw new Error("there is a page");
        if (planted === "done by a pointer alone") {
          const text = Object.assign(document.createElement("p"), { textContent: "Press me" });
          main.append(Object.assign(text, { __reactProps$planted: { onClick: () => undefined } }));
        }
        if (planted === "not reached by Tab")
          first.addEventListener("keydown", (event) => event.preventDefault());
        if (planted === "has the focus and does not show it") first.style.outline = "none";
        main.append(first, last);
      }, what);
    await plant("nothing");
    await expectReachedByTab(tab);
    await plant(fault);
    const failure = await expectReachedByTab(tab).catch((error: Error) => error.message);
    expect(failure).toContain(`/good: ${fault}`);
    await tab.close();
  },
);

test("the content security policy is enforced: a script in the page does not run, one of its own origin does", async () => {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/script`);
  expect(await tab.title()).toBe("A page");
  expect(await tab.evaluate(() => document.body.dataset.own)).toBe("ran");
  await tab.close();
});

test("one site cannot read another: web security is on", async () => {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/good`);
  const other = origin.replace("127.0.0.1", "localhost");
  const read = await tab.evaluate(
    (url) =>
      fetch(url).then(
        () => "read",
        () => "refused",
      ),
    `${other}/good`,
  );
  expect(read).toBe("refused");
  await tab.close();
});
