export { type LedgerPlace, registerLedger } from "./routes.ts";
export { LedgerAheadError, Sequencer } from "./sequencer.ts";
