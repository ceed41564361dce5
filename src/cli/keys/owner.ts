import { Client } from "pg";
import { type Ground, prepareGround } from "../../main.ts";
import type { CommandIo } from "../command.ts";
import { setting } from "../running.ts";

/** Does something as the owner of the platform's database. */
export async function asOwner<T>(
  io: CommandIo,
  demonstration: boolean,
  work: (owner: Client, ground: Ground) => Promise<T>,
): Promise<T> {
  const { config, log } = setting(io);
  const ground = await prepareGround(config, demonstration ? "demonstration" : "production", log, {
    isBeside: true,
  });
  const owner = new Client({ connectionString: ground.ownerUrl });
  try {
    await owner.connect();
    return await work(owner, ground);
  } finally {
    await owner.end();
    await ground.stop();
  }
}

/** Commands on the platform's side can be tried on a demonstration. */
export const DEMONSTRATION_OPTION = {
  demonstration: { type: "boolean", help: "of a demonstration's data" },
} as const;
