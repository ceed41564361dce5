import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Static, type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
import { type Agreement, x25519Agreement } from "../agreement.ts";
import { fromBase64Url, toBase64Url } from "../bytes.ts";
import { signingKeysOf } from "../derive.ts";
import { fingerprintOf, type Identity, readIdentity } from "./identity.ts";
import { isMissing, writePrivately } from "./private-file.ts";
import { FIRST_RULES, RULES, type Rules } from "./rules.ts";
import { SIGNED_STATEMENT, signStatement, statementHash } from "./statement.ts";
import { openToken, type Token } from "./token.ts";

/**
 * A key holder's own folder, which its account alone reads:
 *
 * - `holder.json`: whose keys these are, where it listens, which server it answers;
 * - `identity.json`: what it shows of itself;
 * - `keys.json`: the agency's keys, private halves included unless a hardware module holds them;
 * - `rules.json`: what it lets through; written by commands or by hand, read again at once;
 * - `log.jsonl`: what it was asked.
 */

/** A folder or card that cannot be used; the message says what to do. */
export class HolderFolderError extends Error {
  override readonly name = "HolderFolderError";
}

const SETTINGS = Type.Object(
  {
    agencyId: Type.String(),
    agencyName: Type.String(),
    /** How servers reach it: `https://HOST:PORT`. */
    address: Type.String({ pattern: "^https://[^/]+:\\d+$" }),
    listen: Type.Object({ host: Type.String(), port: Type.Integer({ minimum: 0, maximum: 65_535 }) }),
    /** Certificates of the servers that it answers, PEM. */
    servers: Type.Array(Type.String(), { minItems: 1 }),
    /** A hardware module that holds the private keys; null: `keys.json` holds them. */
    token: Type.Union([Type.Null(), Type.Object({ module: Type.String(), label: Type.String() })]),
  },
  { additionalProperties: false },
);
export type HolderSettings = Static<typeof SETTINGS>;

const KEYS = Type.Object(
  {
    /** Seed of the Ed25519 key that signs statements. */
    signingKey: Type.String(),
    keys: Type.Array(
      Type.Object(
        {
          signed: SIGNED_STATEMENT,
          /** Null when a hardware module holds it, or when it was destroyed. */
          privateKey: Type.Union([Type.Null(), Type.String()]),
          unusedSince: Type.Union([Type.Null(), Type.String()]),
          destroyedAt: Type.Union([Type.Null(), Type.String()]),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type HeldKeys = Static<typeof KEYS>;
export type HeldKey = HeldKeys["keys"][number];

const SERVER_CARD = Type.Object({
  leeward: Type.Literal("server card"),
  agencyId: Type.String({ format: "uuid" }),
  agencyName: Type.String({ maxLength: 300 }),
  /** The version that the holder's first key takes. */
  nextVersion: Type.Integer({ minimum: 1 }),
  certificate: Type.String({ maxLength: 10_000 }),
});
/** What an operator gives to an agency that sets up its holder. Nothing in it is secret. */
export type ServerCard = Static<typeof SERVER_CARD>;

const HOLDER_CARD = Type.Object({
  leeward: Type.Literal("holder card"),
  agencyId: Type.String({ format: "uuid" }),
  address: Type.String({ pattern: "^https://[^/]+:\\d+$", maxLength: 300 }),
  certificate: Type.String({ maxLength: 10_000 }),
  /** Public, Ed25519, base64url. */
  signingKey: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }),
  key: SIGNED_STATEMENT,
});
/** What an agency gives back to the operator. Nothing in it is secret. */
export type HolderCard = Static<typeof HOLDER_CARD>;

export const paths = (folder: string) => ({
  settings: join(folder, "holder.json"),
  identity: join(folder, "identity.json"),
  keys: join(folder, "keys.json"),
  rules: join(folder, "rules.json"),
  log: join(folder, "log.jsonl"),
});

async function readAs<T extends TSchema>(schema: T, path: string, what: string): Promise<Static<T>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const remedy = isMissing(cause)
      ? "There is no such file."
      : "It cannot be read as JSON; bring it back from a copy.";
    throw new HolderFolderError(`${path} should be ${what}. ${remedy}`, { cause });
  }
  if (!Value.Check(schema, value)) {
    const [first] = Value.Errors(schema, value);
    throw new HolderFolderError(
      `${path} should be ${what}, but ${first?.instancePath || "it"} ${first?.message ?? "does not fit"}.`,
    );
  }
  return value as Static<T>;
}

export const readServerCard = (path: string): Promise<ServerCard> =>
  readAs(SERVER_CARD, path, "the card of a server, as `leeward keys card` writes it");
export const readHolderCard = (path: string): Promise<HolderCard> =>
  readAs(HOLDER_CARD, path, "the card of a key holder, as `leeward keys init` writes it");
export const readSettings = (folder: string): Promise<HolderSettings> =>
  readAs(SETTINGS, paths(folder).settings, "the settings of a key holder, as `leeward keys init` makes them");
export const readRules = (folder: string): Promise<Rules> =>
  readAs(RULES, paths(folder).rules, "the rules of a key holder");
export const readHeldKeys = (folder: string): Promise<HeldKeys> =>
  readAs(KEYS, paths(folder).keys, "the keys of a key holder");

export const writeRules = (folder: string, rules: Rules): Promise<void> =>
  writePrivately(paths(folder).rules, `${JSON.stringify(rules, null, 1)}\n`);
const writeHeldKeys = (folder: string, keys: HeldKeys): Promise<void> =>
  writePrivately(paths(folder).keys, `${JSON.stringify(keys, null, 1)}\n`);

/** From the next start on the holder answers the server of this card, and no other. @throws HolderFolderError */
export async function trustServer(folder: string, card: ServerCard): Promise<void> {
  const settings = await readSettings(folder);
  if (card.agencyId !== settings.agencyId) {
    throw new HolderFolderError(
      `The card is for ${card.agencyName}, and this folder holds the keys of ${settings.agencyName}.`,
    );
  }
  fingerprintOf(card.certificate); // throws when it is no certificate
  const next: HolderSettings = { ...settings, servers: [card.certificate] };
  await writePrivately(paths(folder).settings, `${JSON.stringify(next, null, 1)}\n`);
}

const LOCK_PATIENCE_MS = 5_000;

/** Changes the keys: the running holder and a command write them one after the other. @returns what stands there now */
async function changeHeldKeys(
  folder: string,
  change: (held: HeldKeys) => HeldKeys | Promise<HeldKeys>,
): Promise<HeldKeys> {
  const lock = `${paths(folder).keys}.lock`;
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      await (await open(lock, "wx", 0o600)).close();
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      if (performance.now() > deadline) {
        throw new HolderFolderError(
          `Another command is changing the keys, or one ended in the middle. If none runs, remove ${lock} and try again.`,
        );
      }
      await sleep(50);
    }
  }
  try {
    const next = await change(await readHeldKeys(folder));
    await writeHeldKeys(folder, next);
    return next;
  } finally {
    await rm(lock, { force: true });
  }
}

