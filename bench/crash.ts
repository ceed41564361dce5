import { crash } from "./crash/rounds.ts";

/**
 * Two servers, two workers, an agency's key holder, a primary and its synchronous replica; kill -9 of one of them or
 * of all, at any moment, at once after an answer, while the ledger's files grow, or while a save's key is opened; clients
 * outside write down what was acknowledged to them. `npm run bench -- crash [ROUNDS]`
 */
const MINUTES_MAX = 120;
const rounds = Number(process.argv[2] ?? 20);
const found = await crash(rounds, MINUTES_MAX, (line) => process.stderr.write(`${line}\n`));
process.stdout.write(`${JSON.stringify(found.figures)}\n`);
if (!found.isWhole) process.exitCode = 1;
