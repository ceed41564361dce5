import { expect, it } from "vitest";
import { ConfigError, readConfig } from "./index.ts";

it("a port for Tor alone needs an onion name to be heard under", () => {
  const at = (env: Record<string, string>) => readConfig(env, "/").onionPort;
  const both = "https://door.example.org,http://name.onion";
  expect(at({ LEEWARD_ORIGIN: both })).toBeUndefined();
  expect(at({ LEEWARD_ORIGIN: both, ONION_PORT: "8090" })).toBe(8090);
  for (const LEEWARD_ORIGIN of ["https://door.example.org", "https://onion.example.org", ""])
    expect(() => at({ LEEWARD_ORIGIN, ONION_PORT: "8090" })).toThrow(ConfigError);
  expect(() => at({ LEEWARD_ORIGIN: both, ONION_PORT: "8090.5" })).toThrow("ONION_PORT is “8090.5”");
});
