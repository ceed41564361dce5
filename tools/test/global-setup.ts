import { offerTestServer } from "../../src/core/db/testing.ts";

/** One embedded PostgreSQL for the whole run, shared by all workers, of either project, through the environment. */
export default function setup(): (() => Promise<void>) | undefined {
  if (process.env.LEEWARD_TEST_SERVER !== undefined) return;
  const server = offerTestServer(() => {});
  process.env.LEEWARD_TEST_SERVER = server.folder;
  return () => server.stop();
}
