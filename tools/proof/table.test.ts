import fc from "fast-check";
import { expect, test } from "vitest";
import { type Row, readTable, writeTable } from "./table.ts";

const row = (name: string, figures = "rounds 20, lost 0"): Row => ({
  name,
  bar: "nothing lost",
  figures,
  passed: "yes",
  machine: "2 cores",
  commit: "abc1234",
  date: "2026-11-23",
});

test("a page is the same whatever the order in which the proofs ran", () => {
  expect(writeTable([row("b"), row("a")])).toBe(writeTable([row("a"), row("b")]));
});

test("what is written is read back, whatever text is in a cell", () => {
  const cell = fc.string().map((text) => text.replace(/[\s\\]+/g, " ").trim());
  fc.assert(
    fc.property(fc.uniqueArray(cell.filter((text) => text !== "")), cell, (names, figures) => {
      const rows = [...names].sort().map((name) => row(name, figures));
      expect(readTable(writeTable(rows))).toEqual(rows);
    }),
  );
});

test("a page without a table, and lines that are no rows, give nothing", () => {
  expect(readTable("# Proof\n\nnothing yet\n")).toEqual([]);
  expect(readTable(`${writeTable([row("a")])}| half | a row |\n`)).toEqual([row("a")]);
});
