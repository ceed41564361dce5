import { expect, it } from "vitest";
import { readProviderConfig } from "./provider.ts";

const WHOLE = {
  OIDC_ISSUER: "https://id.example.org",
  OIDC_CLIENT_ID: "leeward",
  OIDC_CLIENT_SECRET: "secret",
};

it("reads a provider, its name, and what counts as a second factor there", () => {
  expect(readProviderConfig({})).toBeUndefined();
  expect(readProviderConfig(WHOLE)).toEqual({
    issuer: "https://id.example.org",
    clientId: "leeward",
    clientSecret: "secret",
    name: "id.example.org",
    strongAcr: [],
    strongAmr: [],
  });
  const said = readProviderConfig({ ...WHOLE, OIDC_NAME: "State ID", OIDC_STRONG_AMR: "mfa, hwk" });
  expect(said).toMatchObject({ name: "State ID", strongAmr: ["mfa", "hwk"] });
});

it.each([
  [{ ...WHOLE, OIDC_ISSUER: "id.example.org" }, /OIDC_ISSUER is “id.example.org”/],
  [{ ...WHOLE, OIDC_ISSUER: "http://id.example.org" }, /https:/],
  [{ ...WHOLE, OIDC_ISSUER: "https://id.example.org?x=1" }, /exactly as the provider names itself/],
  [{ ...WHOLE, OIDC_CLIENT_SECRET: " " }, /OIDC_CLIENT_SECRET is not/],
])("says what to change in %j", (env, sentence) => {
  expect(() => readProviderConfig(env)).toThrow(sentence);
});
