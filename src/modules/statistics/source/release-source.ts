import { releaseIdentifier } from "@leeward/synth";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { describe, describeAll } from "../describe.ts";
import { StatisticsError } from "../errors.ts";
import { type AskedRelease, type MadeRelease, releaseThroughGate } from "../make-release.ts";
import { findSource, takeSource } from "../store.ts";
import { chooseColumns } from "./counted-rows.ts";
import { openSource } from "./import-source.ts";

/**
 * Releases a source of the agency of the member whose session this is, into a folder: through the gate, and paid for.
 *
 * @param secret 32 bytes, of a session of a statistician
 * @throws GateRefusal, StatisticsError, SynthError; NoSessionError
 */
export async function releaseSource(
  house: Pick<House, "db" | "secrets" | "random">,
  secret: Uint8Array,
  asked: AskedRelease & { readonly sourceId: string; readonly columns: readonly string[] },
): Promise<MadeRelease> {
  const { sourceId, columns, epsilon, delta } = asked;
  const source = await asMember(house.db, secret, "statistics", (tx) => findSource(tx, sourceId));
  if (!source) throw new StatisticsError("source-unknown");
  const { variables } = source;
  const description = describe(variables, columns);
  return releaseThroughGate(house, secret, asked, {
    ...{ populationId: null, sourceId, description },
    freeze: async (tx, runId, key) => {
      const kept = openSource(house.secrets.codes, sourceId, await takeSource(tx, runId, { sourceId, key }));
      const names = description.columns.map(({ name }) => name);
      return {
        variables,
        frame: { fromYear: 0, toYear: 9999, codebook: kept.codebook, columns: names },
        snapshot: {
          ...chooseColumns(describeAll(variables), description, kept),
          ...{ description, epsilon, delta, release: releaseIdentifier() },
          noise: Buffer.from(house.random(32)).toString("base64"),
        },
      };
    },
  });
}
