import type { Category } from "../../../core/access/context.ts";
import { CareError } from "../errors.ts";
import { fieldsOf } from "../model/categories.ts";
import type { Answer, PlainField } from "../model/field.ts";
import type { JourneyState } from "../model/journey.ts";
import { ageBandOf } from "../rules.ts";
import { mapOf } from "./map-of.ts";
import { countryOf, languageOf } from "./primero-names.ts";
import { codesOf, type RefusalCode, type RefusedRow, readCell } from "./read-row.ts";
import type { LeftOut, RowRead, RowReader } from "./row-reader.ts";
import type { FileKind } from "./rows.ts";

/**
 * Cases as Primero 2 exports them, CSV or JSON: columns are the names of its fields, answers the codes of its lists
 * (`app/models/exporters/csv_exporter.rb`, `json_exporter.rb`; fields of `db/configuration/forms/case`). A site adds
 * fields of its own: what has no home here is counted and named, and left behind only where the member says so.
 */

interface Home {
  readonly category: Category;
  readonly field: string;
  /** Primero's codes as ours; another one has no home. */
  readonly codes?: ReadonlyMap<string, string>;
  readonly spelt?: (answer: string) => string;
}

/** A map, like every table here that a file asks: `constructor` is a column and an answer like any other. */
const HOMES: ReadonlyMap<string, Home> = mapOf({
  name_first: { category: "identity", field: "firstName" },
  name_middle: { category: "identity", field: "middleName" },
  name_last: { category: "identity", field: "familyName" },
  name_nickname: { category: "identity", field: "otherNames" },
  name_other: { category: "identity", field: "otherNames" },
  sex: { category: "identity", field: "gender", codes: mapOf({ male: "masculine", female: "feminine" }) },
  date_of_birth: { category: "identity", field: "birthDate" },
  age: { category: "identity", field: "ageClaimed" },
  nationality: { category: "identity", field: "citizenship", spelt: countryOf },
  national_id_no: { category: "identity", field: "identityNumber" },
  // As Primero's own form spells it, and as its model does.
  maritial_status: {
    category: "identity",
    field: "maritalStatus",
    codes: mapOf({ single: "single", widowed: "widowed" }),
  },
  marital_status: {
    category: "identity",
    field: "maritalStatus",
    codes: mapOf({ single: "single", widowed: "widowed" }),
  },
  telephone_current: { category: "contact", field: "mobilePhone" },
  address_current: { category: "contact", field: "street" },
  risk_level: {
    category: "needs-and-risk",
    field: "riskLevel",
    codes: mapOf({ high: "high", medium: "medium", low: "low" }),
  },
  protection_concerns: {
    category: "needs-and-risk",
    field: "vulnerabilities",
    codes: mapOf({
      disabled: "physical-health",
      serious_health_issue: "physical-health",
      mentally_distressed: "mental-health",
      migrant: "migration",
      refugee: "migration",
      physically_or_mentally_abused: "abuse",
      street_child: "homelessness",
    }),
  },
  name_caregiver: { category: "needs-and-risk", field: "guardianName" },
  care_arrangements_type_notes: { category: "needs-and-risk", field: "householdRisk" },
  closure_reason: { category: "needs-and-risk", field: "closedBecause" },
  closure_reason_other: { category: "needs-and-risk", field: "closedBecause" },
  consent_for_services: { category: "needs-and-risk", field: "agreedToRecord" },
  owned_by: { category: "needs-and-risk", field: "formerCaseworker" },
  case_id_display: { category: "needs-and-risk", field: "comment" },
  occupation: { category: "work-and-documents", field: "position" },
});

/** Read below, each in its own way. */
const READ_APART: ReadonlySet<string> = new Set(["status", "record_state", "language", "estimated", "name"]);

/** What Primero keeps for itself: numbers of the record and who touched it when. Nothing of it is about the person. */
const ITS_OWN: ReadonlySet<string> = new Set([
  "id",
  "short_id",
  "case_id",
  "case_id_code",
  "unique_identifier",
  "module_id",
  "marked_for_mobile",
  "hidden_name",
  "created_at",
  "created_by",
  "created_by_agency",
  "created_by_user_code",
  "created_organization",
  "last_updated_at",
  "last_updated_by",
  "last_updated_organization",
  "posted_at",
  "posted_from_mobile",
  "owned_by_agency",
  "owned_by_agency_id",
  "owned_by_groups",
  "owned_by_location",
  "owned_by_user_code",
  "previously_owned_by",
  "previously_owned_by_agency",
  "previously_owned_by_location",
  "associated_user_names",
  "associated_user_groups",
  "associated_user_agencies",
  "assigned_user_names",
  "reassigned_transferred_on",
  "case_status_reopened",
  "workflow",
  "has_case_plan",
  "has_incidents",
  "mobile_visible",
  "not_edited_by_owner",
]);

const STATES: ReadonlyMap<string, JourneyState> = mapOf({ open: "early-support", closed: "closed" });
/** Cases that go on elsewhere, or stand there twice. */
const ELSEWHERE: ReadonlySet<string> = new Set(["transferred", "duplicate"]);
/** Nobody was asked what other names are apart by; a line takes several of either. */
const JOINT = ", ";

/**
 * @param today `2026-11-23`, for ages and for days that lie ahead
 * @throws CareError `import-primero-sheet`, `import-columns`
 */
