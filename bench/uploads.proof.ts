import type { Proof } from "../tools/proof/contract.ts";
import { killUploads } from "./attachments/killed.ts";

const ROUNDS = 20;

export const proof: Proof = {
  name: "upload killed",
  bar: "20 times kill -9 of server and database in the middle of an upload, each time at another piece: no acknowledged piece lost, nothing half there given out, every upload goes on and opens byte by byte",
  run: async (log) => {
    const killed = await killUploads(ROUNDS, log);
    const { acknowledged, lost, halfGiven, opened } = killed;
    return {
      passed: acknowledged > 0 && lost === 0 && halfGiven === 0 && opened === ROUNDS,
      figures: { ...killed },
    };
  },
};
