import { createHash } from "node:crypto";
import { Client } from "pg";
import { canonicalJson } from "../keys/canonical-json.ts";

/** What a part of the house says of a tool that it brings. Other words are another version: they need an assessment anew. */
interface Declared {
  /** Small letters and hyphens, 3 to 60. */
  readonly name: string;
  /** One to three numbers with dots between them. */
  readonly version: string;
  readonly purpose: string;
  /** What it decides about anyone, or that it decides nothing. */
  readonly decides: string;
  readonly evidence: string;
  readonly limits: string;
  /** Whether the survivors' council has to be heard. */
  readonly needsAdvice: boolean;
}

/** Runs only through the gate. */
export interface Tool extends Declared {
  readonly kind: "algorithm" | "release" | "exchange";
}

/** Protects people: assessed like a tool and publicly overdue without it, but never stopped. */
export interface Protection extends Declared {
  readonly kind: "protection";
}

/** SHA-256 of a declaration in its one form, hexadecimal. */
export const declarationHash = ({
  name,
  version,
  kind,
  purpose,
  decides,
  evidence,
  limits,
  needsAdvice,
}: Tool | Protection) =>
  createHash("sha256")
    .update(canonicalJson({ name, version, kind, purpose, decides, evidence, limits, needsAdvice }))
    .digest("hex");

/**
 * Writes what the running code brings into the registry, as the owner of the database. What it brings no more stays, with
 * its assessments, and runs nowhere.
 */
export async function declareTools(ownerUrl: string, tools: readonly (Tool | Protection)[]): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("begin");
    // Two processes that start together come one after the other.
    await owner.query("lock table gate.tool in share row exclusive mode");
    await owner.query("update gate.tool set is_current = false where is_current");
    for (const tool of tools) {
      await owner.query(
        `insert into gate.tool (name, version, kind, purpose, decides, evidence, limits, needs_advice, declaration_hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'))
         on conflict (name, version) do update set is_current = true, kind = excluded.kind, purpose = excluded.purpose,
           decides = excluded.decides, evidence = excluded.evidence, limits = excluded.limits,
           needs_advice = excluded.needs_advice, declaration_hash = excluded.declaration_hash`,
        [
          ...[tool.name, tool.version, tool.kind, tool.purpose, tool.decides, tool.evidence, tool.limits],
          ...[tool.needsAdvice, declarationHash(tool)],
        ],
      );
    }
    await owner.query("commit");
  } finally {
    await owner.end();
  }
}
