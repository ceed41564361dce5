import type { Category } from "../../../../core/access/context.ts";
import type { SectionDocument } from "../../model/field.ts";

/** What is being written in one category of one case, and on which version it is based. */
export interface Draft {
  readonly document: SectionDocument;
  /** The ETag that was read; `"v0"` where nothing was written yet. */
  readonly etag: string;
  /** Versions that it settles. */
  readonly resolves: readonly number[];
}

/** Where the key of a draft is asked for and thrown away. */
export const draftKeyPath = (caseId: string, category: Category): string =>
  `/api/cases/${caseId}/sections/${category}/draft-key`;

export const draftName = (caseId: string, category: Category): string => `section ${caseId} ${category}`;
