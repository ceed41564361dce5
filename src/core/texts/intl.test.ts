import { expect, test } from "vitest";
import { dateFormat, displayNames, listFormat, numberFormat, pluralRules } from "./intl.ts";

test("a formatter is made once for its kind, locale and options, and says what a new one would", () => {
  const day = new Date(Date.UTC(2026, 10, 27));
  expect(dateFormat("ar", { dateStyle: "long", timeZone: "UTC" })).toBe(
    dateFormat("ar", { dateStyle: "long", timeZone: "UTC" }),
  );
  const table: readonly (readonly [string, string])[] = [
    [dateFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(day), "27 November 2026"],
    [dateFormat("fr", { dateStyle: "long", timeZone: "UTC" }).format(day), "27 novembre 2026"],
    [dateFormat("en-GB", { weekday: "short", timeZone: "UTC" }).format(day), "Fri"],
    [numberFormat("en-GB").format(1234.5), "1,234.5"],
    [numberFormat("en-GB", { maximumFractionDigits: 0 }).format(1234.6), "1,235"],
    [pluralRules("ru", {}).select(3), "few"],
    [pluralRules("en-GB", { type: "ordinal" }).select(3), "few"],
    [pluralRules("en-GB", {}).select(3), "other"],
    [listFormat("es", { type: "conjunction" }).format(["a", "b"]), "a y b"],
    [listFormat("es", { type: "disjunction" }).format(["a", "b"]), "a o b"],
    [displayNames("en", { type: "language" }).of("sq") ?? "", "Albanian"],
    [displayNames("en", { type: "region" }).of("AL") ?? "", "Albania"],
  ];
  for (const [said, expected] of table) expect(said).toBe(expected);
});
