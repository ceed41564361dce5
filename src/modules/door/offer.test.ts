import { expect, test } from "vitest";
import { CATEGORIES, PURPOSES } from "../../core/access/context.ts";
import { asOffer, offerCategories, offerPurposes } from "./offer.ts";

const offer = {
  offerId: "0b7c1a52-5a6e-4b53-9f6a-6f1f3f0f9a11",
  intakeAgency: "agency-1",
  recipientAgency: "agency-2",
  categories: ["contact", "needs-and-risk"],
  purpose: "support",
  until: "2027-02-01T00:00:00.000Z",
  protocolId: "protocol-1",
};

test("the house's categories and purposes are the ones that an offer knows", () => {
  expect(offerCategories).toEqual(CATEGORIES);
  expect(offerPurposes).toEqual(PURPOSES);
});

test("an offer is taken as it is", () => {
  expect(asOffer(offer)).toEqual(offer);
});

test.each([
  ["no categories", { categories: [] }],
  ["a category twice", { categories: ["contact", "contact"] }],
  ["a category that is none", { categories: ["everything"] }],
  ["categories as one text", { categories: "contact" }],
  ["a purpose that is none", { purpose: "immigration" }],
  ["an end without a zone", { until: "2027-02-01T00:00:00.000" }],
  ["an end on a day that is not", { until: "2027-02-30T00:00:00.000Z" }],
  ["an end that is no text", { until: 1_800_000_000_000 }],
  ["an agency that is markup", { recipientAgency: "<b>" }],
  ["no protocol", { protocolId: "" }],
  ["a field too many", { also: "identity" }],
])("an offer with %s is none", (_what, change) => {
  expect(asOffer({ ...offer, ...change })).toBeUndefined();
});

test("an offer with a field missing is none, nor is anything that is no object", () => {
  for (const field of Object.keys(offer)) {
    expect(
      asOffer(Object.fromEntries(Object.entries(offer).filter(([name]) => name !== field))),
    ).toBeUndefined();
  }
  for (const other of [null, undefined, "offer", 1, []]) expect(asOffer(other)).toBeUndefined();
});