/** Changes what is written of one version. */
export const changeHeldKey = (
  folder: string,
  version: number,
  change: Partial<Pick<HeldKey, "privateKey" | "unusedSince" | "destroyedAt">>,
): Promise<HeldKeys> =>
  changeHeldKeys(folder, (held) => ({
    ...held,
    keys: held.keys.map((one) => (one.signed.statement.version === version ? { ...one, ...change } : one)),
  }));

/**
 * Destroys a private key that was replaced; its public half stays written down.
 *
 * @param ensureOver is told since when nothing needs it, null while something does; throws to keep it
 */
export async function destroyKey(
  folder: string,
  version: number,
  pin: string | undefined,
  now: Date,
  ensureOver: (unusedSince: Date | null) => void,
): Promise<string> {
  const settings = await readSettings(folder);
  let at = now.toISOString();
  await changeHeldKeys(folder, async (held) => {
    const found = held.keys.find(({ signed }) => signed.statement.version === version);
    if (!found) {
      const own = held.keys.map(({ signed }) => signed.statement.version).join(", ");
      throw new HolderFolderError(`There is no version ${version} here: this folder has ${own || "none"}.`);
    }
    if (found.destroyedAt) {
      at = found.destroyedAt;
      return held;
    }
    ensureOver(found.unusedSince ? new Date(found.unusedSince) : null);
    if (settings.token) {
      const token = await tokenOf(settings, pin);
      try {
        token.destroyKey(tokenName(settings.agencyId, version));
      } finally {
        token.close();
      }
    }
    return {
      ...held,
      keys: held.keys.map((one) => (one === found ? { ...one, privateKey: null, destroyedAt: at } : one)),
    };
  });
  return at;
}

/** The agency's next key: the running holder shows it from now on. @returns its version */
export async function rotateKeys(folder: string, pin: string | undefined, now: Date): Promise<number> {
  const settings = await readSettings(folder);
  const held = await changeHeldKeys(folder, (before) => {
    const last = before.keys.at(-1)?.signed.statement.version ?? 0;
    return withNextKey(settings, before, last + 1, pin, now);
  });
  return held.keys.at(-1)?.signed.statement.version ?? 0;
}

export const readHolderIdentity = (folder: string, agencyName: string): Promise<Identity> =>
  readIdentity(paths(folder).identity, `Leeward key holder of ${agencyName}`);

