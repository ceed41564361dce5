import { releaseIdentifier } from "@leeward/synth";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { describe } from "../describe.ts";
import { StatisticsError } from "../errors.ts";
import { type AskedRelease, type MadeRelease, releaseThroughGate } from "../make-release.ts";
import { listSources, takeSource } from "../store.ts";
import { chooseColumns } from "./counted-rows.ts";
import { descriptionOf, openSource } from "./import-source.ts";

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
  const sources = await asMember(house.db, secret, "statistics", listSources);
  const source = sources.find(({ id }) => id === sourceId);
  if (!source) throw new StatisticsError("source-unknown");
  // Before anything is paid for.
  if (columns.some((name) => !source.columns.includes(name))) throw new StatisticsError("columns-unknown");
  return releaseThroughGate(house, secret, asked, {
    ...{ populationId: null, sourceId },
    freeze: async (tx, runId) => {
      const sealed = await takeSource(tx, runId, { sourceId, epsilon, delta });
      const kept = openSource(house.secrets.codes, sourceId, sealed);
      const description = describe(kept.variables, columns);
      const names = description.columns.map(({ name }) => name);
      return {
        variables: kept.variables,
        frame: { fromYear: 0, toYear: 9999, codebook: kept.codebook, columns: names },
        snapshot: {
          ...chooseColumns(descriptionOf(kept), description, kept),
          ...{ description, epsilon, delta, release: releaseIdentifier() },
          noise: Buffer.from(house.random(32)).toString("base64"),
        },
      };
    },
  });
}
