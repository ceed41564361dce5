import type { SectionDocument } from "./field.ts";

/** The fields of *identity* in which a name stands. */
const NAME_FIELDS = [
  "firstName",
  "middleName",
  "familyName",
  "nameInOwnScript",
  "wishesToBeCalled",
  "otherNames",
] as const;

/** Whether an identity says a name that it did not say before: then it is worth asking who else is called so. */
export function isNamedAnew(before: SectionDocument | null, after: SectionDocument): boolean {
  return NAME_FIELDS.some((field) => {
    const name = String(after[field] ?? "").trim();
    return name !== "" && name !== String(before?.[field] ?? "").trim();
  });
}
