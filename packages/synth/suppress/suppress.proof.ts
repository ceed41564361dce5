import { seededRandom, shuffleFrom } from "../random.ts";
import { exposuresOf, suppress } from "./suppress.ts";
import { crossTable } from "./table.ts";

/** 1,000 random tables, each audited by linear programme from the reader's side. */
export const proof = {
  name: "suppression",
  bar: "no suppressed cell can be bounded within the declared interval by linear programme, on 1,000 random tables",
  run: async (log: (line: string) => void) => {
    const uniform = shuffleFrom(seededRandom("suppression proof"));
    const rule = { threshold: 5, interval: 4 };
    let primary = 0;
    let complementary = 0;
    let exposed = 0;
    let cells = 0;
    for (let round = 0; round < 1000; round++) {
      const rows = 2 + Math.floor(uniform() * 6);
      const columns = 2 + Math.floor(uniform() * 6);
      const counts = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () =>
          Math.floor(uniform() < 0.5 ? uniform() * 8 : 10 + uniform() ** 3 * 500),
        ),
      );
      for (const row of counts) row[0] = (row[0] ?? 0) + 40;
      const table = crossTable(counts);
      const result = await suppress(table, rule);
      primary += result.primary.length;
      complementary += result.complementary.length;
      cells += table.values.length;
      exposed += (await exposuresOf(table, result.suppressed, result.primary, rule)).length;
      if (round % 100 === 99)
        log(`${round + 1} tables, ${primary} primary, ${complementary} complementary, ${exposed} exposed`);
    }
    return {
      passed: exposed === 0 && primary > 1000,
      figures: { tables: 1000, cells, primary, complementary, exposed },
    };
  },
};
