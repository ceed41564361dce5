import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { sealCodes } from "../src/core/codes/index.ts";
import { stopTestServer } from "../src/core/db/testing.ts";
import { declareTools, registerGate } from "../src/core/gate/index.ts";
import { addAssessor, ask, assess, write } from "../src/core/gate/testing.ts";
import { toBase64Url } from "../src/core/keys/index.ts";
import { registerProposals } from "../src/core/proposals/index.ts";
import { testHouse } from "../src/core/testing.ts";
import { caseloadRelease } from "../src/modules/statistics/index.ts";
import { loadOfMachine, ownPeakMib } from "./load/machine.ts";
import type { Made } from "./release/made.ts";

/**
 * A release of very many coded cases, from the gate to the folder and the kept tables, with its audit: each case has a
 * sealed account of its own. It is made in a process of its own, so that its memory is its own. The bars are those of a
 * table that is made safe: about 3 minutes and 500 MB.
 * `npm run bench -- release [CASES]`
 */
const CASES = Number(process.argv[2] ?? 1_000_000);
const PAGE = 5_000;
const BARS = { seconds: 180, mebibytes: 500 };
const say = (line: string) => process.stderr.write(`${line}\n`);
const someOf = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;

const house = await testHouse();
registerProposals(house.app, house.house);
registerGate(house.app, house.house);
await declareTools(house.connectionString, [caseloadRelease]);
const folder = await mkdtemp(join(tmpdir(), "leeward-bench-release-"));
try {
  const at = await addAssessor(house, "Harbour");
  const counter = await house.addMember({ agencyId: at.agencyId, name: "Counter", roles: ["statistician"] });
  await assess(house, at, await write(house, "caseload-release"));
  await ask(house, at, "caseload-release", "for");
  for (let done = 0; done < CASES; done += PAGE) {
    const { rows } = await house.owner.query(
      `with p as (insert into identity.person select from generate_series(1, $2::int) returning id),
       r as (insert into access.case_record (holder_agency_id, person_id) select $1, id from p returning id),
       k as (insert into keys.data_key (id, case_id, category) select gen_random_uuid(), id, 'account' from r
         returning id, case_id)
       insert into care.case_file (id, alias, state, gender, age_band, opened_at)
       select k.case_id, 'Tern ' || k.case_id, 'recovery', (array['woman', 'man', 'unknown'])[1 + floor(random() * 3)],
         (array['0-8', '9-17', '18-24', '25-34', '35-44'])[1 + floor(random() * 5)],
         now() - random() * interval '1500 days'
       from k returning id`,
      [at.agencyId, PAGE],
    );
    const sealed = rows.map(({ id }, n) =>
      sealCodes(
        house.house.secrets.codes,
        id,
        {
          act: [someOf(["recruited", "transported", "harboured", "received"], done + 7 * n)],
          means: [someOf(["deception", "force", "fraud"], 3 * n), someOf(["threats", "deception"], n)],
          purpose: [someOf(["sexual", "forced-labour", "servitude"], 5 * n)],
          sector: [someOf(["construction", "households", "farming"], n)],
        },
        house.house.random,
      ),
    );
    await house.owner.query(
      `insert into statistics.coded_section (id, case_id, category, version, data_key_id, sealed)
       select c.id, c.id, 'account', 1, k.id, c.sealed from unnest($1::uuid[], $2::bytea[]) c(id, sealed)
       join keys.data_key k on k.case_id = c.id`,
      [rows.map(({ id }) => id), sealed],
    );
    if (done % 100_000 === 0) say(`${done} of ${CASES} planted, ${ownPeakMib()} MiB`);
  }
  await house.owner.query("analyze");
  const child = fork(join(import.meta.dirname, "release/made.ts"), {
    env: {
      ...process.env,
      DATABASE_URL: house.connectionString.replace("user=postgres", "user=leeward_server"),
      SESSION: toBase64Url(counter.secret),
      CODES: toBase64Url(house.house.secrets.codes),
      OUT: join(folder, "made"),
    },
  });
  const [made] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [Made | number];
  if (typeof made === "number") throw new Error(`The release ended with code ${made}`);
  const result = {
    ...{ cases: CASES, ...made, bars: BARS },
    passed: made.seconds <= BARS.seconds && made.peakMib <= BARS.mebibytes,
    machine: { cores: cpus().length, model: cpus()[0]?.model, load: loadOfMachine() },
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  await house.stop();
  await stopTestServer();
  await rm(folder, { recursive: true, force: true });
}
