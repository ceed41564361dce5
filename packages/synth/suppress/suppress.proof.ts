import { seededRandom, shuffleFrom } from "../random.ts";
import { publishedTables } from "./published-tables.ts";
import { intervalOf } from "./reader.ts";
import { suppress } from "./suppress.ts";
import { crossTable, type TableWithTotals } from "./table.ts";

const rule = { threshold: 5, interval: 4 };

function* randomTables(): Generator<TableWithTotals> {
  const uniform = shuffleFrom(seededRandom("suppression proof"));
  for (let round = 0; round < 1000; round++) {
    const rows = 2 + Math.floor(uniform() * 6);
    const columns = 2 + Math.floor(uniform() * 6);
    const counts = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () =>
        Math.floor(uniform() < 0.5 ? uniform() * 8 : 10 + uniform() ** 3 * 500),
      ),
    );
    for (const row of counts) row[0] = (row[0] ?? 0) + 40;
    yield crossTable(counts);
  }
}

/** Hides in each table, then asks for each hidden cell by name: nothing is taken over from what `suppress` saw on its way. */
async function audit(tables: Iterable<TableWithTotals>, log: (line: string) => void) {
  const found = { tables: 0, cells: 0, primary: 0, complementary: 0, exposed: 0 };
  for (const table of tables) {
    const { primary, complementary, suppressed } = await suppress(table, rule);
    found.tables++;
    found.cells += table.values.length;
    found.primary += primary.length;
    found.complementary += complementary.length;
    for (const cell of suppressed) {
      const value = table.values[cell] ?? 0;
      const { low, high } = await intervalOf(table, suppressed, cell);
      if (low > Math.max(0, value - rule.interval) + 1e-6 || high < value + rule.interval - 1e-6)
        found.exposed++;
    }
    if (found.tables % 100 === 0) log(JSON.stringify(found));
  }
  return found;
}

/** Random tables, and the United Kingdom's published ones where they are at hand, audited from the reader's side. */
export const proof = {
  name: "suppression",
  bar: "no suppressed cell, primary or complementary, can be bounded within the declared interval by linear programme, on 1,000 random tables and the United Kingdom's published ones",
  run: async (log: (line: string) => void) => {
    const random = await audit(randomTables(), log);
    const published = publishedTables();
    const real = await audit(
      published.map(({ table }) => table),
      log,
    );
    return {
      passed: random.exposed + real.exposed === 0 && random.primary > 1000,
      figures: {
        ...random,
        publishedFiles: new Set(published.map(({ file }) => file)).size || "none at hand",
        publishedTables: real.tables,
        publishedCells: real.cells,
        publishedPrimary: real.primary,
        publishedComplementary: real.complementary,
        publishedExposed: real.exposed,
      },
    };
  },
};
