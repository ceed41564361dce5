import { type Static, Type } from "typebox";
import { CATEGORIES, PURPOSES } from "../../core/access/context.ts";
import { Key32, MailboxAddress, Sealed32, Signature } from "../../core/http/index.ts";
import { INBOX_PLACE } from "./inbox-place.ts";
import { Wait } from "./stand-in/wait.ts";

/** Forms of what comes in over HTTP. A letter and a list have parsers of their own; here only their size is bounded. */

const Strict = { additionalProperties: false } as const;

const Id = Type.String({ format: "uuid" });

/** base64url of the largest bucket with its commitment, nonce and tag. */
const CIPHERTEXT_UNITS_MAX = 175_000;
const SEALS_MAX = 201;

const OneSeal = Type.Object({ to: Type.String({ maxLength: 64 }), sealed: Sealed32 }, Strict);

const Letter = Type.Object(
  {
    version: Type.Integer({ minimum: 1, maximum: 255 }),
    order: Type.Integer({ minimum: 1, maximum: 10_000 }),
    hour: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
    senderKind: Type.Union([Type.Literal("person"), Type.Literal("member")]),
    senderMemberId: Type.Union([Id, Type.Null()]),
    recipientsVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    ciphertext: Type.String({ maxLength: CIPHERTEXT_UNITS_MAX, pattern: "^[A-Za-z0-9_-]+$" }),
    seals: Type.Array(OneSeal, { minItems: 2, maxItems: SEALS_MAX }),
  },
  Strict,
);

export const LetterBody = Type.Object({ letter: Letter }, Strict);
/** What the person writes: also who stands in, if anybody. */
export const PersonsLetter = Type.Object({ letter: Letter, standIn: Type.Optional(Wait) }, Strict);

const Note = Type.Object(
  {
    version: Type.Literal(1),
    order: Type.Integer({ minimum: 1, maximum: 10_000 }),
    recipientsVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    ciphertext: Type.String({ maxLength: CIPHERTEXT_UNITS_MAX, pattern: "^[A-Za-z0-9_-]+$" }),
    seals: Type.Array(OneSeal, { minItems: 1, maxItems: SEALS_MAX - 1 }),
  },
  Strict,
);

export const NoteBody = Type.Object({ note: Note }, Strict);

const Begun = { address: MailboxAddress, readingKey: Key32, signingKey: Key32, letter: Letter };
export const NewMailbox = Type.Object({ ...Begun, standIn: Type.Optional(Wait) }, Strict);

export const NewCall = Type.Object({ ...Begun, note: Type.Union([Note, Type.Null()]) }, Strict);

export const SignedList = Type.Object(
  {
    list: Type.Object(
      {
        agencyId: Id,
        version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        issuedAtHour: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
        previousHash: Type.Union([Key32, Type.Null()]),
        recipients: Type.Array(Type.Object({ memberId: Id, readingKey: Key32, signingKey: Key32 }, Strict), {
          minItems: 1,
          maxItems: 200,
        }),
      },
      Strict,
    ),
    signature: Signature,
    /** An agency whose supervisors may be the second too, where the list grows. */
    secondAgencyId: Type.Optional(Type.Union([Id, Type.Null()])),
  },
  Strict,
);

export const NewOffer = Type.Object(
  {
    id: Id,
    recipientAgencyId: Id,
    categories: Type.Array(Type.Union(CATEGORIES.map((category) => Type.Literal(category))), {
      minItems: 1,
      maxItems: CATEGORIES.length,
      uniqueItems: true,
    }),
    purpose: Type.Union(PURPOSES.map((purpose) => Type.Literal(purpose))),
    protocolId: Id,
    consentUntil: Type.String({ format: "date-time", maxLength: 40 }),
  },
  Strict,
);

export const OfferAnswer = Type.Union([
  Type.Object(
    {
      yes: Type.Literal(true),
      statement: Type.String({ minLength: 2, maxLength: 4_000 }),
      signature: Signature,
    },
    Strict,
  ),
  Type.Object({ yes: Type.Literal(false) }, Strict),
]);

export const Assignment = Type.Object({ memberId: Type.Union([Id, Type.Null()]) }, Strict);

/** As many as an inbox shows. */
export const SetAside = Type.Object(
  {
    addresses: Type.Array(MailboxAddress, {
      minItems: 1,
      maxItems: 500,
      uniqueItems: true,
    }),
  },
  Strict,
);

const LaterSeals = Type.Array(
  Type.Object(
    {
      order: Type.Integer({ minimum: 1, maximum: 10_000 }),
      memberId: Id,
      readingKey: Key32,
      sealed: Sealed32,
    },
    Strict,
  ),
  { maxItems: 500 },
);
/** Of letters; and of the desk's notes, where there are any. */
export const SealsAgain = Type.Object({ seals: LaterSeals, notes: Type.Optional(LaterSeals) }, Strict);
export type SealsAgain = Static<typeof SealsAgain>;

/** Any spelling: a misspelt one is answered as one that does not exist, byte by byte. */
export const ByAddress = Type.Object({ address: Type.String({ pattern: "^[a-z2-7]{26}$" }) });
export const InboxQuery = Type.Object(
  { cursor: Type.Optional(Type.String({ pattern: INBOX_PLACE })) },
  Strict,
);
export const ByOrder = Type.Object({ order: Type.Integer({ minimum: 1, maximum: 10_000 }) });
export const ById = Type.Object({ id: Id });
