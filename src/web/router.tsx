import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  retainSearchParams,
  stringifySearchWith,
} from "@tanstack/react-router";
import { Broken, NotFound, NowhereOutside } from "./shell/lost.tsx";
import { Shell } from "./shell/shell.tsx";
import type { DeskTexts, TextPart } from "./texts/index.ts";

/** What the desk gives its pages before they are shown. */
interface Given {
  readonly texts: DeskTexts;
}

/** What every address may say: for which purpose one looks. It stays while one moves around. */
interface RootSearch {
  for?: string;
}

/** The library reads digits as a number; here every value is a text. */
const text = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
/** Only those that are there, so that an address has no empty parts. */
const texts = <Name extends string>(search: Record<string, unknown>, ...names: Name[]) =>
  Object.fromEntries(names.flatMap((name) => (text(search[name]) ? [[name, text(search[name])]] : []))) as {
    [name in Name]?: string;
  };

/**
 * The parts of the texts that a page speaks in: fetched beside its code. `texts.test.ts` holds each page to its list.
 */
const speaksIn =
  (...parts: readonly TextPart[]) =>
  ({ context }: { context: Given }): Promise<void> =>
    context.texts.need(...parts);

const root = createRootRouteWithContext<Given>()({
  component: Outlet,
  validateSearch: (search: Record<string, unknown>): RootSearch => texts(search, "for"),
  search: { middlewares: [retainSearchParams(["for"])] },
  notFoundComponent: NowhereOutside,
});

const outside = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;
const kit = createRoute({
  ...outside("/kit"),
  loader: speaksIn("caseFile", "care", "door", "kit"),
  component: lazyRouteComponent(() => import("./pages/kit.tsx"), "Kit"),
});
const signIn = createRoute({
  ...outside("/sign-in"),
  validateSearch: (search: Record<string, unknown>) =>
    texts(search, "to", "joined", "linked", "stage", "ways", "problem"),
  loader: speaksIn("signIn"),
  component: lazyRouteComponent(() => import("./pages/sign-in.tsx"), "SignIn"),
});
const join = createRoute({
  ...outside("/join"),
  loader: speaksIn("signIn"),
  component: lazyRouteComponent(() => import("./pages/join.tsx"), "Join"),
});

