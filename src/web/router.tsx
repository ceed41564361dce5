import {
  createRootRoute,
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

const root = createRootRoute({
  component: Outlet,
  validateSearch: (search: Record<string, unknown>): RootSearch => texts(search, "for"),
  search: { middlewares: [retainSearchParams(["for"])] },
  notFoundComponent: NowhereOutside,
});

const outside = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;
const kit = createRoute({
  ...outside("/kit"),
  component: lazyRouteComponent(() => import("./pages/kit.tsx"), "Kit"),
});
const signIn = createRoute({
  ...outside("/sign-in"),
  validateSearch: (search: Record<string, unknown>) =>
    texts(search, "to", "joined", "linked", "stage", "ways", "problem"),
  component: lazyRouteComponent(() => import("./pages/sign-in.tsx"), "SignIn"),
});
const join = createRoute({
  ...outside("/join"),
  component: lazyRouteComponent(() => import("./pages/join.tsx"), "Join"),
});

const renew = createRoute({
  ...outside("/renew"),
  component: lazyRouteComponent(() => import("./pages/renew.tsx"), "Renew"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  notFoundComponent: NotFound,
});
const inside = <Path extends string>(path: Path) => ({ getParentRoute: () => shell, path }) as const;

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
    component: lazyRouteComponent(() => import("../modules/care/pages/today.tsx"), "TodayPage"),
  }),
  createRoute({
    ...inside("/cases"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "search", "state"),
    component: lazyRouteComponent(() => import("../modules/care/pages/cases.tsx"), "CasesPage"),
  }),
  createRoute({
    ...inside("/cases/$caseId"),
    component: lazyRouteComponent(() => import("../modules/care/pages/case.tsx"), "CasePage"),
  }),
  createRoute({
    ...inside("/cases/$caseId/allowed"),
    component: lazyRouteComponent(() => import("../modules/care/pages/allowed.tsx"), "AllowedPage"),
  }),
  createRoute({
    ...inside("/cases/$caseId/looks"),
    component: lazyRouteComponent(() => import("../modules/care/pages/looks.tsx"), "LooksPage"),
  }),
  createRoute({
    ...inside("/inbox"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox.tsx"), "InboxPage"),
  }),
  createRoute({
    ...inside("/call"),
    component: lazyRouteComponent(() => import("../modules/door/pages/call.tsx"), "CallPage"),
  }),
  createRoute({
    ...inside("/texts-for-answers"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-templates.tsx"), "TemplatesPage"),
  }),
  createRoute({
    ...inside("/inbox/$address"),
    component: lazyRouteComponent(
      () => import("../modules/door/pages/inbox-conversation.tsx"),
      "ConversationPage",
    ),
  }),
  createRoute({
    ...inside("/inbox/$address/offer"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-offer.tsx"), "OfferPage"),
  }),
  createRoute({
    ...inside("/inbox/$address/case"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "offer"),
    component: lazyRouteComponent(() => import("../modules/care/pages/open-case.tsx"), "OpenCasePage"),
  }),
  createRoute({
    ...inside("/services"),
    component: lazyRouteComponent(() => import("../modules/directory/pages/services.tsx"), "ServicesPage"),
  }),
  createRoute({
    ...inside("/seconds"),
    component: lazyRouteComponent(() => import("./pages/proposals.tsx"), "Proposals"),
  }),
  createRoute({
    ...inside("/agreements"),
    component: lazyRouteComponent(() => import("./pages/agreements.tsx"), "Agreements"),
  }),
  createRoute({
    ...inside("/agreements/draft/$draftId"),
    component: lazyRouteComponent(() => import("./pages/agreement-draft.tsx"), "AgreementDraftPage"),
  }),
  createRoute({
    ...inside("/agreements/$agreementId"),
    validateSearch: (search: Record<string, unknown>) =>
      texts(search, "version", "against", "lang", "beside"),
    component: lazyRouteComponent(() => import("./pages/agreement.tsx"), "AgreementPage"),
  }),
  createRoute({
    ...inside("/tools"),
    component: lazyRouteComponent(() => import("./pages/tools.tsx"), "Tools"),
  }),
  createRoute({
    ...inside("/ledger"),
    validateSearch: (search: Record<string, unknown>) => texts(search, "entry"),
    component: lazyRouteComponent(() => import("./pages/ledger.tsx"), "Ledger"),
  }),
  createRoute({
    ...inside("/emergencies"),
    component: lazyRouteComponent(() => import("../modules/care/pages/glasses.tsx"), "GlassesPage"),
  }),
  createRoute({
    ...inside("/oversight"),
    component: lazyRouteComponent(() => import("../modules/care/pages/oversight.tsx"), "OversightPage"),
  }),
  createRoute({
    ...inside("/audit"),
    component: lazyRouteComponent(() => import("./pages/audit.tsx"), "Audit"),
  }),
  createRoute({
    ...inside("/members"),
    component: lazyRouteComponent(() => import("./pages/members.tsx"), "Members"),
  }),
  createRoute({
    ...inside("/hand-overs"),
    component: lazyRouteComponent(() => import("./pages/hand-overs.tsx"), "HandOvers"),
  }),
  createRoute({
    ...inside("/leaving"),
    component: lazyRouteComponent(() => import("./pages/leaving.tsx"), "Leaving"),
  }),
  createRoute({
    ...inside("/recipients"),
    component: lazyRouteComponent(() => import("../modules/door/pages/inbox-readers.tsx"), "ReadersPage"),
  }),
  createRoute({
    ...inside("/keys"),
    component: lazyRouteComponent(() => import("./pages/keys/keys.tsx"), "KeysPage"),
  }),
  createRoute({
    ...inside("/profile"),
    component: lazyRouteComponent(() => import("./pages/profile.tsx"), "Profile"),
  }),
] as const;

/** Every address of the desk; each page is a piece of its own, loaded when it is first gone to. */
export const createDeskRouter = () =>
  createRouter({
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
