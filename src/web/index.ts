/** Addresses of built scripts and style sheets, and the route that serves them. */
export { type Assets, hashAssets, serveAssets } from "./assets.ts";
/** Builds what browsers load, or finds that it is built already. */
export { type BuildOptions, buildAssets } from "./build.ts";
/** The desk's one page, under /desk; and that page as browsers get it, for the ledger. */
export { describeDesk, registerDesk } from "./desk-routes.ts";
/** What anyone checks of the ledger's files, in a browser or outside. */
export { checkSigned, type Fetch, findLeaf } from "./ledger-check.ts";
/** The ledger for everyone, under /ledger. */
export { describeLedgerPage, registerLedgerPage } from "./ledger-page.ts";
