import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import OidcProvider from "oidc-provider";
import type { Page } from "playwright-core";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { DESK, expectCalm, openStation, picture, type Station, signInByKeys } from "./support/station.ts";
import { keepSteps } from "./support/steps.ts";

// Signing in as people do: by the State's provider (a real provider's library on this machine), by a passkey alone, on
// two devices of which one ends the other; and what a supervisor stops: a suspended colleague's open page goes to the
// sign-in by itself, a lapsed training stops deciding and nothing else.

const CLIENT = { id: "leeward", secret: "a-secret-of-the-client-at-its-provider" };
const ACR = "urn:two-factors";
const AT_ONCE_MS = 10_000;

export const proof: Proof = {
  name: "sign-in at the desk",
  bar: "a linked provider signs in, a passkey signs in alone, another device is named and ended, a suspended member's open page is at the sign-in within 10 s, a lapsed training stops deciding, in real browsers, with the rows as each page said",
  run: async (log) => {
    let listening: (request: IncomingMessage, response: ServerResponse) => void = (_, response) =>
      void response.writeHead(503).end();
    const server = createServer((request, response) => listening(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [state, browser] = await Promise.all([
      startDemonstration({
        dataDir: await temporaryFolder(),
        env: {
          OIDC_ISSUER: issuer,
          OIDC_CLIENT_ID: CLIENT.id,
          OIDC_CLIENT_SECRET: CLIENT.secret,
          OIDC_NAME: "State ID",
          OIDC_STRONG_ACR: ACR,
        },
      }),
      launchBrowser(),
    ]);
    listening = providerFor(issuer, state.origin, "person-at-the-state-1");
    const owner = await state.owner();
    const { seen, ensure, rows } = keepSteps(owner, log);
    const sessionsOf = async (email: string): Promise<number> =>
      (
        await rows(
          `select from identity.session s join identity.member m on m.id = s.member_id
           where m.email = $1 and s.stage = 'full' and s.ended_at is null and s.expires_at > now()`,
          email,
        )
      ).length;
    const signInOf = (role: string) => {
      const found = state.signIns.find(
        ({ agency, roles }) => agency === "Harbour House" && roles.includes(role),
      );
      if (!found) throw new Error(`The demonstration has no ${role} at Harbour House.`);
      return found;
    };
    const open = async (email: string): Promise<Station> => {
      const station = await openStation(browser, state.origin, { viewport: DESK });
      await signInByKeys(station, state, email);
      return station;
    };
    const desk = (page: Page) => page.getByRole("navigation", { name: "Desk" });
    const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
    const signOut = async (page: Page, origin: string) => {
      await page.evaluate(() => fetch("/api/sign-out", { method: "POST" }));
      await page.goto(`${origin}/desk/sign-in`);
    };
    try {
      const worker = state.signIns.find(
        ({ agency, roles }) =>
          agency === "Harbour House" && roles.includes("caseworker") && !roles.includes("supervisor"),
      );
      if (!worker) throw new Error("Harbour House has no caseworker who does not lead.");
      const boss = await open(signInOf("supervisor").email);

      const linked = await open(worker.email);
      await linked.page.goto(`${state.origin}/desk/profile`);
      await button(linked.page, "Link it").click();
      await linked.page.getByText("You can sign in with State ID.").waitFor();
      await picture(linked.page, "sign-in-linked");
      await signOut(linked.page, state.origin);
      await linked.page.getByText("Sign in with State ID").waitFor();
      await expectNoAxeViolations(linked.page);
      await picture(linked.page, "sign-in-provider");
      await linked.page.getByText("Sign in with State ID").click();
      await desk(linked.page).waitFor();
      ensure(
        "the State's provider signs in a member who linked it, and makes nobody a member",
        (
          await rows(
            "select from identity.provider_link l join identity.member m on m.id = l.member_id where m.email = $1",
            worker.email,
          )
        ).length === 1 && (await sessionsOf(worker.email)) === 1,
      );

      const local = state.origin.replace("127.0.0.1", "localhost");
      const keyed = await openStation(browser, local, { viewport: DESK });
      const cdp = await keyed.context.newCDPSession(keyed.page);
      await cdp.send("WebAuthn.enable");
      await cdp.send("WebAuthn.addVirtualAuthenticator", {
        options: {
          ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
          ...{ isUserVerified: true, automaticPresenceSimulation: true, hasPrf: true },
        },
      });
      const officer = signInOf("data-protection-officer");
      await signInByKeys(keyed, { origin: local, password: state.password }, officer.email);
      await keyed.page.goto(`${local}/desk/profile`);
      await keyed.page.getByLabel("Name of the new passkey").fill("blue key");
      await button(keyed.page, "Add a passkey").click();
      const dialog = keyed.page.getByRole("dialog", { name: "Keep these codes" });
      await dialog.getByRole("listitem").nth(7).waitFor({ timeout: 60_000 });
      await dialog.getByText("I have kept the codes").click();
      await dialog.getByRole("button", { name: "Go on" }).click();
      await keyed.page.getByRole("button", { name: "Change blue key" }).waitFor();
      await signOut(keyed.page, local);
      await button(keyed.page, "Sign in with a passkey").click();
      await desk(keyed.page).waitFor({ timeout: 60_000 });
      ensure("a passkey signs in alone", (await sessionsOf(officer.email)) === 1);

      const second = await open(worker.email);
      await second.page.goto(`${state.origin}/desk/profile`);
      await second.page.getByText("Where you are signed in").waitFor();
      await button(second.page, "Name this device").click();
      await second.page.getByLabel("What do you call this device?").fill("office, window");
      await second.page.getByLabel("What do you call this device?").press("Enter");
      await second.page.getByText("office, window").first().waitFor();
      await expectNoAxeViolations(second.page);
      await picture(second.page, "sign-in-devices");
      await button(second.page, "End all others").click();
      await second.page.getByText("All your other sessions have ended.").waitFor();
      ensure("one device ends all others", (await sessionsOf(worker.email)) === 1);
      await linked.page.waitForURL(/\/desk\/sign-in/, { timeout: AT_ONCE_MS });
      ensure("the other device's open page is at the sign-in by itself", true);

      const standing = async (name: string) => {
        await boss.page.goto(`${state.origin}/desk/members`);
        await button(boss.page, `Change the standing of ${name}`).click();
        return boss.page.getByRole("dialog", { name });
      };
      const decider = state.signIns.find(
        ({ agency, roles, email }) =>
          agency === "Harbour House" &&
          email !== worker.email &&
          !roles.includes("supervisor") &&
          email !== officer.email,
      );
      if (!decider) throw new Error("Harbour House has too few members.");
      const lapsing = await open(decider.email);
      const training = await standing(decider.name);
      await training
        .getByLabel("Training valid until")
        .fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
      await training.getByRole("button", { name: "Record the training" }).click();
      await boss.page.getByText("The training is recorded.").waitFor();
      await lapsing.page.goto(`${state.origin}/desk/profile`);
      await lapsing.page
        .getByText("Until it is renewed, this is for a colleague to do.", { exact: false })
        .first()
        .waitFor();
      await picture(lapsing.page, "sign-in-lapsed");
      ensure(
        "a lapsed training stops deciding and leaves the session",
        (
          await rows(
            "select from identity.member where email = $1 and training_valid_until < current_date",
            decider.email,
          )
        ).length === 1 && (await sessionsOf(decider.email)) === 1,
      );

      await second.page.goto(`${state.origin}/desk/today`);
      await desk(second.page).waitFor();
      const stopping = await standing(worker.name);
      await picture(boss.page, "sign-in-suspend");
      await stopping.getByRole("button", { name: "Suspend", exact: true }).click();
      await boss.page.getByText("All their sessions have ended.", { exact: false }).waitFor();
      await second.page.waitForURL(/\/desk\/sign-in/, { timeout: AT_ONCE_MS });
      ensure(
        "a suspended member's open page is at the sign-in by itself",
        (await sessionsOf(worker.email)) === 0,
      );
      await linked.page.getByText("Sign in with State ID").click();
      await linked.page.getByRole("navigation", { name: "Desk" }).waitFor({ state: "detached" });
      await linked.page.waitForLoadState("networkidle");
      ensure("and the provider signs them in no more", (await sessionsOf(worker.email)) === 0);
      for (const station of [boss, second, lapsing, keyed]) expectCalm(station);
      return { passed: seen.length === 7, figures: { steps: seen.length } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
      server.closeAllConnections();
      server.close();
    }
  },
};

/** A provider as it is used in the world, with a sign-in page that lets one account in at once. */
function providerFor(issuer: string, origin: string, accountId: string) {
  const provider = new OidcProvider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${origin}/api/sign-in/provider/callback`],
      },
    ],
    acrValues: [ACR],
    cookies: { keys: ["a key of the provider's own cookies"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  } as never);
  const callback = provider.callback();
  const letIn = async (request: IncomingMessage, response: ServerResponse) => {
    const grant = new provider.Grant({ accountId, clientId: CLIENT.id });
    grant.addOIDCScope("openid");
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { login: { accountId, acr: ACR }, consent });
  };
  return (request: IncomingMessage, response: ServerResponse) =>
    void (request.url?.startsWith("/interaction/") ? letIn(request, response) : callback(request, response));
}
