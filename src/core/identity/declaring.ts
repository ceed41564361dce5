import type { Client } from "pg";

/** What an operator writes down that an agency declares. What is left out stays as it is. */
export interface Declaration {
  /** The name of the agency that it belongs to; null: it belongs to none. */
  readonly parent?: string | null;
  /** To whom it must pass on what it learns. */
  readonly passesOnTo?: string;
  /** To whom it need not any more. */
  readonly noLongerPassesOnTo?: string;
  readonly enforcesImmigrationLaw?: boolean;
  readonly secondFactorRequired?: boolean;
  /** Where the duty or the power stands in law, or what ended it. */
  readonly article?: string;
}

interface KnownAgency {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly parentId: string | null;
  readonly enforces: boolean;
  readonly secondFactor: boolean;
  readonly bound: boolean;
}

interface KnownDuty {
  readonly to: string;
  readonly article: string;
}

type Change =
  | { readonly of: "parent"; readonly parentId: string | null }
  | { readonly of: "duty"; readonly to: string; readonly article: string }
  | { readonly of: "no-duty"; readonly to: string; readonly article: string }
  | { readonly of: "immigration-law"; readonly enforces: boolean; readonly article: string | null }
  | { readonly of: "second-factor"; readonly required: boolean };

/** Why nothing was written down; the message says what to change. */
class DeclarationError extends Error {
  override readonly name = "DeclarationError";
  readonly code:
    | "agency-unknown"
    | "agency-left"
    | "article-missing"
    | "duty-to-itself"
    | "duty-unknown"
    | "parent-circle"
    | "power-of-its-kind";
  constructor(code: DeclarationError["code"], message: string) {
    super(`${message} Nothing was changed.`);
    this.code = code;
  }
}

/**
 * What a declaration changes, in the order in which it is written down; nothing where all of it was so already.
 *
 * @param duties those that the agency has now
 * @throws DeclarationError for what is contradictory, or names an agency that is not here
 */
function changesOf(
  name: string,
  wanted: Declaration,
  agencies: readonly KnownAgency[],
  duties: readonly KnownDuty[],
): { readonly agency: KnownAgency; readonly changes: readonly Change[] } {
  const agency = present(name, agencies);
  const changes: Change[] = [];
  if (wanted.parent !== undefined) {
    const parent = wanted.parent === null ? null : present(wanted.parent, agencies);
    if (parent) ensureNoCircle(agency, parent, agencies);
    if ((parent?.id ?? null) !== agency.parentId)
      changes.push({ of: "parent", parentId: parent?.id ?? null });
  }
  if (wanted.passesOnTo !== undefined) {
    const to = present(wanted.passesOnTo, agencies);
    if (to.id === agency.id) {
      throw new DeclarationError("duty-to-itself", `${name} cannot have a duty to pass on to itself.`);
    }
    const article = articleOf(
      wanted,
      "A duty to pass on stands in an article of law: give it with --article.",
    );
    if (!duties.some((duty) => duty.to === to.id && duty.article === article)) {
      changes.push({ of: "duty", to: to.id, article });
    }
  }
  if (wanted.noLongerPassesOnTo !== undefined) {
    // One that left may be named: a duty to it is over in particular.
    const to = known(wanted.noLongerPassesOnTo, agencies);
    if (!duties.some((duty) => duty.to === to.id)) {
      throw new DeclarationError("duty-unknown", `${name} has declared no duty to pass on to ${to.name}.`);
    }
    const article = articleOf(wanted, "Say what ended the duty with --article.");
    changes.push({ of: "no-duty", to: to.id, article });
  }
  const { enforcesImmigrationLaw: enforces, secondFactorRequired: required } = wanted;
  if (enforces === false && agency.kind === "immigration-enforcement") {
    throw new DeclarationError(
      "power-of-its-kind",
      `${name} is an agency of immigration enforcement: it has that power by what it is.`,
    );
  }
  if (enforces !== undefined && enforces !== agency.enforces) {
    const article = enforces
      ? (wanted.article ?? null)
      : articleOf(wanted, "Say what ended the power with --article.");
    changes.push({ of: "immigration-law", enforces, article });
  }
  if (required !== undefined && required !== agency.secondFactor) {
    changes.push({ of: "second-factor", required });
  }
  return { agency, changes };
}

function known(name: string, agencies: readonly KnownAgency[]): KnownAgency {
  const found = agencies.find((agency) => agency.name === name);
  if (!found) throw new DeclarationError("agency-unknown", `There is no agency of the name “${name}”.`);
  return found;
}

function present(name: string, agencies: readonly KnownAgency[]): KnownAgency {
  const found = known(name, agencies);
  if (found.status === "left") throw new DeclarationError("agency-left", `${name} has left.`);
  return found;
}

function articleOf({ article }: Declaration, otherwise: string): string {
  if (!article?.trim()) throw new DeclarationError("article-missing", otherwise);
  return article.trim();
}

