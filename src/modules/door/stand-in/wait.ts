import { Type } from "typebox";
import { Sealed32 } from "../../../core/http/index.ts";
import { fromBase64Url } from "../../../core/keys/index.ts";
import { SEALS_FOR_OTHERS_MAX } from "../transfer/question.ts";
import { STAND_IN_HOURS_MAX } from "./agreed.ts";
import type { Wait as StoredWait } from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });

/** Beside a person's letter: whom it waits for, with the keys of the letters locked to all of them. */
export const Wait = Type.Object(
  {
    agencyId: Id,
    hours: Type.Integer({ minimum: 1, maximum: STAND_IN_HOURS_MAX }),
    listVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    seals: Type.Array(
      Type.Object(
        { order: Type.Integer({ minimum: 1, maximum: 10_000 }), memberId: Id, sealed: Sealed32 },
        Strict,
      ),
      { minItems: 1, maxItems: SEALS_FOR_OTHERS_MAX },
    ),
  },
  Strict,
);

export interface WaitSent {
  readonly agencyId: string;
  readonly hours: number;
  readonly listVersion: number;
  readonly seals: readonly { readonly order: number; readonly memberId: string; readonly sealed: string }[];
}

export const readWait = (wait: WaitSent): StoredWait => ({
  ...wait,
  seals: wait.seals.map(({ sealed, ...seal }) => ({ ...seal, sealed: Buffer.from(fromBase64Url(sealed)) })),
});
