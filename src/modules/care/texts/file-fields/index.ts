import type { DoorLanguage, Language } from "../../../../core/texts/index.ts";
import type { FieldKey } from "../../model/categories.ts";
import { bn } from "./bn.ts";
import { es } from "./es.ts";
import { fil } from "./fil.ts";
import { fr } from "./fr.ts";
import { ro } from "./ro.ts";
import { ru } from "./ru.ts";
import { sq } from "./sq.ts";
import { uk } from "./uk.ts";
import { vi } from "./vi.ts";
import { zh } from "./zh.ts";

/**
 * What *My file* calls the fields that a person reads, and a yes and a no, in the languages of the door that the desk is not written in
 * (docs/decisions/0254). A test holds each to every such field. Nobody who speaks them has signed: they are the door's texts, which its pages
 * call unreviewed (`door/pages/texts/reviews.ts`).
 */
export type FileFields = Readonly<Partial<Record<FieldKey | "yes" | "no", string>>>;

export const fileFields: Readonly<Record<Exclude<DoorLanguage, Language>, FileFields>> = {
  fr,
  es,
  zh,
  ru,
  bn,
  fil,
  ro,
  sq,
  uk,
  vi,
};
