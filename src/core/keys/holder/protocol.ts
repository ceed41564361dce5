import { type Static, Type } from "typebox";
import { PURPOSES } from "../../access/context.ts";
import { SIGNED_STATEMENT } from "./statement.ts";

/**
 * What a server may ask of a key holder, over mutual TLS 1.3, as HTTP with JSON. One wrap for each request: there is no
 * way to ask for many. `POST /v1/open` is answered with the 32 bytes of a data key, everything else with JSON.
 */

const UUID = Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });
/** Encapsulated key, 32 bytes of data key, tag: 80 bytes, or 113 under P-256; base64. */
const SEALED = Type.String({ pattern: "^[A-Za-z0-9+/]{107}=$|^[A-Za-z0-9+/]{151}=$" });

const PLACE = Type.Object(
  {
    dataKeyId: UUID,
    caseId: UUID,
    category: Type.String({ pattern: "^[a-z-]{1,40}$" }),
    agencyId: UUID,
    agencyKeyVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
);

export const OPEN = Type.Object(
  {
    place: PLACE,
    sealed: SEALED,
    opening: Type.Object(
      {
        act: Type.Union([Type.Literal("read"), Type.Literal("write"), Type.Literal("share")]),
        /** The ledger's number of the entry that says the same. */
        entry: Type.Union([Type.Null(), Type.String({ pattern: "^\\d{1,19}$" })]),
        memberId: Type.Union([Type.Null(), UUID]),
        purpose: Type.Union([Type.Null(), Type.Enum([...PURPOSES])]),
        clause: Type.String({ pattern: "^[a-z-]{1,40}$" }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

/** Wraps the same data key anew under a newer key of the agency; the data key stays with the holder. */
export const REWRAP = Type.Object(
  { place: PLACE, sealed: SEALED, toVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  { additionalProperties: false },
);
export const REWRAPPED = Type.Object({ sealed: SEALED });

/** No wrap of the platform needs this version any more. */
export const UNUSED = Type.Object(
  { version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  { additionalProperties: false },
);

const ALARM = Type.Object({
  n: Type.Integer({ minimum: 0 }),
  at: Type.String({ maxLength: 40 }),
  rule: Type.String({ pattern: "^[a-z-]{1,40}$" }),
  memberId: Type.Union([Type.Null(), UUID]),
  count: Type.Integer({ minimum: 0 }),
});

export const STATE = Type.Object({
  closed: Type.Boolean(),
  /** The agency's keys, oldest first, each signed. */
  keys: Type.Array(SIGNED_STATEMENT, { maxItems: 1000 }),
  /** Versions of which the holder was told that no wrap needs them. */
  unused: Type.Array(Type.Integer(), { maxItems: 1000 }),
  /** The latest alarms, at most 100, oldest first. */
  alarms: Type.Array(ALARM, { maxItems: 100 }),
});
export type HolderState = Static<typeof STATE>;

/** Why a request was not carried out; the answer's `code`. */
export type HolderRefusal =
  | "closed"
  | "refused-member"
  | "refused-purpose"
  | "too-many"
  | "no-key"
  | "cannot-open"
  | "bad-request";

export const STATUS: Readonly<Record<HolderRefusal, number>> = {
  closed: 503,
  "refused-member": 403,
  "refused-purpose": 403,
  "too-many": 429,
  "no-key": 404,
  "cannot-open": 422,
  "bad-request": 400,
};
export const REQUEST_BYTES_MAX = 4096;
/** A holder keeps a quiet line open for longer than a server keeps it for use, so that none is closed under a request. */
export const KEEP_ALIVE_MS = { holder: 120_000, server: 60_000 } as const;
