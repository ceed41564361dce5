import type { Catalogue } from "../../core/texts/index.ts";

/** The parts of the desk's texts in English. A page fetches those that it speaks in, beside its code. */
export const EN = {
  first: async () => (await import("./en/first.ts")).first,
  agreements: async () => (await import("./en/agreements.ts")).agreements,
  allowed: async () => (await import("./en/allowed.ts")).allowed,
  asked: async () => (await import("./en/asked.ts")).asked,
  audit: async () => (await import("./en/audit.ts")).audit,
  call: async () => (await import("./en/call.ts")).call,
  care: async () => (await import("./en/care.ts")).care,
  deskNotes: async () => (await import("./en/desk-notes.ts")).deskNotes,
  door: async () => (await import("./en/door.ts")).door,
  entries: async () => (await import("./en/entries.ts")).entries,
  house: async () => (await import("./en/house.ts")).house,
  imports: async () => (await import("./en/imports.ts")).imports,
  kit: async () => (await import("./en/kit.ts")).kit,
  leads: async () => (await import("./en/leads.ts")).leads,
  leaving: async () => (await import("./en/leaving.ts")).leaving,
  led: async () => (await import("./en/led.ts")).led,
  ownKeys: async () => (await import("./en/own-keys.ts")).ownKeys,
  pairs: async () => (await import("./en/pairs.ts")).pairs,
  papers: async () => (await import("./en/papers.ts")).papers,
  proposals: async () => (await import("./en/proposals.ts")).proposals,
  referrals: async () => (await import("./en/referrals.ts")).referrals,
  releases: async () => (await import("./en/releases.ts")).releases,
  services: async () => (await import("./en/services.ts")).services,
  signIn: async () => (await import("./en/sign-in.ts")).signIn,
  standing: async () => (await import("./en/standing.ts")).standing,
  tools: async () => (await import("./en/tools.ts")).tools,
  waiting: async () => (await import("./en/waiting.ts")).waiting,
  watch: async () => (await import("./en/watch.ts")).watch,
};

export type TextPart = keyof typeof EN;
type KeyOf<Part extends TextPart> = keyof Awaited<ReturnType<(typeof EN)[Part]>> & string;
export type TextKey = { [Part in TextPart]: KeyOf<Part> }[TextPart];

/** The same in Arabic, with each of those keys, or the build fails. No native reader has signed it yet. */
export const AR: { readonly [Part in TextPart]: () => Promise<Catalogue<KeyOf<Part>>> } = {
  first: async () => (await import("./ar/first.ts")).first,
  agreements: async () => (await import("./ar/agreements.ts")).agreements,
  allowed: async () => (await import("./ar/allowed.ts")).allowed,
  asked: async () => (await import("./ar/asked.ts")).asked,
  audit: async () => (await import("./ar/audit.ts")).audit,
  call: async () => (await import("./ar/call.ts")).call,
  care: async () => (await import("./ar/care.ts")).care,
  deskNotes: async () => (await import("./ar/desk-notes.ts")).deskNotes,
  door: async () => (await import("./ar/door.ts")).door,
  entries: async () => (await import("./ar/entries.ts")).entries,
  house: async () => (await import("./ar/house.ts")).house,
  imports: async () => (await import("./ar/imports.ts")).imports,
  kit: async () => (await import("./ar/kit.ts")).kit,
  leads: async () => (await import("./ar/leads.ts")).leads,
  leaving: async () => (await import("./ar/leaving.ts")).leaving,
  led: async () => (await import("./ar/led.ts")).led,
  ownKeys: async () => (await import("./ar/own-keys.ts")).ownKeys,
  pairs: async () => (await import("./ar/pairs.ts")).pairs,
  papers: async () => (await import("./ar/papers.ts")).papers,
  proposals: async () => (await import("./ar/proposals.ts")).proposals,
  referrals: async () => (await import("./ar/referrals.ts")).referrals,
  releases: async () => (await import("./ar/releases.ts")).releases,
  services: async () => (await import("./ar/services.ts")).services,
  signIn: async () => (await import("./ar/sign-in.ts")).signIn,
  standing: async () => (await import("./ar/standing.ts")).standing,
  tools: async () => (await import("./ar/tools.ts")).tools,
  waiting: async () => (await import("./ar/waiting.ts")).waiting,
  watch: async () => (await import("./ar/watch.ts")).watch,
};
