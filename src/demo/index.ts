import { randomBytes } from "node:crypto";
import { Client } from "pg";
import type { Ground } from "../main.ts";
import { fillActs } from "./acts.ts";
import { emailOf, fillAgencies } from "./agencies.ts";
import { fillCases } from "./cases.ts";
import { fillProtocols } from "./protocols.ts";
import { AGENCIES } from "./state.ts";
import { fillTools } from "./tools.ts";

export { DEMO_PASSWORD } from "./agencies.ts";
export { fillServices } from "./services.ts";
export { startWitness } from "./witness.ts";

const random = (n: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(n));

/** Who may sign in, for the table that is printed at the start. */
export function listSignIns(): { email: string; name: string; agency: string; roles: readonly string[] }[] {
  return AGENCIES.flatMap((agency) =>
    agency.members.map((member) => ({
      email: emailOf(agency, member),
      name: member.name,
      agency: agency.name,
      roles: member.roles,
    })),
  );
}

/** Fills an empty demonstration: all of it in one transaction, or nothing. A filled one is left as it is. */
export async function fillDemonstration(
  { ownerUrl, keys, secrets }: Pick<Ground, "ownerUrl" | "keys" | "secrets">,
  log: (line: string) => void,
): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query("select exists (select 1 from identity.agency) as filled");
    if (rows[0].filled) return;
    const now = new Date();
    await owner.query("begin");
    log(`Making ${AGENCIES.length} agencies and their members, with keys of their own.`);
    const agencies = await fillAgencies(owner, keys, random, now);
    const protocols = await fillProtocols(owner, agencies, random, now);
    await fillTools(owner, agencies, random, now);
    const ground = {
      agencies,
      protocols,
      random,
      now,
      nameSecret: secrets.names,
      codesSecret: secrets.codes,
    };
    const cases = await fillCases(owner, ground);
    await fillActs(owner, ground, cases);
    await owner.query("commit");
    log(`Made ${cases.length} invented people in every state of their journey.`);
  } catch (error) {
    await owner.query("rollback");
    throw error;
  } finally {
    await owner.end();
  }
}
