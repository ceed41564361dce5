import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { CATEGORIES, PURPOSES } from "../../../core/access/context.ts";
import { HttpProblem, once } from "../../../core/http/index.ts";
import type { Once } from "../service/once.ts";

/** What several routes of care take or answer. */

export const Strict = { additionalProperties: false } as const;
export const Id = Type.String({ format: "uuid" });
export const CategoryName = Type.Enum([...CATEGORIES]);
export const PurposeName = Type.Enum([...PURPOSES]);
export const NoBody = Type.Null();
export const ById = Type.Object({ id: Id });
export const Time = Type.String({
  pattern: "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$",
});
export const LINES = {
  category: CategoryName,
  lines: Type.Array(Type.String({ pattern: "^[A-Za-z]{1,60}$" }), {
    minItems: 1,
    maxItems: 60,
    uniqueItems: true,
  }),
};
/** Chosen lines of some parts, each in the version that was previewed. */
export const Letter = Type.Array(Type.Object({ ...LINES, version: Type.Integer({ minimum: 0 }) }, Strict), {
  maxItems: CATEGORIES.length,
});
/** Where a list of looks goes on (`look-place.ts`). */
export const LookPlace = Type.String({ pattern: "^[0-9a-f]{32}$" });
/** The shares that ended by an act. */
export const Ended = Type.Object({
  ended: Type.Array(
    Type.Object({
      agency: Type.Object({ name: Type.String(), kind: Type.String() }),
      category: CategoryName,
    }),
  ),
});

export const onceFor =
  (request: FastifyRequest): Once =>
  (tx, actor, work) =>
    once(tx, request, actor, work);

/** A time that was sent; February has no thirtieth, whatever the pattern says. */
export function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new HttpProblem("bad-body");
  return date;
}
