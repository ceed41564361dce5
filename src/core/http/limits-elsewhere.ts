import { randomBytes } from "node:crypto";
import { openDatabase } from "../db/index.ts";
import { fromBase64Url } from "../keys/index.ts";
import { TryLimit } from "./limits.ts";

// Started by limits.test.ts: another process that counts tries on the same database.
const { kind, name, tries, perHourMax } = JSON.parse(process.env.TRIES ?? "{}");
const db = openDatabase({
  connectionString: process.env.CONNECTION ?? "",
  sizeMax: 4,
  log: () => undefined,
});
const secret = fromBase64Url(process.env.COUNTING ?? "", 32);
const secrets = {
  vouching: secret,
  secondFactors: secret,
  tickets: secret,
  counting: secret,
  notices: secret,
  names: secret,
  codes: secret,
};
const random = (n: number) => new Uint8Array(randomBytes(n));
const limit = new TryLimit({ db, random, secrets, now: () => new Date() }, { kind, perHourMax });
const settled = await Promise.allSettled(Array.from({ length: tries }, () => limit.take(name, "refuse")));
process.stdout.write(String(settled.filter((one) => one.status === "fulfilled").length));
await db.close();
