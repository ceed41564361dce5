export { type LedgerPlace, registerLedger } from "./routes.ts";
export { Sequencer } from "./sequencer.ts";
