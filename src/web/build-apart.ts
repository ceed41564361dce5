import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Entry } from "./entries.ts";

/** What is asked of the process that builds. */
export interface BuildOrder {
  readonly outDir: string;
  readonly minify: boolean;
  readonly sets: readonly (readonly Entry[])[];
}

/** What it says: a line of progress; at last why it failed, or that it did not. */
export type BuildNews = { readonly line: string } | { readonly failed: string | null };

const PROGRAM = fileURLToPath(new URL("./build-process.ts", import.meta.url));

/**
 * Builds in another process, which ends with it.
 *
 * @throws Error with the builder's own message when a source cannot be built
 */
export async function buildApart(order: BuildOrder, log: (line: string) => void): Promise<void> {
  const builder = fork(PROGRAM, [], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let end: Exclude<BuildNews, { readonly line: string }> | undefined;
  builder.on("message", (news: BuildNews) => {
    if ("line" in news) log(news.line);
    else end = news;
  });
  const closed = once(builder, "close"); // rejects where it could not be started at all
  builder.send(order);
  const [code, signal] = await closed;
  if (end?.failed === null) return;
  throw new Error(end?.failed ?? `Building the pages ended by itself (${signal ?? code}). Start again.`);
}
