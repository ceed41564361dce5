import type { Demonstration } from "./demonstration.ts";

/** A published release with a column for every picture, as the owner of the database: who made it is another story. */
export async function plantRelease(state: Pick<Demonstration, "owner">): Promise<string> {
  const yesNo = ["no", "yes"];
  const columns = Object.entries({
    gender: ["woman", "man", "unknown"],
    ageBand: ["9-17", "18-24", "25-34", "65+"],
    citizenshipRegion: ["Northern Africa", "Southern Asia", "Oceania"],
    exploitationRegion: ["Western Asia", "Southern Europe"],
    year: ["2023", "2024", "2025"],
    "purpose: forced-labour": yesNo,
    "purpose: sexual": yesNo,
    "control: papers-withheld": yesNo,
    "control: debt": yesNo,
  }).map(([name, values]) => ({ name, values }));
  const sizes = columns.map(({ values }) => values.length);
  const shapes: number[][] = [[]];
  for (let a = 0; a < sizes.length; a++) {
    shapes.push([a]);
    for (let b = a + 1; b < sizes.length; b++) shapes.push([a, b]);
  }
  const TOTAL = 1440;
  const tables = shapes.map((shape) => {
    const cells = shape.reduce((all, column) => all * (sizes[column] ?? 1), 1);
    const counts = Array.from({ length: cells }, (_, n) =>
      Math.round((TOTAL / cells) * (n % 2 === 0 ? 1.2 : 0.8)),
    );
    return { shape, counts, low: counts.map((n) => Math.max(0, n - 40)), high: counts.map((n) => n + 40) };
  });
  const privacy = { epsilon: 1, delta: 1e-6 };
  const card = { release: "demo-1", rows: TOTAL, privacy, quality: { 1: { halfWidthMean: 40 } } };
  const owner = await state.owner();
  try {
    const { rows } = await owner.query(
      `insert into statistics.release (id, run_id, agency_id, made_by, card, tables, title, question, published_at)
       select gen_random_uuid(), gen_random_uuid(), m.agency_id, m.id, $1, $2, 'People found in three years', 'Who was found, and where?', now()
       from identity.member m limit 1 returning id`,
      [JSON.stringify(card), JSON.stringify({ columns, tables })],
    );
    return rows[0].id;
  } finally {
    await owner.end();
  }
}
