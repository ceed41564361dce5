import { expect, it } from "vitest";
import { declarationHash } from "./core/gate/index.ts";
import { TOOLS } from "./tools.ts";
import { toolWords } from "./web/texts/ar/tool-words.ts";

it("says in Arabic what every tool declares, of the very words that are declared", () => {
  expect(Object.fromEntries(Object.entries(toolWords).map(([name, { of }]) => [name, of]))).toEqual(
    Object.fromEntries(TOOLS.map((tool) => [tool.name, declarationHash(tool)])),
  );
});
