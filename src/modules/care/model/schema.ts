import { type TSchema, Type } from "typebox";
import type { Category } from "../../../core/access/context.ts";
import { FIELDS } from "./categories.ts";
import type { Field, PlainField } from "./field.ts";

/**
 * A line of text holds no control characters, and none of the marks that turn the direction of what stands around
 * it: a name could otherwise dress up as another. Long texts keep their lines and marks; pages show them isolated.
 */
export const LINE = "^[^\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]*$";

/** What a field lets in. Dates are further checked to exist by `wrongDates`. */
function schemaOfPlain(field: PlainField): TSchema {
  switch (field.kind) {
    case "text":
      return Type.String({ minLength: 1, maxLength: field.lengthMax, pattern: LINE });
    case "long-text":
      return Type.String({ minLength: 1, maxLength: field.lengthMax });
    case "choice":
      return Type.Enum(field.options.options.map(({ code }) => code));
    case "choices":
      return Type.Array(Type.Enum(field.options.options.map(({ code }) => code)), {
        minItems: 1,
        maxItems: field.countMax,
        uniqueItems: true,
      });
    case "date":
      return Type.String({ pattern: "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$" });
    case "number":
      return field.decimals === 0
        ? Type.Integer({ minimum: field.min, maximum: field.max })
        : Type.Number({ minimum: field.min, maximum: field.max });
    case "yes-no":
      return Type.Boolean();
  }
}

function schemaOf(field: Field): TSchema {
  if (field.kind !== "rows") return schemaOfPlain(field);
  const rest = field.fields.map((one) => [one.name, Type.Optional(schemaOfPlain(one))] as const);
  const row = Type.Object(
    { [field.key.name]: schemaOfPlain(field.key), ...Object.fromEntries(rest) },
    { additionalProperties: false },
  );
  return Type.Array(row, { minItems: 1, maxItems: field.countMax });
}

const documentSchema = (fields: readonly Field[]): TSchema =>
  Type.Object(Object.fromEntries(fields.map((field) => [field.name, Type.Optional(schemaOf(field))])), {
    additionalProperties: false,
  });

/** The schema of each category's document: every field may be absent, and nothing else may be there. */
export const DOCUMENTS: Readonly<Record<Category, TSchema>> = Object.fromEntries(
  Object.entries(FIELDS).map(([category, fields]) => [category, documentSchema(fields)]),
) as Record<Category, TSchema>;
