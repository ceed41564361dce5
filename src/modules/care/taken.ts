import type { Category } from "../../core/access/context.ts";
import { decryptSection } from "../../core/keys/index.ts";
import { bytesOf, type TakenRow, textOf } from "../../core/leaving/index.ts";
import { csvHeading, csvRow } from "./import/write-row.ts";
import type { SectionDocument } from "./model/field.ts";
import type { JourneyState } from "./model/journey.ts";

/** One version of a section, opened. */
export interface OpenedVersion {
  readonly version: number;
  readonly basedOn: number;
  /** Written beside another version at the same time; a later one may have resolved it. */
  readonly isConflict: boolean;
  readonly writtenBy: string | null;
  readonly writtenAt: string;
  readonly document: SectionDocument;
}

/** One case as it is written out: what its members saw, and every version before. */
export interface OpenedCase {
  readonly id: string;
  /** The made-up name at the desk. */
  readonly alias: string;
  readonly state: JourneyState;
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string | null;
  readonly openedAt: string;
  /** Until when the agency held it; the moment of the file where it still did. */
  readonly heldUntil: string;
  readonly journey: readonly TakenRow[];
  readonly clocks: readonly TakenRow[];
  readonly consents: readonly TakenRow[];
  readonly orders: readonly TakenRow[];
  readonly shares: readonly TakenRow[];
  readonly sections: Readonly<Partial<Record<Category, readonly OpenedVersion[]>>>;
}

/** 32 bytes, the data key of a section by its number. @throws where nobody can open it with the keys at hand */
export type KeyOf = (dataKeyId: string) => Promise<Uint8Array>;

/** Gathers the rows of cases from an agency's file, and makes each case of them. */
export class TakenCases {
  readonly #until = new Map<string, string>();
  readonly #files = new Map<string, TakenRow>();
  readonly #around = new Map<string, Map<string, TakenRow[]>>();
  readonly #sections = new Map<string, TakenRow[]>();

  take(table: string, row: TakenRow): void {
    if (table === "access.case_record") this.#until.set(textOf(row, "id"), textOf(row, "until"));
    else if (table === "care.case_file") this.#files.set(textOf(row, "id"), row);
    else if (table === "care.section") this.#add(this.#sections, textOf(row, "case_id"), row);
    else if (AROUND.includes(table)) {
      const rows = this.#around.get(table) ?? new Map<string, TakenRow[]>();
      this.#around.set(table, rows);
      this.#add(rows, textOf(row, "case_id"), row);
    }
  }

  /** Every case, opened; one after the other. */
  async *open(keyOf: KeyOf): AsyncGenerator<OpenedCase> {
    for (const [id, file] of this.#files) {
      const sections: Partial<Record<Category, OpenedVersion[]>> = {};
      for (const row of this.#sections.get(id) ?? []) {
        const category = textOf(row, "category") as Category;
        const versions = sections[category] ?? [];
        versions.push(await openVersion(id, category, row, keyOf));
        sections[category] = versions;
      }
      const around = (table: string) => this.#around.get(table)?.get(id) ?? [];
      yield {
        ...{ id, alias: textOf(file, "alias"), state: textOf(file, "state") as JourneyState },
        ...{ gender: textOf(file, "gender"), ageBand: textOf(file, "age_band") },
        language: file.language === null ? null : textOf(file, "language"),
        ...{ openedAt: textOf(file, "opened_at"), heldUntil: this.#until.get(id) ?? "" },
        ...{ journey: around("care.state_change"), clocks: around("care.clock") },
        ...{ consents: around("access.consent"), orders: around("access.legal_order") },
        ...{ shares: around("access.share"), sections },
      };
    }
  }

  #add(to: Map<string, TakenRow[]>, key: string, row: TakenRow): void {
    const rows = to.get(key);
    if (rows) rows.push(row);
    else to.set(key, [row]);
  }
}

const AROUND: readonly string[] = [
  "care.state_change",
  "care.clock",
  "access.consent",
  "access.legal_order",
  "access.share",
];

async function openVersion(
  caseId: string,
  category: Category,
  row: TakenRow,
  keyOf: KeyOf,
): Promise<OpenedVersion> {
  const dataKeyId = textOf(row, "data_key_id");
  const version = Number(row.version);
  const place = { caseId, category, version, dataKeyId };
  const bytes = await decryptSection(await keyOf(dataKeyId), bytesOf(row, "ciphertext"), place);
  return {
    ...{ version, basedOn: Number(row.based_on), isConflict: row.is_conflict === true },
    writtenBy: row.written_by === null ? null : textOf(row, "written_by"),
    writtenAt: textOf(row, "written_at"),
    document: JSON.parse(Buffer.from(bytes).toString("utf8")),
  };
}

/** The heading of `cases.csv`. */
export const casesHeading = csvHeading;

/** A case as a row of `cases.csv`: the version of each section that its members saw. */
export function caseRow({ state, sections }: OpenedCase): string {
  const seen = new Map<Category, SectionDocument>();
  for (const [category, versions] of Object.entries(sections)) {
    const current = versions.findLast(({ isConflict }) => !isConflict);
    if (current) seen.set(category as Category, current.document);
  }
  return csvRow(state, seen);
}
