import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { writeAtDoor } from "./support/person.ts";

// Passkeys by the browser's own WebAuthn, answered by Chromium's virtual authenticator.

let state: Demonstration;
let browser: Browser;
/** Browsers make passkeys for a name, not for a number. */
let origin: string;
beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  origin = state.origin.replace("127.0.0.1", "localhost");
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly authenticatorId: string;
  /** Bodies of requests, to see what left the browser. */
  readonly sent: string[];
  readonly complaints: string[];
}

async function openDevice(hasPrf: boolean): Promise<Device> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { context, page, cdp, authenticatorId, sent, complaints };
}

const signInOf = (agency: string, role: string) => {
  const found = state.signIns.find((one) => one.agency === agency && one.roles.includes(role));
  if (!found) throw new Error(`The demonstration has no ${role} at ${agency}.`);
  return found;
};

async function signInByPassword(page: Page, email: string, path: string): Promise<void> {
  await page.goto(origin + path);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(state.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name of the new passkey").fill(name);
  await page.getByRole("button", { name: "Add a passkey" }).click();
}

async function keepCodes(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Keep these codes" });
  await dialog.getByRole("listitem").nth(7).waitFor({ timeout: 60_000 });
  await dialog.getByText("I have kept the codes").click();
  await dialog.getByRole("button", { name: "Go on" }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.evaluate(() => fetch("/api/sign-out", { method: "POST" }));
  await page.goto(`${origin}/desk/sign-in`);
}

test("a passkey that a member added signs in alone, opens the keys by its PRF, and opens them again after a reload", async () => {
  await writeAtDoor(state.origin, "Is somebody there?");
  const device = await openDevice(true);
  const { page } = device;
  const member = signInOf("Open Line", "intake-worker");
  await signInByPassword(page, member.email, "/desk/profile");
  await page.getByText("You have none yet. With one you sign in").waitFor({ timeout: 60_000 });
  await addPasskey(page, "blue key");
  await keepCodes(page);
  await page.getByText("opens your keys", { exact: true }).waitFor();
  await expectNoAxeViolations(page);

  const owner = await state.owner();
  const { rows } = await owner.query(
    "select p.wrapped, k.wrapped as by_password from identity.passkey p join identity.member_key k on k.id = p.member_key_id where p.name = 'blue key'",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].wrapped.equals(rows[0].by_password), "a copy of its own, under another key").toBe(false);

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("navigation", { name: "Desk" }).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "Inbox" }).click();
  await page
    .getByRole("link", { name: /^Conversation/ })
    .first()
    .click();
  await page.getByText("Is somebody there?").waitFor({ timeout: 60_000 });

  await page.reload();
  await page.getByText("Your keys are locked.").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Unlock with a passkey" }).click();
  await page.getByText("Is somebody there?").waitFor({ timeout: 60_000 });
  expect(
    device.sent.filter((body) => body.includes("prf")),
    "the PRF's answer stays here",
  ).toEqual([]);
  expect(device.complaints).toEqual([]);
  const kinds = await owner.query(
    "select kind from ledger.entry where kind like 'member.passkey%' order by id",
  );
  expect(kinds.rows.map(({ kind }) => kind)).toEqual(["member.passkey-added", "member.passkey-opens-keys"]);
  await owner.end();
  await device.context.close();
}, 240_000);

test("a passkey without a PRF is the second factor after the password, which opens the keys; the last one stays", async () => {
  const device = await openDevice(false);
  const { page } = device;
  const member = signInOf("Harbour House", "caseworker");
  await signInByPassword(page, member.email, "/desk/profile");
  await addPasskey(page, "old key");
  await keepCodes(page);
  await page.getByText("The password opens your keys.").waitFor();

  await signOut(page);
  await signInByPassword(page, member.email, "/desk/profile");
  await page.getByText("Answer with the passkey that you added.").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await page.getByText("Open in this page until you close or reload it.").waitFor({ timeout: 60_000 });

  await page.getByRole("button", { name: "Change old key" }).click();
  await page.getByRole("button", { name: "Remove this passkey" }).click();
  await page.getByText("This is your last second factor.").waitFor();
  await page.getByRole("dialog").getByLabel("Name").fill("oldest key");
  await page.getByRole("button", { name: "Keep the name" }).click();
  await page.getByRole("button", { name: "Change oldest key" }).waitFor();
  expect(device.complaints).toEqual([]);
  await device.context.close();
}, 240_000);

test("a dangerous act long after the sign-in asks who is there, and loses nothing that was typed", async () => {
  const device = await openDevice(true);
  const { page } = device;
  const member = signInOf("Harbour House", "supervisor");
  await signInByPassword(page, member.email, "/desk/members");
  await page.getByRole("heading", { name: "Invite someone" }).waitFor({ timeout: 60_000 });
  const owner = await state.owner();
  await owner.query(
    "update identity.session set proved_at = now() - interval '1 hour' where member_id = (select id from identity.member where email = $1)",
    [member.email],
  );
  await page.getByLabel("E-mail address").fill("new.colleague@harbour.example");
  await page.getByLabel("Caseworker").check();
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const dialog = page.getByRole("dialog", { name: "Show that it is you" });
  await dialog.waitFor();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await page.getByText("This was not done: first show that it is you.").waitFor();
  expect(await page.getByLabel("E-mail address").inputValue()).toBe("new.colleague@harbour.example");

  await page.getByRole("button", { name: "Make an invitation" }).click();
  await dialog.getByLabel("Password").fill("not the one, surely not");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByText("Your present password is not right.").waitFor({ timeout: 60_000 });
  await dialog.getByLabel("Password").fill(state.password);
  await dialog.getByRole("button", { name: "Go on" }).click();
  await page.getByText(`${origin}/desk/join#`).waitFor({ timeout: 60_000 });
  const { rows } = await owner.query(
    "select content::jsonb -> 'roles' as roles from proposals.proposal where content::jsonb ->> 'email' = $1",
    ["new.colleague@harbour.example"],
  );
  expect(rows).toEqual([{ roles: ["caseworker"] }]);
  await owner.end();
  expect(device.complaints).toEqual([]);
  await device.context.close();
}, 240_000);
