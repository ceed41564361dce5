import { examine } from "../core/doctor.ts";
import { prepareGround } from "../main.ts";
import { type Command, JSON_OPTION, printLine } from "./command.ts";
import { setting } from "./running.ts";

/** Says what is well and what is not. */
export const doctor: Command = {
  name: "doctor",
  summary: "Checks row security, roles, keys, key holders, clock, ledger, disk and versions.",
  options: {
    demonstration: { type: "boolean", help: "look at a demonstration's data" },
    ...JSON_OPTION,
  },
  examples: ["leeward doctor", "leeward doctor --json"],
  run: async (io, values) => {
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    try {
      const checks = await examine(ground);
      if (values.json) printLine(io.out, JSON.stringify({ checks }));
      else
        for (const check of checks)
          printLine(io.out, `${check.ok ? "ok   " : "WRONG"} ${check.name}: ${check.says}`);
      return checks.every((check) => check.ok) ? 0 : 1;
    } finally {
      await ground.stop();
    }
  },
};
