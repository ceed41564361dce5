import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import { type App, CONTENT_SECURITY_POLICY } from "../core/http/index.ts";
import { type PublishedPage, pageHash, withoutNonce } from "../core/ledger/index.ts";
import type { Assets } from "./assets.ts";

/**
 * The desk's one page, for /desk and every address below it: the address says which view the browser shows.
 *
 * Its policy is the house's with two additions: one nonce for the style element that the component library makes for
 * itself, and WebAssembly for the password's derivation. No other policy of trusted types may be made.
 */
export function registerDesk(app: App, assets: Assets): void {
  const send = async (_request: unknown, reply: FastifyReply) => sendDesk(assets, reply);
  app.get("/desk", { schema: { hide: true } }, send);
  app.get("/desk/*", { schema: { hide: true } }, send);
}

async function sendDesk(assets: Assets, reply: FastifyReply): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .headers({ "content-type": "text/html; charset=utf-8", "content-security-policy": policy(nonce) })
    .send(page(assets, nonce));
}

const policy = (nonce: string): string =>
  [
    CONTENT_SECURITY_POLICY,
    `style-src 'self' 'nonce-${nonce}'`,
    "script-src 'self' 'wasm-unsafe-eval'",
    "trusted-types 'none'",
  ].join("; ");

/** The desk's page as browsers get it, for the ledger. */
export const describeDesk = (assets: Assets): PublishedPage => ({
  ...{
    path: "/desk",
    language: "en",
    policy: withoutNonce(policy("0")),
    hashes: [pageHash(page(assets, ""))],
  },
});

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32' fill='none' stroke='%230e5a61' stroke-width='2.5' stroke-linecap='round'%3E%3Cpath d='M4 20c2.2-3.6 4.4-3.6 6.2 0 1.6 3 3.3 2.5 4.8.6 1.5-1.8 3-.6 5-.6h8M9 11.500C11 6.500 16 4 21 5.500c4 1.200 6.500 4.500 7 9'/%3E%3C/svg%3E";

/** Every value in it is ours: names of built files and a nonce in base64. */
function page(assets: Assets, nonce: string): string {
  const pieces = assets.pieces("desk.js").map((piece) => `<link rel="modulepreload" href="${piece}">`);
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="csp-nonce" nonce="${nonce}">
<title>Leeward</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${assets.url("desk.css")}">
<script src="${assets.url("first.js")}"></script>
${pieces.join("\n")}
<script type="module" src="${assets.url("desk.js")}"></script>
</head>
<body>
<div id="desk"></div>
<noscript><main class="bare"><p>The desk needs JavaScript: keys are made and letters are opened in this browser.</p></main></noscript>
</body>
</html>
`;
}