/** Whoever belongs to someone who belongs to them belongs to nobody. */
function ensureNoCircle(agency: KnownAgency, parent: KnownAgency, agencies: readonly KnownAgency[]): void {
  const byId = new Map(agencies.map((one) => [one.id, one]));
  const line = [agency.name];
  for (let above: KnownAgency | undefined = parent; above; above = byId.get(above.parentId ?? "")) {
    line.push(above.name);
    if (above.id === agency.id) {
      throw new DeclarationError(
        "parent-circle",
        `${agency.name} would belong to itself: ${line.join(" belongs to ")}.`,
      );
    }
    if (line.length > agencies.length + 1) return; // a circle of others, made by hand: not this one's
  }
}

export interface Declared {
  readonly agencyId: string;
  readonly changed: number;
  /** Which became bound to immigration enforcement, or are no more: it, and whoever hangs on it. */
  readonly becameBound: readonly Named[];
  readonly noLongerBound: readonly Named[];
  readonly sharesEnded: number;
  /** By those that became bound: people decide what becomes of these. */
  readonly casesHeld: number;
}

type Named = Pick<KnownAgency, "id" | "name">;

/**
 * Writes down what an agency declares, as the owner of the database, in one transaction with an entry in the ledger for
 * each change. Who is bound to immigration enforcement follows from it (identity.refresh_immigration_bound); what an
 * agreement opened to those, and may not any more, ends.
 *
 * @param isTried nothing stays: only what would change is told
 * @throws DeclarationError
 */
export async function declareAgency(
  client: Client,
  name: string,
  wanted: Declaration,
  { isTried = false } = {},
): Promise<Declared> {
  await client.query("begin");
  try {
    // One declaration at a time: two that each hold alone could make a circle together. Nobody who reads waits.
    await client.query("lock table identity.agency, identity.agency_duty in share row exclusive mode");
    const before = await listAgencies(client);
    const named = before.find((agency) => agency.name === name);
    const { rows: duties } = await client.query<KnownDuty>(
      "select passes_on_to as to, legal_basis as article from identity.agency_duty where agency_id = $1",
      [named?.id ?? null],
    );
    const { agency, changes } = changesOf(name, wanted, before, duties);
    for (const change of changes) await write(client, agency.id, change);
    const after = new Map((await listAgencies(client)).map((one) => [one.id, one]));
    const turned = before.filter((one) => after.get(one.id)?.bound !== one.bound);
    for (const { id, bound } of turned) {
      await record(client, bound ? "agency.unbound" : "agency.bound", { agencyId: id, by: agency.id });
    }
    const becameBound = turned.filter(({ bound }) => !bound);
    const { rows } = await client.query<{ ended: number; cases: number }>(
      `select case when cardinality($1::uuid[]) > 0 then access.end_dead_shares() else 0 end::int as ended,
         (select count(*)::int from access.case_record r where r.holder_agency_id = any ($1::uuid[])) as cases`,
      [becameBound.map(({ id }) => id)],
    );
    await client.query(isTried ? "rollback" : "commit");
    return {
      agencyId: agency.id,
      changed: changes.length,
      becameBound: becameBound.map(({ id, name: called }) => ({ id, name: called })),
      noLongerBound: turned
        .filter(({ bound }) => bound)
        .map(({ id, name: called }) => ({ id, name: called })),
      sharesEnded: rows[0]?.ended ?? 0,
      casesHeld: rows[0]?.cases ?? 0,
    };
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function listAgencies(client: Client): Promise<KnownAgency[]> {
  const { rows } = await client.query<KnownAgency>(
    `select id, name, kind, status, parent_id as "parentId", enforces_immigration_law as enforces,
       second_factor_required as "secondFactor", immigration_bound as bound from identity.agency order by name`,
  );
  return rows;
}

const record = (
  client: Client,
  kind: string,
  content: { readonly agencyId: string; readonly [more: string]: unknown },
): Promise<unknown> =>
  client.query("select ledger.record($1, $2, null, $3)", [kind, JSON.stringify(content), content.agencyId]);

async function write(client: Client, agencyId: string, change: Change): Promise<void> {
  await record(client, "agency.declared", { agencyId, ...change });
  switch (change.of) {
    case "parent":
      await client.query("update identity.agency set parent_id = $2 where id = $1", [
        agencyId,
        change.parentId,
      ]);
      return;
    case "duty":
      await client.query(
        `insert into identity.agency_duty (agency_id, passes_on_to, legal_basis) values ($1, $2, $3)
         on conflict (agency_id, passes_on_to) do update set legal_basis = excluded.legal_basis`,
        [agencyId, change.to, change.article],
      );
      return;
    case "no-duty":
      await client.query("delete from identity.agency_duty where agency_id = $1 and passes_on_to = $2", [
        agencyId,
        change.to,
      ]);
      return;
    case "immigration-law":
      await client.query("update identity.agency set enforces_immigration_law = $2 where id = $1", [
        agencyId,
        change.enforces,
      ]);
      return;
    case "second-factor":
      await client.query("update identity.agency set second_factor_required = $2 where id = $1", [
        agencyId,
        change.required,
      ]);
      // Whoever is inside without one shows that they have one, or adds it, before they go on.
      if (change.required) {
        await client.query(
          `update identity.session s set ended_at = now() from identity.member m
           where m.id = s.member_id and m.agency_id = $1 and s.ended_at is null
             and m.second_factor_sealed is null and not identity.has_passkey(m.id)`,
          [agencyId],
        );
      }
  }
}
