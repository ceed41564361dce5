import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as service from "../../service/journey.ts";
import { type ServiceEngine, type ServiceWalkGround, walkService } from "./service-walk.ts";

/** What someone could forget around the machine: each `find`, which is there, becomes `replace`. */
interface ServiceMutant {
  readonly name: string;
  /** A function of the database; null: the service. */
  readonly sql: string | null;
  readonly find: string;
  readonly replace: string;
}

const CARE = join(import.meta.dirname, "../..");
const STEPS_MAX = 6000;

export const SERVICE_MUTANTS: readonly ServiceMutant[] = [
  inService("a step that another overtook counts", "wanted.revision !== revision", "false"),
  inService(
    "clocks that a step leaves are not kept",
    "const running = runningRows(found.pack, standing, at);",
    "const running: store.RunningRow[] = [];",
  ),
  inService(
    "the standing before the step is kept",
    "standing, running };",
    "standing: found.journey, running };",
  ),
  inService(
    "what was recorded is not written down",
    "step, recorded, pack: found.pack.code",
    "step, recorded: [], pack: found.pack.code",
  ),
  inService(
    "a clock that stands runs on in the rows",
    "standsSince: stands ? new Date(last.from) : null",
    "standsSince: null",
  ),
  inService(
    "moments before an end are lost",
    "moment === null ? []",
    'moment === null || name !== "over" ? []',
  ),
  inService("a case goes by another jurisdiction halfway", "packNamed(house, row?.pack)", "packNamed(house)"),
  inSql(
    "time closes a case",
    "care.tell_alarms",
    "update care.clock set alarmed_at",
    "update care.case_file set state = 'closed' where id = k.case_id; update care.clock set alarmed_at",
  ),
  inSql(
    "time ends a clock",
    "care.tell_alarms",
    "set alarmed_at = now(),",
    "set alarmed_at = now(), done_at = now(),",
  ),
  inSql(
    "what was told is told again",
    "care.tell_alarms",
    "jsonb_build_object('toldAt', now())",
    "jsonb_build_object('toldAt', null)",
  ),
  inSql(
    "a moment is not put on record",
    "care.tell_alarms",
    "perform ledger.record('clock.alarm'",
    "perform ledger.record('clock.silent'",
  ),
  inSql(
    "what has long come is passed by",
    "care.tell_alarms",
    "x.next_alarm_at <= now()",
    "x.next_alarm_at <= now() and x.next_alarm_at > now() - interval '1 day'",
  ),
  inSql("moments are told too early", "care.tell_alarms", "<= now()", "<= now() + interval '9 days'"),
  inSql(
    "a step begins no clock in the rows",
    "care.keep_step",
    "from jsonb_array_elements(running) r\n  where not exists",
    "from jsonb_array_elements(running) r\n  where false and not exists",
  ),
  inSql(
    "a step ends no clock in the rows",
    "care.keep_step",
    "k.of_journey and not exists (",
    "false and not exists (",
  ),
  inSql(
    "a step moves no state in the rows",
    "care.keep_step",
    "if file.state <> to_state then",
    "if false then",
  ),
  inSql(
    "a moved end forgets its moments",
    "care.keep_step",
    "alarms = care.alarms_after(k.alarms, r -> 'alarms')",
    "alarms = k.alarms",
  ),
  inSql(
    "the way is not written down",
    "care.keep_step",
    "values (of_case, file.state, to_state, by_member);",
    "values (of_case, file.state, file.state, by_member);",
  ),
  inSql(
    "what a no rests on is not kept",
    "care.note_for_decision",
    "set evidence_written = is_asked",
    "set evidence_written = false",
  ),
  inSql(
    "that an age is disputed is not kept",
    "care.note_age_dispute",
    "age_disputed <> disputed",
    "false and age_disputed <> disputed",
  ),
  inSql("a guardian chooses for the child", "care.is_themself", "r.person_id = c.person_id", "true"),
];

function inService(name: string, find: string, replace: string): ServiceMutant {
  return { name, sql: null, find, replace };
}

function inSql(name: string, sql: string, find: string, replace: string): ServiceMutant {
  return { name, sql, find, replace };
}

type Load = (href: string) => Promise<unknown>;

/**
 * Walks with a mutant until something is seen, and puts back what it was.
 *
 * @param load imports a module by its address
 * @returns the fault, null where none was seen
 */
export async function seenOf(
  mutant: ServiceMutant,
  ground: ServiceWalkGround,
  seed: number,
  load: Load,
): Promise<string | null> {
  const put =
    mutant.sql === null
      ? await putIntoService(mutant, load)
      : await putIntoDatabase(mutant, mutant.sql, ground);
  try {
    return (await walkService(put.engine, ground, seed, STEPS_MAX, 1)).faults[0] ?? null;
  } finally {
    await put.undo();
  }
}

interface Put {
  readonly engine: ServiceEngine;
  readonly undo: () => Promise<unknown>;
}

async function putIntoService({ find, replace }: ServiceMutant, load: Load): Promise<Put> {
  const text = await readFile(join(CARE, "service/journey.ts"), "utf8");
  if (text.split(find).length !== 2) throw new Error(`“${find}” is not there once`);
  const changed = text
    .replace(find, () => replace)
    .replace(
      /from "(\.\.?\/[^"]+)"/g,
      (_all, path: string) => `from "${pathToFileURL(join(CARE, "service", path)).href}"`,
    );
  const folder = await mkdtemp(join(tmpdir(), "service-mutant-"));
  await writeFile(join(folder, "journey.ts"), changed);
  return {
    engine: (await load(pathToFileURL(join(folder, "journey.ts")).href)) as ServiceEngine,
    undo: () => rm(folder, { recursive: true, force: true }),
  };
}

async function putIntoDatabase(
  { find, replace }: ServiceMutant,
  name: string,
  { care }: ServiceWalkGround,
): Promise<Put> {
  const { owner } = care.house;
  const { rows } = await owner.query<{ source: string }>("select pg_get_functiondef($1::regproc) as source", [
    name,
  ]);
  const source = rows[0]?.source ?? "";
  if (!source.includes(find)) throw new Error(`“${find}” is not in ${name}`);
  await owner.query(source.replaceAll(find, () => replace));
  return { engine: service, undo: () => owner.query(source) };
}
