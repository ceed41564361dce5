import { randomUUID } from "node:crypto";
import { regionOf } from "@leeward/synth";
import type { Category } from "../../core/access/context.ts";
import { type Codes, sealCodes } from "../../core/codes/index.ts";
import type { House } from "../../core/house.ts";
import { codesOf, type SectionDocument } from "./model/field.ts";
import type { SealedCodes } from "./store/codes.ts";

/** What of a section is counted. Closed lists only, and coarser than what was answered where a code could point at someone. */

/** Sites and apps by what they are for: which one it was is not counted. */
const PLATFORM_KINDS: Readonly<Record<string, string>> = {
  ...{ facebook: "social-network", instagram: "social-network", tiktok: "social-network" },
  ...{ twitter: "social-network", qzone: "social-network", snapchat: "social-network" },
  ...{ whatsapp: "messaging", telegram: "messaging", "facebook-messenger": "messaging" },
  ...{ viber: "messaging", line: "messaging", wechat: "messaging", qq: "messaging" },
  ...{ "4sale": "marketplace", other: "other" },
};
const ADULT_FROM = 18;

type Coder = (document: SectionDocument) => readonly string[];

const chosen =
  (field: string): Coder =>
  (document) => {
    const answer = document[field];
    return typeof answer === "string" ? [answer] : codesOf(answer);
  };
const unique = (codes: readonly string[]): string[] => [...new Set(codes)].sort();
/** UN M49 regions of countries; one that belongs to none is not counted. */
const regions =
  (field: string): Coder =>
  (document) =>
    chosen(field)(document).flatMap((country) => regionOf(country) ?? []);
/** ISO 3166-1; of whoever names several, the regions alone are counted. */
const country =
  (field: string): Coder =>
  (document) => {
    const named = chosen(field)(document);
    return named.length === 1 ? named : [];
  };
const ofExploitation =
  (coder: Coder): Coder =>
  (document) =>
    document.eventType === "exploitation" ? coder(document) : [];
const platforms =
  (field: string): Coder =>
  (document) =>
    chosen(field)(document).flatMap((site) => PLATFORM_KINDS[site] ?? []);

/** Variables of the codebook by the category that they come out of. */
const CODERS: Readonly<Partial<Record<Category, Readonly<Record<string, Coder>>>>> = {
  identity: { citizenshipRegion: regions("citizenship"), citizenshipCountry: country("citizenship") },
  account: {
    act: chosen("acts"),
    means: chosen("means"),
    purpose: chosen("exploitationTypes"),
    recruitment: chosen("recruitmentMethods"),
    recruitmentPlatform: platforms("recruitmentPlatforms"),
    exploitationPlatform: platforms("exploitationPlatforms"),
    onlineUse: chosen("onlineUses"),
    relationship: chosen("relationship"),
    control: chosen("controlMethods"),
    whenTrafficked: ({ ageThen }) =>
      typeof ageThen === "number" ? [ageThen < ADULT_FROM ? "child" : "adult"] : [],
    exploitationRegion: ofExploitation(regions("eventCountry")),
    exploitationCountry: ofExploitation(country("eventCountry")),
  },
  status: { finding: chosen("traffickingStatus"), decidedBy: chosen("decidedBy") },
  "work-and-documents": { sector: chosen("industry") },
  justice: { perpetratorRole: chosen("suspectRoles") },
};

/** The categories of which something is counted. */
export const CODED_CATEGORIES = Object.keys(CODERS) as readonly Category[];

/** What of a section is counted; null where nothing of its category ever is. A variable without an answer is absent. */
export function countedOf(category: Category, document: SectionDocument): Codes | null {
  const coders = CODERS[category];
  if (!coders) return null;
  return Object.fromEntries(
    Object.entries(coders).flatMap(([variable, coder]) => {
      const codes = unique(coder(document));
      return codes.length > 0 ? [[variable, codes]] : [];
    }),
  );
}

/** What is counted of a version that readers see, sealed; nothing where nothing of its category ever is. */
export function codesOfSection(
  { secrets, random }: { readonly secrets: Pick<House["secrets"], "codes"> } & Pick<House, "random">,
  { document, ...place }: Omit<SealedCodes, "id" | "sealed"> & { readonly document: SectionDocument },
): SealedCodes[] {
  const codes = countedOf(place.category, document);
  if (codes === null) return [];
  const id = randomUUID();
  return [{ ...place, id, sealed: sealCodes(secrets.codes, id, codes, random) }];
}
