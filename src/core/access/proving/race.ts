import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { dataKeyOf, secretOf } from "./rows.ts";
import { SCENE } from "./scene.ts";

const [, category] = SCENE.shared; // no other share opens it

/**
 * A caseworker wraps a key for the shelter, and before that is committed the person withdraws the consent.
 *
 * @returns whether the wrap outlived the share
 */
export async function isWrapLeftByRace(connectionString: string): Promise<boolean> {
  const [owner, caseworker, person] = await Promise.all(
    [0, 1, 2].map(async () => {
      const client = new Client({ connectionString });
      await client.connect();
      return client;
    }),
  );
  if (!owner || !caseworker || !person) throw new Error("three connections");
  const key = [dataKeyOf(SCENE.caseId, category), SCENE.shelter.id];
  try {
    await owner.query("delete from keys.wrap where data_key_id = $1 and agency_id = $2", key);
    await caseworker.query("begin; set local role leeward_member");
    await caseworker.query("select access.open_member_context($1, 'support')", [
      secretOf(SCENE.sessionOf(SCENE.caseworker)),
    ]);
    await caseworker.query("select keys.add_wrap($1, $2, 1, '\\x01')", key);
    await person.query("begin; set local role leeward_person");
    await person.query("select access.open_person_context($1)", [secretOf(SCENE.visitId)]);
    const withdrawn = person
      .query("select access.withdraw_consent($1)", [SCENE.consentId])
      .then(() => person.query("commit"));
    await sleep(150); // long enough to get past the wrap, if nothing holds it back
    await caseworker.query("commit");
    await withdrawn;
    const left = await owner.query("select 1 from keys.wrap where data_key_id = $1 and agency_id = $2", key);
    return left.rowCount !== 0;
  } finally {
    await Promise.all([owner, caseworker, person].map((client) => client.end()));
  }
}