/** When the files that a running holder reads again were last changed. */
export function changedAt(folder: string): string {
  const { rules, keys } = paths(folder);
  return [rules, keys]
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? `${stat.ino}/${stat.mtimeMs}` : "";
    })
    .join(" ");
}

export interface Beginning {
  readonly card: ServerCard;
  readonly address: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly token: HolderSettings["token"];
  /** The PIN of the hardware module, where there is one. */
  readonly pin: string | undefined;
}

/** Makes a holder's folder with the agency's first key. @returns its card */
export async function beginFolder(folder: string, beginning: Beginning, now: Date): Promise<HolderCard> {
  const { card, address, listen } = beginning;
  if (statSync(paths(folder).keys, { throwIfNoEntry: false })) {
    throw new HolderFolderError(
      `${folder} holds keys already. Choose another folder; for a new key of the same agency there is \`leeward keys rotate\`.`,
    );
  }
  fingerprintOf(card.certificate); // throws before anything is written when it is no certificate
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const settings: HolderSettings = {
    agencyId: card.agencyId,
    agencyName: card.agencyName,
    address,
    listen: { ...listen },
    servers: [card.certificate],
    token: beginning.token,
  };
  const seed = randomBytes(32);
  const empty: HeldKeys = { signingKey: toBase64Url(seed), keys: [] };
  const keys = await withNextKey(settings, empty, card.nextVersion, beginning.pin, now);
  const [first] = keys.keys;
  if (!first) throw new Error("the first key was just made");
  const identity = await readHolderIdentity(folder, card.agencyName);
  await writePrivately(paths(folder).settings, `${JSON.stringify(settings, null, 1)}\n`);
  await writeRules(folder, FIRST_RULES);
  await writeHeldKeys(folder, keys);
  return {
    leeward: "holder card",
    agencyId: card.agencyId,
    address,
    certificate: identity.certificate,
    signingKey: toBase64Url((await signingKeysOf(new Uint8Array(seed))).publicKey),
    key: first.signed,
  };
}

/** The agency's keys with one more, in the file or in its hardware module; not written down yet. */
async function withNextKey(
  settings: HolderSettings,
  held: HeldKeys,
  version: number,
  pin: string | undefined,
  now: Date,
): Promise<HeldKeys> {
  const last = held.keys.at(-1)?.signed.statement;
  const made = settings.token ? await makeInToken(settings, version, pin) : makeInFile();
  const signed = await signStatement(
    {
      agencyId: settings.agencyId,
      version,
      publicKey: toBase64Url(made.publicKey),
      madeAt: now.toISOString(),
      previous: last ? statementHash(last) : null,
    },
    fromBase64Url(held.signingKey, 32),
  );
  const next: HeldKey = { signed, privateKey: made.privateKey, unusedSince: null, destroyedAt: null };
  return { ...held, keys: [...held.keys, next] };
}

function makeInFile(): { publicKey: Uint8Array; privateKey: string } {
  const privateKey = randomBytes(32);
  return { publicKey: x25519Agreement(privateKey).publicKey, privateKey: toBase64Url(privateKey) };
}

async function makeInToken(
  settings: HolderSettings,
  version: number,
  pin: string | undefined,
): Promise<{ publicKey: Uint8Array; privateKey: null }> {
  const token = await tokenOf(settings, pin);
  try {
    return { publicKey: token.makeKey(tokenName(settings.agencyId, version)), privateKey: null };
  } finally {
    token.close();
  }
}

/** @throws HolderFolderError without a PIN */
export async function tokenOf(settings: HolderSettings, pin: string | undefined): Promise<Token> {
  if (!settings.token) throw new Error("asked only where a hardware module holds the keys");
  if (!pin) {
    throw new HolderFolderError(
      "The hardware module wants its PIN: set LEEWARD_TOKEN_PIN for this command (systemd: LoadCredentialEncrypted, docs/keys.md).",
    );
  }
  return openToken(settings.token.module, settings.token.label, pin);
}

/** Under which name a key lies in a hardware module. */
const tokenName = (agencyId: string, version: number): string => `leeward ${agencyId} ${version}`;

/** What opens wraps, by version; destroyed keys are left out. */
export function agreementsOf(
  settings: HolderSettings,
  held: HeldKeys,
  token: Token | null,
): Map<number, Agreement> {
  const agreements = new Map<number, Agreement>();
  for (const { signed, privateKey, destroyedAt } of held.keys) {
    const { version, publicKey } = signed.statement;
    if (destroyedAt !== null) continue;
    if (privateKey !== null) agreements.set(version, x25519Agreement(fromBase64Url(privateKey, 32)));
    else if (token) {
      agreements.set(
        version,
        token.agreement(tokenName(settings.agencyId, version), fromBase64Url(publicKey)),
      );
    }
  }
  return agreements;
}
