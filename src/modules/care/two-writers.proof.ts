import type { Proof } from "../../../tools/proof/contract.ts";
import type { Category } from "../../core/access/context.ts";
import { stopTestServer } from "../../core/db/testing.ts";
import { type TestCare, testCare } from "./testing.ts";

const ROUNDS = 1_000;
const CASES = 25;
/** A long text of each category that both members may write. */
const FIELDS: readonly (readonly [Category, string])[] = [
  ["needs-and-risk", "wants"],
  ["contact", "whoKnows"],
];

interface Edited {
  readonly path: string;
  readonly field: string;
  version: number;
}

/** Both members save the same section from the same version; then one of them reads it and brings both texts together. */
async function meet(care: TestCare, section: Edited, round: number): Promise<"met" | "lost" | "unsolved"> {
  const { path, field } = section;
  const purpose = "support" as const;
  const match = `"v${section.version}"`;
  const save = async (as: TestCare["caseworker"], text: string) => {
    const body = { document: { [field]: text } };
    return { text, answer: await care.request("PUT", path, { as, purpose, match, body }) };
  };
  const both = await Promise.all([
    save(care.caseworker, `Ines in round ${round}`),
    save(care.colleague, `Marta in round ${round}`),
  ]);
  const first = both.find(({ answer }) => answer.status === 200);
  const second = both.find(({ answer }) => answer.body?.code === "section-conflict");
  if (!first || !second) return "lost";
  const reader = round % 2 === 0 ? care.caseworker : care.colleague;
  const { body } = await care.request("GET", path, { as: reader, purpose });
  const [beside, ...more] = body.conflicts;
  if (body.document[field] !== first.text || beside?.document[field] !== second.text || more.length > 0) {
    return "lost";
  }
  const merged = `${first.text}\n${second.text}`;
  const solved = await care.request("PUT", path, {
    as: reader,
    purpose,
    match: `"v${body.version}"`,
    body: { document: { [field]: merged }, resolves: [beside.version] },
  });
  if (solved.status !== 200) return "unsolved";
  section.version = solved.body.version;
  return "met";
}

export const proof: Proof = {
  name: "two writers",
  bar: `two members edit the same ${CASES * FIELDS.length} sections at once, ${ROUNDS} times: no word lost, every conflict shown and resolved`,
  run: async (log) => {
    const care = await testCare();
    try {
      const sections: Edited[] = [];
      for (let at = 0; at < CASES; at++) {
        const { id } = await care.openCase(await care.addPerson(), { sections: {} });
        for (const [category, field] of FIELDS) {
          sections.push({ path: `/api/cases/${id}/sections/${category}`, field, version: 0 });
        }
      }
      const counts = { met: 0, lost: 0, unsolved: 0 };
      for (let round = 1; round <= ROUNDS; round++) {
        for (const said of await Promise.all(sections.map((section) => meet(care, section, round)))) {
          counts[said]++;
        }
        if (round % 50 === 0) log(`${round} rounds, ${counts.met} meetings, ${counts.lost} lost`);
      }
      const { rows } = await care.house.owner.query(
        `select count(*)::int as versions, (select sum(cardinality(open_conflicts))::int from care.section_head) as open
         from care.section`,
      );
      const versions: number = rows[0].versions;
      const wanted = ROUNDS * sections.length;
      return {
        passed: counts.met === wanted && versions === 3 * wanted && rows[0].open === 0,
        figures: { rounds: ROUNDS, sections: sections.length, ...counts, versions, leftOpen: rows[0].open },
      };
    } finally {
      await care.stop();
      await stopTestServer();
    }
  },
};
