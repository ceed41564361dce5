import { offerTestServer } from "../../src/core/db/testing.ts";

/** One embedded PostgreSQL for the whole run, shared by all workers through the environment. */
export default function setup(): () => Promise<void> {
  const server = offerTestServer(() => {});
  process.env.LEEWARD_TEST_SERVER = server.folder;
  return () => server.stop();
}
