import { QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { DeskQueries } from "./desk-queries.ts";

/** Kills: an answer of before a change that stays on the page as the newest. */
it("asks again for what changed while it was asked for the first time", async () => {
  const queries = new DeskQueries();
  const answers = ["as it was", "as it is"];
  let answer: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const observer = new QueryObserver(queries, {
    queryKey: ["list"],
    queryFn: async () => {
      const text = answers.shift();
      if (text === "as it was") await held;
      return text;
    },
  });
  const stop = observer.subscribe(() => undefined);
  const told = queries.invalidateQueries({ queryKey: ["list"] });
  answer?.();
  await told;
  expect(observer.getCurrentResult().data).toBe("as it is");
  expect(answers).toEqual([]);
  stop();
  queries.clear();
});
