import { expect, it } from "vitest";
import { feedAll } from "./fuzz.proof.ts";

it("what strangers hand to a reader or a witness breaks no parser: a short look at the proof's ten minutes", async () => {
  const said: string[] = [];
  const { figures } = await feedAll(0.2, (line) => said.push(line));
  expect(figures.crashes, said.join("\n")).toBe(0);
  expect(figures.refused).toBeGreaterThan(0);
  expect(figures.taken).toBeGreaterThan(0);
});