export function primeroReader(heading: readonly string[], { kind }: FileKind, today: string): RowReader {
  // Its columns are named in whatever language the site speaks, and one person stands on several sheets.
  if (kind === "xlsx") throw new CareError("import-primero-sheet");
  const names = heading.map((name) => name.trim());
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0 || !names.some((name) => HOMES.has(name))) {
    throw new CareError("import-columns", { unknown: [], twice, known: [...HOMES.keys()] });
  }
  const leftOut = new Map<string, number>();
  return {
    columns: names.flatMap((name) => {
      const category = name === "language" ? "identity" : HOMES.get(name)?.category;
      return category ? [{ name, category }] : [];
    }),
    leftOut: (): LeftOut[] => [...leftOut].map(([column, rows]) => ({ column, rows })),
    read: ({ row, cells }) => {
      if (cells.length !== names.length) return { refused: [{ row, column: null, code: "cell-count" }] };
      const reading = new Reading(row, today);
      for (const [at, name] of names.entries()) {
        const cell = unquoted(cells[at] ?? "");
        if (cell !== "") reading.take(name, cell);
      }
      for (const name of reading.homeless) leftOut.set(name, (leftOut.get(name) ?? 0) + 1);
      return reading.end();
    },
  };
}

/** One row, answer by answer. */
class Reading {
  readonly homeless = new Set<string>();
  readonly #row: number;
  readonly #today: string;
  readonly #refused: RefusedRow[] = [];
  readonly #documents = new Map<Category, Record<string, Answer>>();
  #state: JourneyState = "early-support";
  #isEstimated = false;
  #fullName = "";

  constructor(row: number, today: string) {
    this.#row = row;
    this.#today = today;
  }

  take(name: string, cell: string): void {
    if (ITS_OWN.has(name)) return;
    if (READ_APART.has(name)) {
      this.#takeApart(name, cell);
    } else {
      const home = HOMES.get(name);
      if (home) this.#takeHome(name, home, cell);
      else this.homeless.add(name.slice(0, 60));
    }
  }

  end(): RowRead {
    const identity = this.#documents.get("identity") ?? {};
    // Primero puts the whole name together itself; it is news only where the parts are missing.
    if (this.#fullName && !identity.firstName && !identity.familyName) {
      this.#put("name", "identity", "otherNames", this.#fullName);
    }
    if (this.#refused.length > 0) return { refused: this.#refused };
    if (this.#documents.size === 0) return { refused: [{ row: this.#row, column: null, code: "empty-row" }] };
    const known = this.#documents.get("identity") ?? {};
    // An estimated age comes with a birthday that nobody knows: it is not kept, and age in doubt means child.
    if (this.#isEstimated) {
      delete known.birthDate;
      if (known.ageClaimed !== undefined) known.ageBasis = "impression";
    }
    const counted = codesOf(known, this.#today);
    const { ageClaimed } = known;
    const ageBand =
      counted.ageBand === "unknown" &&
      !this.#isEstimated &&
      typeof ageClaimed === "number" &&
      known.birthDate === undefined &&
      known.ageDisputed !== true
        ? ageBandOf(ageClaimed)
        : counted.ageBand;
    return { found: { state: this.#state, documents: this.#documents, ...counted, ageBand } };
  }

  #takeApart(name: string, cell: string): void {
    if (name === "name") this.#fullName = cell;
    else if (name === "estimated") this.#isEstimated = cell.toLowerCase() === "true";
    else if (name === "record_state") {
      if (cell.toLowerCase() === "false") this.#refuse(name, "not-ours");
    } else if (name === "status") {
      const state = STATES.get(cell.toLowerCase());
      if (state) this.#state = state;
      else this.#refuse(name, ELSEWHERE.has(cell.toLowerCase()) ? "not-ours" : "not-on-list");
    } else {
      const [first, second, ...more] = answersOf(cell).map(languageOf);
      if (first) this.#put(name, "identity", "primaryLanguage", first);
      if (second) this.#put(name, "identity", "secondaryLanguage", second);
      if (more.length > 0) this.homeless.add(name);
    }
  }

  #takeHome(name: string, { category, field, codes, spelt }: Home, cell: string): void {
    const given = answersOf(cell);
    const answers = given.flatMap((answer) => {
      const ours = codes ? codes.get(answer) : (spelt?.(answer) ?? answer);
      return ours === undefined ? [] : [ours];
    });
    if (answers.length < given.length) this.homeless.add(name);
    if (answers.length === 0) return;
    if (name === "consent_for_services" && cell.toLowerCase() === "false") this.#refuse(name, "no-consent");
    else if (name === "case_id_display") this.#put(name, category, field, `Primero: ${cell}`);
    else if (name === "date_of_birth") this.#put(name, category, field, cell.slice(0, 10));
    else this.#put(name, category, field, answers.join(codes || spelt ? ";" : JOINT));
  }

  #put(column: string, category: Category, name: string, cell: string): void {
    const field = fieldsOf(category).find(
      (one): one is PlainField => one.name === name && one.kind !== "rows",
    );
    if (!field) throw new Error(`${category} has no field ${name}`);
    const document = this.#documents.get(category) ?? {};
    const before = document[name];
    const joined =
      typeof before === "string" && (field.kind === "text" || field.kind === "long-text")
        ? `${before}${JOINT}${cell}`
        : cell;
    const read = readCell(field, joined, this.#today);
    if ("code" in read) {
      this.#refuse(column, read.code);
      return;
    }
    document[name] = read.answer;
    this.#documents.set(category, document);
  }

  #refuse(column: string, code: RefusalCode): void {
    this.#refused.push({ row: this.#row, column, code });
  }
}

/** A list stands in a cell as Ruby writes it, `["a", "b"]`, which is JSON here. */
function answersOf(cell: string): string[] {
  if (!cell.startsWith("[")) return [cell];
  try {
    const list: unknown = JSON.parse(cell);
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : [cell];
  } catch {
    return [cell];
  }
}

/** Primero puts an apostrophe before what a spreadsheet would take for a formula: `'+44…`. */
const unquoted = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@%|])/, "");
