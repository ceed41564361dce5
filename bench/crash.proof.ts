import type { Proof } from "../tools/proof/contract.ts";
import { crash } from "./crash/rounds.ts";

const ROUNDS = 100;
const MINUTES_MAX = 120;

export const proof: Proof = {
  name: "crash of several processes",
  bar: "100 times kill -9, at random and at named points, of a server, a worker, the key holder, the database's primary (then its replica is promoted) or of all: among letters that people write one by one and twenty at once, answers to them and saves: nothing acknowledged lost or done twice, nothing read by a stranger or another agency, every act with its entry, both machines' logs verify, both sides' books agree",
  run: async (log) => {
    const { figures, isWhole } = await crash(ROUNDS, MINUTES_MAX, log);
    return { passed: isWhole && figures.rounds === ROUNDS, figures };
  },
};
