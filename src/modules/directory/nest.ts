import { type HsdsRecord, KINDS, type Kind, PARTS_OF, type Part, perKind } from "./hsds.ts";

/** They may belong to thousands: written whole once, and named by their id after that. */
const LARGE: readonly Kind[] = ["organization", "location"];

type Nested = Record<string, unknown>;

/** Of one parent, those of one kind that name it in one field. */
interface Children {
  readonly kind: Kind;
  readonly by: string;
  readonly records: HsdsRecord[];
}

/** Records by id, and by the parent that they name. */
export class Records {
  readonly #byId = new Map<string, HsdsRecord>();
  readonly #byParent = new Map<string, Children[]>();
  readonly #byKind: ReadonlyMap<Kind, HsdsRecord[]>;
  readonly all: readonly HsdsRecord[];

  constructor(all: readonly HsdsRecord[]) {
    this.all = all;
    this.#byKind = Map.groupBy(all, ({ kind }) => kind);
    for (const record of all) this.#byId.set(keyOf(record.kind, record.id), record);
    for (const record of all) {
      for (const by of LINKS[record.kind]) {
        const parent = record.content[by];
        if (typeof parent !== "string") continue;
        this.#addChild(parent.toLowerCase(), by, record);
      }
    }
  }

  #addChild(parentId: string, by: string, record: HsdsRecord): void {
    const groups = this.#byParent.get(parentId) ?? [];
    if (groups.length === 0) this.#byParent.set(parentId, groups);
    const siblings = groups.find((group) => group.kind === record.kind && group.by === by);
    if (siblings) siblings.records.push(record);
    else groups.push({ kind: record.kind, by, records: [record] });
  }

  find(kind: Kind, id: unknown): HsdsRecord | undefined {
    return typeof id === "string" ? this.#byId.get(keyOf(kind, id)) : undefined;
  }

  /** In the order in which they came. */
  children(part: Part, parent: HsdsRecord): readonly HsdsRecord[] {
    const groups = this.#byParent.get(parent.id.toLowerCase());
    return groups?.find(({ kind, by }) => kind === part.kind && by === part.by)?.records ?? [];
  }

  /** Whether the record that a link names is here and lists this one. */
  hasParent(record: HsdsRecord, by: string): boolean {
    return LISTED_BY[record.kind].some(
      (at) => at.by === by && this.find(at.parent, record.content[by]) !== undefined,
    );
  }

  of(kind: Kind): readonly HsdsRecord[] {
    return this.#byKind.get(kind) ?? [];
  }
}

const keyOf = (kind: Kind, id: string): string => `${kind} ${id.toLowerCase()}`;

/** The kinds that list records of a kind, each with the field that names it. */
const LISTED_BY = perKind((kind) =>
  KINDS.flatMap((parent) =>
    PARTS_OF[parent]
      .filter((part) => part.many && !part.onlyRead && part.kind === kind)
      .map(({ by }) => ({ parent, by })),
  ),
);

/** The fields by which records of a kind name a parent that lists them. */
const LINKS = perKind((kind) => [...new Set(LISTED_BY[kind].map(({ by }) => by))]);

/** The nested form as HSDS calls it compiled: the roots of each kind, such that every record stands in it at least once. */
export type Compiled = Partial<Record<Kind, Nested[]>>;

/** Services with all that belongs to them, then what belongs to none. */
export function compile(records: Records): Compiled {
  const written = new Set<HsdsRecord>();
  const compiled: Compiled = {};
  const order: Kind[] = [
    "service",
    "organization",
    "service_at_location",
    "location",
    "program",
    "contact",
    "phone",
  ];
  for (const kind of [...order, ...KINDS.filter((each) => !order.includes(each))]) {
    for (const record of records.of(kind)) {
      if (written.has(record)) continue;
      const roots = compiled[kind] ?? [];
      roots.push(nest(records, record, written));
      compiled[kind] = roots;
    }
  }
  return compiled;
}

function nest(records: Records, record: HsdsRecord, written: Set<HsdsRecord>): Nested {
  written.add(record);
  const out: Nested = { ...record.content };
  for (const by of LINKS[record.kind]) if (records.hasParent(record, by)) delete out[by];
  for (const part of PARTS_OF[record.kind]) {
    if (part.onlyRead) continue;
    if (part.many) {
      const inner = records.children(part, record).map((child) => nest(records, child, written));
      if (inner.length > 0) out[part.name] = inner;
      continue;
    }
    const target = records.find(part.kind, record.content[part.by]);
    if (!target || (LARGE.includes(target.kind) && written.has(target))) continue;
    delete out[part.by];
    out[part.name] = nest(records, target, written);
  }
  return out;
}