const renew = createRoute({
  ...outside("/renew"),
  loader: speaksIn("ownKeys", "signIn"),
  component: lazyRouteComponent(() => import("./pages/renew.tsx"), "Renew"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  notFoundComponent: NotFound,
});
const inside = <Path extends string>(path: Path) => ({ getParentRoute: () => shell, path }) as const;

const OpenCasePage = lazyRouteComponent(() => import("../modules/care/pages/open-case.tsx"), "OpenCasePage");
const BesideLetters = lazyRouteComponent(
  () => import("../modules/door/pages/inbox-beside.tsx"),
  "BesideLetters",
);

const pages = [
  createRoute({
    ...inside("/"),
    beforeLoad: () => {
      throw redirect({ to: "/today", replace: true });
    },
  }),
  createRoute({
    ...inside("/today"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "whose"),
    loader: speaksIn("care", "waiting", "asked", "led"),
    component: lazyRouteComponent(() => import("../modules/care/pages/today.tsx"), "TodayPage"),
  }),
  createRoute({
    ...inside("/cases"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "search", "state"),
    loader: speaksIn("care"),
    component: lazyRouteComponent(() => import("../modules/care/pages/cases.tsx"), "CasesPage"),
  }),
  createRoute({
    ...inside("/cases/new"),
    loader: speaksIn("caseFile", "openCase", "care"),
    component: lazyRouteComponent(() => import("../modules/care/pages/walk-in.tsx"), "WalkInPage"),
  }),
  createRoute({
    ...inside("/cases/$caseId"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "instead"),
    loader: speaksIn(
      "caseFile",
      "openCase",
      "care",
      "allowed",
      "agreements",
      "asked",
      "referrals",
      "leads",
      "led",
      "pairs",
    ),
    component: lazyRouteComponent(() => import("../modules/care/pages/case.tsx"), "CasePage"),
  }),
  createRoute({
    ...inside("/cases/$caseId/allowed"),
    loader: speaksIn("caseFile", "allowed", "care", "leaving", "agreements"),
    component: lazyRouteComponent(() => import("../modules/care/pages/allowed.tsx"), "AllowedPage"),
  }),
  createRoute({
    ...inside("/cases/$caseId/paper"),
    loader: speaksIn("caseFile", "care", "papers"),
    component: lazyRouteComponent(() => import("../modules/care/pages/paper.tsx"), "PaperPage"),
  }),
  createRoute({
    ...inside("/cases/$caseId/same-person"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "with"),
    loader: speaksIn("caseFile", "care", "pairs"),
    component: lazyRouteComponent(() => import("../modules/care/pages/same-person.tsx"), "SamePersonPage"),
  }),
  createRoute({
    ...inside("/cases/$caseId/looks"),
    loader: speaksIn("care"),
    component: lazyRouteComponent(() => import("../modules/care/pages/looks.tsx"), "LooksPage"),
  }),
  createRoute({
    ...inside("/workload"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "lead"),
    loader: speaksIn("care", "leads"),
    component: lazyRouteComponent(() => import("../modules/care/pages/workload.tsx"), "WorkloadPage"),
  }),
  createRoute({
    ...inside("/imports"),
    loader: speaksIn("imports"),
    component: lazyRouteComponent(() => import("../modules/care/pages/import.tsx"), "ImportPage"),
  }),
  createRoute({
    ...inside("/referrals"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "box"),
    loader: speaksIn("asked", "referrals"),
    component: lazyRouteComponent(() => import("../modules/care/pages/referrals.tsx"), "ReferralsPage"),
  }),
  createRoute({
    ...inside("/referrals/$referralId"),
    loader: speaksIn("allowed", "caseFile", "care", "asked", "referrals"),
    component: lazyRouteComponent(() => import("../modules/care/pages/referral.tsx"), "ReferralPage"),
  }),
  createRoute({
    ...inside("/inbox"),
    loader: speaksIn("door", "call", "deskNotes", "ownKeys", "waiting"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox.tsx"), "InboxPage"),
  }),
  createRoute({
    ...inside("/call"),
    loader: speaksIn("call", "door", "deskNotes"),
    component: lazyRouteComponent(() => import("../modules/door/pages/call.tsx"), "CallPage"),
  }),
  createRoute({
    ...inside("/texts-for-answers"),
    loader: speaksIn("door"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-templates.tsx"), "TemplatesPage"),
  }),
  createRoute({
    ...inside("/inbox/$address"),
    loader: speaksIn("door", "call", "ownKeys", "deskNotes", "waiting"),
    component: lazyRouteComponent(
      () => import("../modules/door/pages/inbox-conversation.tsx"),
      "ConversationPage",
    ),
  }),
  createRoute({
    ...inside("/inbox/$address/offer"),
    loader: speaksIn("door", "waiting", "agreements", "deskNotes", "call"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-offer.tsx"), "OfferPage"),
  }),
  createRoute({
    ...inside("/inbox/$address/transfer"),
    loader: speaksIn("door", "waiting", "deskNotes", "call"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-transfer.tsx"), "TransferPage"),
  }),
  createRoute({
    ...inside("/inbox/$address/case"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "offer"),
    loader: speaksIn("caseFile", "care", "openCase", "door", "waiting", "call", "ownKeys"),
    // What was told stays in sight while it is written into a case: no one is asked again.
    component: () => (
      <BesideLetters>
        <OpenCasePage />
      </BesideLetters>
    ),
  }),
  createRoute({
    ...inside("/services"),
    loader: speaksIn("services"),
    component: lazyRouteComponent(() => import("../modules/directory/pages/services.tsx"), "ServicesPage"),
  }),
  createRoute({
    ...inside("/seconds"),
    loader: speaksIn("proposals", "tools", "allowed", "agreements", "ownKeys", "audit"),
    component: lazyRouteComponent(() => import("./pages/proposals.tsx"), "Proposals"),
  }),
  createRoute({
    ...inside("/agreements"),
    loader: speaksIn("agreements"),
    component: lazyRouteComponent(() => import("./pages/agreements.tsx"), "Agreements"),
  }),
  createRoute({
    ...inside("/agreements/draft/$draftId"),
    loader: speaksIn("agreements"),
    component: lazyRouteComponent(() => import("./pages/agreement-draft.tsx"), "AgreementDraftPage"),
  }),
  createRoute({
    ...inside("/agreements/$agreementId"),
    validateSearch: (search: Record<string, unknown>) =>
      texts(search, "version", "against", "lang", "beside"),
    loader: speaksIn("agreements", "proposals", "door", "standing"),
    component: lazyRouteComponent(() => import("./pages/agreement.tsx"), "AgreementPage"),
  }),
  createRoute({
    ...inside("/tools"),
    loader: speaksIn("tools", "waiting"),
    component: lazyRouteComponent(() => import("./pages/tools.tsx"), "Tools"),
  }),
  createRoute({
    ...inside("/releases"),
    loader: speaksIn("audit", "releases"),
    component: lazyRouteComponent(() => import("../modules/statistics/pages/releases.tsx"), "ReleasesPage"),
  }),
  createRoute({
    ...inside("/ledger"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "entry"),
    loader: speaksIn("house", "entries"),
    component: lazyRouteComponent(() => import("./pages/ledger.tsx"), "Ledger"),
  }),
  createRoute({
    ...inside("/emergencies"),
    loader: speaksIn("watch", "allowed"),
    component: lazyRouteComponent(() => import("../modules/care/pages/glasses.tsx"), "GlassesPage"),
  }),
  createRoute({
    ...inside("/oversight"),
    loader: speaksIn("watch", "house", "care", "allowed"),
    component: lazyRouteComponent(() => import("../modules/care/pages/oversight.tsx"), "OversightPage"),
  }),
  createRoute({
    ...inside("/audit"),
    loader: speaksIn("watch", "house", "allowed", "entries"),
    component: lazyRouteComponent(() => import("./pages/audit.tsx"), "Audit"),
  }),
  createRoute({
    ...inside("/members"),
    loader: speaksIn("house", "leaving", "signIn", "standing", "ownKeys"),
    component: lazyRouteComponent(() => import("./pages/members.tsx"), "Members"),
  }),
  createRoute({
    ...inside("/hand-overs"),
    loader: speaksIn("leaving"),
    component: lazyRouteComponent(() => import("./pages/hand-overs.tsx"), "HandOvers"),
  }),
  createRoute({
    ...inside("/leaving"),
    loader: speaksIn("leaving", "care", "proposals"),
    component: lazyRouteComponent(() => import("./pages/leaving.tsx"), "Leaving"),
  }),
  createRoute({
    ...inside("/recipients"),
    loader: speaksIn("door", "ownKeys", "standing"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-readers.tsx"), "ReadersPage"),
  }),
  createRoute({
    ...inside("/keys"),
    loader: speaksIn("ownKeys", "house"),
    component: lazyRouteComponent(() => import("./pages/keys/keys.tsx"), "KeysPage"),
  }),
  createRoute({
    ...inside("/profile"),
    loader: speaksIn("signIn", "ownKeys", "standing", "house"),
    component: lazyRouteComponent(() => import("./pages/profile.tsx"), "Profile"),
  }),
] as const;

/** Every address of the desk; each page is a piece of its own, loaded when it is first gone to. */
export const createDeskRouter = (texts: DeskTexts) =>
  createRouter({
    context: { texts },
    routeTree: root.addChildren([kit, signIn, join, renew, shell.addChildren(pages)]),
    basepath: "/desk",
    // Texts as they are: an address that people can read, and no quotes around numbers.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    defaultErrorComponent: Broken,
    defaultPreload: "intent",
    trailingSlash: "never",
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
